"""Reads a Word file (.docx) of the published framework, with or without boxes to tick."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from framework.official.lines import Kind, Line
from framework.official.text import LEVELS, Place, UnreadableTextError, squeezed

LARGEST_UNZIPPED = 40 * 1024 * 1024
MOST_ENTRIES = 2_000
STEP = 64 * 1024
BOXES = "☐☑☒□■✓✔•·"
OLD_WORD = b"\xd0\xcf\x11\xe0"
SAVE_AGAIN = "Open it in Word and save it again as a Word document (.docx), without a password."
# What python-docx and lxml raise for a file that is only half a document.
BROKEN = (OpcError, KeyError, ValueError, AttributeError, IndexError, TypeError, SyntaxError)
UNREADABLE_ZIP = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def unpacked_safely(content: bytes, place: Place) -> BytesIO:
    """The file's parts, counted while they are unpacked and packed anew: no header is believed."""
    if content.startswith(OLD_WORD):
        raise UnreadableTextError(
            place.problem("This is an old Word file, or it has a password.", SAVE_AGAIN)
        )
    packed = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w", ZIP_STORED) as target:
            copy_parts(source, target, place)
    except UNREADABLE_ZIP as error:
        raise UnreadableTextError(
            place.problem("This is not a whole Word file.", SAVE_AGAIN)
        ) from error
    packed.seek(0)
    return packed


def copy_parts(source: ZipFile, target: ZipFile, place: Place) -> None:
    left = LARGEST_UNZIPPED
    too_much = UnreadableTextError(
        place.problem("Unpacked, this file is far too large.", "Save it again without pictures.")
    )
    if len(source.infolist()) > MOST_ENTRIES:
        raise too_much
    for entry in source.infolist():
        pieces = []
        with source.open(entry) as part:
            while piece := part.read(STEP):
                left -= len(piece)
                if left < 0:
                    raise too_much
                pieces.append(piece)
        target.writestr(entry.filename, b"".join(pieces))


def lines_of(content: bytes, file: str) -> Iterator[Line]:
    """The lines of a document, in reading order. Raises `UnreadableTextError`."""
    place = Place(file)
    whole = unpacked_safely(content, place)
    try:
        document = Document(whole)
        styles = {style.style_id: style.name or "" for style in document.styles}
        lines = list(lines_within(document.element.body, styles))
    except BROKEN as error:
        raise UnreadableTextError(place.problem("This is not a Word file.", SAVE_AGAIN)) from error
    for number, (kind, text) in enumerate(lines, start=1):
        yield Line(kind, text, f"paragraph {number}")


def lines_within(element: Any, styles: dict[str, str]) -> Iterator[tuple[Kind, str]]:
    """Paragraphs and tables in order. Content controls are looked into."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            if line := line_of(child, styles):
                yield line
        elif child.tag == qn("w:tbl"):
            for cell in cells_in_order(child):
                yield from lines_within(cell, styles)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent")}:
            yield from lines_within(child, styles)


def cells_in_order(table: Any) -> list[Any]:
    """Row by row; where each column has a level at its head, column by column."""
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    heads = [squeezed(text_of(cell)).rstrip(":").casefold() for cell in rows[0]] if rows else []
    is_even = all(len(row) == len(heads) for row in rows)
    if len(heads) > 1 and is_even and set(heads) <= set(LEVELS):
        return [row[column] for column in range(len(heads)) for row in rows]
    return [cell for row in rows for cell in row]


def text_of(element: Any) -> str:
    """The words of an element, without what was struck out while changes were tracked."""
    nodes = element.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    return "".join((node.text or "") if node.tag == qn("w:t") else " " for node in nodes)


def line_of(paragraph: Any, styles: dict[str, str]) -> tuple[Kind, str] | None:
    said = squeezed(text_of(paragraph))
    text = said.lstrip(BOXES).strip()
    name = style_of(paragraph, styles)
    is_item = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or "list" in name
    if name.startswith(("heading", "title")) and text:
        return (Kind.HEADING, text)
    if is_item or (text and text != said):
        return (Kind.ITEM, text)
    if not text:
        return None
    return (Kind.HEADING if is_all_bold(paragraph) else Kind.TEXT, text)


def style_of(paragraph: Any, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else styles.get(style.get(qn("w:val"), ""), "").lower()


def is_all_bold(paragraph: Any) -> bool:
    """Whether a paragraph is a heading in all but name."""
    runs = [run for run in paragraph.iter(qn("w:r")) if squeezed(text_of(run))]
    return bool(runs) and all(is_bold(run) for run in runs)


def is_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "true") not in {"0", "false", "off"}
