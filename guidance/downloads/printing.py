"""The whole framework on one page, for one kind of work or for all: kept as plain values."""

from collections.abc import Iterator
from itertools import count
from typing import Any, cast

from django.core.cache import cache
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from framework.lenses import LENSES
from guidance.downloads.about import root_of
from guidance.downloads.framework_text import framework_document
from guidance.models import FrameworkIndexPage
from officefiles.document import (
    Block,
    Bullets,
    Cell,
    Choice,
    Document,
    Heading,
    Link,
    Paragraph,
    Piece,
    Strong,
    Table,
    Words,
    pieces,
    strengthened,
)

CACHE_SECONDS = 60
BOX = mark_safe('<span aria-hidden="true">☐</span>')


def cache_key(lens: str) -> str:
    return f"printed-framework:{lens}"


def printed_framework(page: FrameworkIndexPage, lens: str) -> dict[str, Any]:
    """What the page shows: blocks with their words as HTML, and the contents list above them."""
    kept = cache.get_or_set(cache_key(lens), lambda: told_in_html(page, lens), CACHE_SECONDS)
    return cast(dict[str, Any], kept)


def forget_printed_framework() -> None:
    cache.delete_many([cache_key(lens) for lens in ("", *LENSES)])


def told_in_html(page: FrameworkIndexPage, lens: str) -> dict[str, Any]:
    document = framework_document(page, timezone.now(), lens)
    blocks = list(shown_blocks(document, root_of(page)))
    contents = [
        {"label": block["text"], "anchor": block["anchor"]}
        for block in blocks
        if block["kind"] == "heading" and block["level"] == 1
    ]
    return {"blocks": blocks, "contents": contents}


def shown_blocks(document: Document, root: str) -> Iterator[dict[str, Any]]:
    numbers = count(1)
    for block in document.blocks:
        shown = shown_block(block, root)
        if shown["kind"] == "heading":
            shown["anchor"] = f"part-{next(numbers)}"
        yield shown


def shown_block(block: Block, root: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            html = html_of(block.text, root)
            return {"kind": "text", "label": block.label, "html": html, "lead": block.lead}
        case Bullets():
            entries = [html_of(item, root) for item in block.items]
            return {"kind": "list", "entries": entries, "numbered": block.numbered}
        case Table():
            headings = [heading for column in block.columns for heading in column.headings]
            rows = [[cell_html(cell, root) for cell in row] for row in block.rows]
            return {"kind": "table", "headings": headings, "rows": rows}


def cell_html(cell: Cell, root: str) -> SafeString:
    """The lines of a cell, or a box to tick on paper."""
    if isinstance(cell, Choice):
        return BOX
    first_strong = [
        strengthened(text) if cell.strong and place == 0 else text
        for place, text in enumerate(cell.texts)
    ]
    return format_html_join(mark_safe("<br>"), "{}", ((html_of(t, root),) for t in first_strong))


def html_of(words: Words, root: str) -> SafeString:
    return format_html_join("", "{}", ((piece_html(piece, root),) for piece in pieces(words)))


def piece_html(piece: Piece, root: str) -> str:
    """Words as HTML. A link to this site does without the site's address."""
    match piece:
        case Link():
            return format_html('<a href="{}">{}</a>', piece.target.removeprefix(root), piece.text)
        case Strong():
            return format_html("<strong>{}</strong>", piece.text)
        case _:
            return piece
