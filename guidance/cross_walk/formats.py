"""The kinds of file that the cross-walk can be kept as: one list for links, answers and tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from guidance.cross_walk.annex import TITLE, annex_of
from guidance.cross_walk.tables import links_sheet, sheets
from guidance.cross_walk.walking import CrossWalk
from officefiles.cleaning import cleaned
from officefiles.document import Document
from officefiles.opendocument import opendocument_file
from officefiles.sheets import csv_file
from officefiles.word import word_file
from officefiles.workbook import workbook_file

OFFICE = "application/vnd.openxmlformats-officedocument"
Make = Callable[[CrossWalk, datetime, str], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file. `form` names it in an address and is how its name ends."""

    form: str
    words: str
    media_type: str
    make: Make

    def file_name(self, made_at: datetime) -> str:
        """A plain name with the day, such as strategy-cross-walk-2026-11-22.docx."""
        return f"strategy-cross-walk-{timezone.localdate(made_at)}.{self.form}"


def told_by(draw: Callable[[Document], bytes]) -> Make:
    """A maker of annexes out of a drawer of documents."""
    return lambda walk, made_at, address: draw(annex_of(walk, made_at=made_at, address=address))


def workbook(walk: CrossWalk, made_at: datetime, address: str) -> bytes:
    return workbook_file(cleaned(sheets(walk, made_at, address)), title=TITLE, saved_at=made_at)


def csv_table(walk: CrossWalk, made_at: datetime, address: str) -> bytes:
    return csv_file(cleaned(links_sheet(walk)))


FORMATS = (
    Format(
        "docx",
        "Annex for a board paper, for Word (DOCX)",
        f"{OFFICE}.wordprocessingml.document",
        told_by(word_file),
    ),
    Format(
        "odt",
        "Annex for a board paper, as OpenDocument (ODT)",
        "application/vnd.oasis.opendocument.text",
        told_by(opendocument_file),
    ),
    Format("xlsx", "Spreadsheet (XLSX)", f"{OFFICE}.spreadsheetml.sheet", workbook),
    Format("csv", "Table for other programs (CSV)", "text/csv; charset=utf-8", csv_table),
)


def format_named(form: str) -> Format | None:
    return next((known for known in FORMATS if known.form == form), None)
