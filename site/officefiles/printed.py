"""The PDF file of a document: made by another process, one at a time, and kept nowhere."""

import json
import logging
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from officefiles.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Lines,
    Link,
    Paragraph,
    Piece,
    Strong,
    Table,
    Words,
    pieces,
)

PRINTER = [sys.executable, "-I", str(Path(__file__).with_name("printer.py"))]
TRIAL = [sys.executable, "-I", "-c", "import weasyprint"]
PATIENCE = 3
"""How many seconds somebody waits for the file of somebody else to be made."""
LONGEST = 50
at_work = Lock()
logger = logging.getLogger(__name__)


class PrinterIsBusy(Exception):  # noqa: N818 - what happened, in words
    """No PDF now: others are being made, or this one takes too long. Later it may work."""


class PrinterHasFailed(Exception):  # noqa: N818 - what happened, in words
    """No PDF of this document: the printer ended without one."""


@cache
def can_print() -> bool:
    """Whether WeasyPrint and the system's libraries are there. Asked once in each process."""
    if find_spec("weasyprint") is None:
        return False
    trial = subprocess.run(TRIAL, capture_output=True, check=False)  # noqa: S603 - ours
    return trial.returncode == 0


def pdf_file(document: Document) -> bytes:
    """The document as a tagged PDF file. Raises `PrinterIsBusy` or `PrinterHasFailed`.

    No copy is kept: answers that are deleted are in no file of ours from then on.
    """
    html = page_of(document).encode()
    with one_at_a_time():
        return printed(html)


def pdf_files(documents: Sequence[Document]) -> list[bytes]:
    """The same for many, in one go: to start the printer costs as much as a few pages."""
    pages = json.dumps([page_of(document) for document in documents]).encode()
    with one_at_a_time():
        made = printed(pages, "many", patience=LONGEST * len(documents))
    return [b64decode(text) for text in json.loads(made)]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    if not at_work.acquire(timeout=PATIENCE):
        raise PrinterIsBusy
    try:
        yield
    finally:
        at_work.release()


def page_of(document: Document) -> str:
    blocks = [
        (type(block).__name__, printed_block(block, document.page_width))
        for block in document.blocks
    ]
    return render_to_string("officefiles/document.html", {"document": document, "blocks": blocks})


def printed_block(block: Block, page_width: int) -> Any:
    """A block as its template takes it: its words as HTML."""
    match block:
        case Paragraph():
            return {"text": html_of(block.text), "label": block.label, "lead": block.lead}
        case Bullets():
            return {"items_in_html": map(html_of, block.items), "numbered": block.numbered}
        case Table():
            return printed_table(block, page_width)
        case _:
            return block


def html_of(words: Words) -> str:
    """Words with their links. A plain text is left to the template, which escapes it."""
    if isinstance(words, str):
        return words
    return format_html_join("", "{}", ((piece_of(piece),) for piece in pieces(words)))


def piece_of(piece: Piece) -> str:
    match piece:
        case Link():
            return format_html('<a href="{}">{}</a>', piece.target, piece.text)
        case Strong():
            return format_html("<b>{}</b>", piece.text)
        case _:
            return piece


def printed_table(table: Table, page_width: int) -> dict[str, Any]:
    """A table as its template takes it: a cell holds either texts or marks."""
    return {
        "columns": [printed_column(column, page_width) for column in table.columns],
        "rows": [
            [printed_cell(column, told) for column, told in zip(table.columns, row, strict=True)]
            for row in table.rows
        ],
    }


def printed_column(column: Column, page_width: int) -> dict[str, Any]:
    """A column with its width in hundredths of the page's. Words need more of it than boxes."""
    width = column.width * 2 if wordy(column) else column.width
    return {
        "headings": (column.heading,) if wordy(column) else column.headings,
        "is_scale": bool(column.options) and not wordy(column),
        "share": f"{width * 100 / page_width:.2f}",
    }


def printed_cell(column: Column, told: Cell) -> dict[str, Any]:
    if isinstance(told, Lines):
        return {"texts": [html_of(text) for text in told.texts], "strong": told.strong}
    if wordy(column):
        return {"texts": [mark.option for mark in column.marks(told) if mark.ticked]}
    return {"marks": column.marks(told), "boxes": column.boxes}


def wordy(column: Column) -> bool:
    """Whether words say more than tick boxes: nobody ticks a box in a PDF file.

    Hundreds of boxes also take seconds to draw.
    """
    return len(column.options) > 1 and not column.bar


def printed(html: bytes, *how: str, patience: float | None = None) -> bytes:
    """What the printer makes of a page. Its complaints may hold people's words: nobody reads them."""
    try:
        done = subprocess.run(  # noqa: S603 - ours
            [*PRINTER, *how],
            input=html,
            capture_output=True,
            check=True,
            timeout=patience or LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise PrinterIsBusy from None
    except subprocess.CalledProcessError as error:
        logger.error("The PDF printer ended with %s.", error.returncode)
        raise PrinterHasFailed from None
    except OSError as error:
        logger.error("The PDF printer did not start: %s.", type(error).__name__)
        raise PrinterHasFailed from None
    return done.stdout
