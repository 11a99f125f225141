"""Looks at a picture of a Word file: a kind that websites show, whole, and not too large."""

import hashlib
import re
from base64 import b64encode
from io import BytesIO

from PIL import Image

from content.house_style import looks_like_a_file_name
from content.word.document import Picture

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 20_000_000
MOST_PICTURES = 40
STAMP = (240, 160)
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
MADE_BY_WORD = re.compile(
    r"description automatically generated|AI-generated content may be incorrect"
    r"|^(grafik|bild)\s*\d*$",
    re.IGNORECASE,
)


class PictureError(ValueError):
    """Why a picture is not kept."""


def looked_at(content: bytes, alt: str) -> Picture:
    """The picture, or `PictureError` with what is wrong with it."""
    if len(content) > LARGEST:
        raise PictureError("it is larger than 10 MB")
    try:
        # Its size is known before anything of it is unpacked.
        image = Image.open(BytesIO(content), formats=list(KINDS))
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise PictureError("it has more than 20 million pixels")
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("it has more than 20 million pixels") from error
    except Image.UnidentifiedImageError as error:
        raise PictureError("it is of a kind that websites do not show") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise error if isinstance(error, PictureError) else PictureError("it is damaged") from error
    key = hashlib.sha256(content).hexdigest()[:16]
    kind = KINDS[image.format or "PNG"]
    return Picture(key, content, kind, width, height, said_by_a_person(alt))


def small(picture: Picture) -> str:
    """The picture in the size of a stamp, as an address that holds it."""
    image = Image.open(BytesIO(picture.content))
    image.thumbnail(STAMP)
    stored = BytesIO()
    image.convert("RGBA").save(stored, "PNG")
    return f"data:image/png;base64,{b64encode(stored.getvalue()).decode()}"


def said_by_a_person(alt: str) -> str:
    """The words for a picture; none where a program wrote them.

    >>> said_by_a_person(" Two people  at a table"), said_by_a_person("IMG_0012.JPG")
    ('Two people at a table', '')
    >>> said_by_a_person("Picture 3"), said_by_a_person("A cat. Description automatically generated")
    ('', '')
    """
    words = " ".join(alt.split())
    if looks_like_a_file_name(words) or MADE_BY_WORD.search(words):
        return ""
    return words
