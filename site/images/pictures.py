"""What a picture file says of itself before anything of it is unpacked."""

from typing import IO

from PIL import Image, UnidentifiedImageError

KINDS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}


class NotAPictureError(ValueError):
    """The file is none of the kinds of pictures that are kept."""


def kind_and_size(file: IO[bytes]) -> tuple[str, int, int]:
    """Kind, width and height, from the first bytes of a file: it is not decoded.

    >>> from io import BytesIO
    >>> kind_and_size(BytesIO(b"<html></html>"))
    Traceback (most recent call last):
    images.pictures.NotAPictureError
    """
    file.seek(0)
    try:
        picture = Image.open(file, formats=list(KINDS))
        kind, (width, height) = KINDS[picture.format or ""], picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError) as error:
        raise NotAPictureError from error
    finally:
        file.seek(0)
    return kind, width, height


class TooManyPixelsError(ValueError):
    """The file would unpack to more than memory should hold."""
