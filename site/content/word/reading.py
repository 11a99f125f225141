"""Reads a Word file into blocks. Everything is checked first, and nothing is fetched."""

from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth  # type: ignore[import-untyped]  # it ships no types
from bs4 import BeautifulSoup

from content.word.document import Block, Report, WordDocument, WordFileError
from content.word.noting import remark_on
from content.word.packages import DAMAGED, Package, opened
from content.word.pictures import MOST_PICTURES, PictureError, looked_at
from content.word.walking import Walk

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name^='toc '] => !
p[style-name^='TOC'] => !
p[style-name='Contents Heading'] => !
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Table'] => p.caption:fresh
p[style-name='Figure'] => p.caption:fresh
p[style-name='Illustration'] => p.caption:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
r[style-name='Emphasis'] => em
r[style-name='Bold'] => strong
r[style-name='Strong Emphasis'] => strong
"""
# What mammoth and the parser below it raise where a part of a file is not as it should be.
UNREADABLE = (
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    TypeError,
    OSError,
    RecursionError,
    ExpatError,
)


def read_word(content: bytes, name: str) -> WordDocument:
    """The document in a file, with a report. Raises `WordFileError` with what is wrong."""
    package = opened(content, name)
    report = Report()
    found: dict[str, Any] = {}
    soup = BeautifulSoup(html_of(package, report, found), "html.parser")
    check_boxes(soup)
    walk = Walk(report, found, package.survey.captions)
    blocks = walk.blocks_of(soup)
    remark_on(package.survey, report)
    if not blocks:
        raise WordFileError("There are no words in this document, so there is nothing to import.")
    return WordDocument(walk.title or package.title, tuple(blocks), report)


def html_of(package: Package, report: Report, found: dict[str, Any]) -> str:
    """The document as mammoth writes it; the pictures are put into `found`."""

    def keep(image: Any) -> dict[str, str]:
        name = f"picture:{len(found)}"
        found[name] = kept_picture(image, report, len(found))
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            BytesIO(package.content),
            convert_image=mammoth.images.img_element(keep),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except UNREADABLE as error:
        raise WordFileError(DAMAGED) from error
    return str(result.value)


def kept_picture(image: Any, report: Report, number: int) -> Block | None:
    """A picture that may be kept, or None and a remark."""
    alt = str(image.alt_text or "")
    try:
        if number >= MOST_PICTURES:
            raise PictureError(f"there are more than {MOST_PICTURES}")
        with image.open() as file:
            return looked_at(file.read(), alt)
    except KeyError:
        report.lose("A picture: it is missing in the file", alt)
    except PictureError as error:
        report.lose(f"A picture: {error}", alt)
    return None


def check_boxes(soup: BeautifulSoup) -> None:
    """Tick boxes as signs."""
    for box in soup.find_all("input"):
        box.replace_with("☒" if box.has_attr("checked") else "☐")
