"""The kinds of file that a result can be kept as: one list for links, answers and tests."""

from collections.abc import Callable
from dataclasses import dataclass

from officefiles.cleaning import cleaned
from officefiles.document import Document
from officefiles.opendocument import opendocument_file
from officefiles.printed import can_print, pdf_file
from officefiles.word import word_file
from officefiles.workbook import workbook_file
from selfcheck.exports.due_dates import calendar_file
from selfcheck.exports.tables import parts_csv, sheets, statements_csv
from selfcheck.exports.telling import document_of, saved_on
from selfcheck.report import Report

OFFICE = "application/vnd.openxmlformats-officedocument"
CSV = "text/csv; charset=utf-8"


def always() -> bool:
    return True


@dataclass(frozen=True)
class Format:
    """A kind of file.

    - `form` - names it in an address
    - `words` - the words of a link to it, with the kind of file
    - `about` - in the name of the file, where two files have the same ending
    - `is_possible` - whether it can be made on this machine
    """

    form: str
    words: str
    media_type: str
    ending: str
    make: Callable[[Report], bytes]
    about: str = ""
    is_possible: Callable[[], bool] = always

    def file_of(self, report: Report) -> bytes:
        """The result as a file, without anything that would break it."""
        return self.make(cleaned(report))

    def file_name(self, report: Report) -> str:
        """A plain name with the day of the answers, such as self-check-2026-11-22.docx."""
        return f"self-check{self.about}-{saved_on(report.saved_at)}.{self.ending}"


def told_by(draw: Callable[[Document], bytes]) -> Callable[[Report], bytes]:
    """A maker of files out of a drawer of documents."""
    return lambda report: draw(document_of(report))


def workbook_of(report: Report) -> bytes:
    return workbook_file(sheets(report), title=report.title, saved_at=report.saved_at)


FORMATS = (
    Format(
        "docx",
        "Word file with tick boxes (DOCX)",
        f"{OFFICE}.wordprocessingml.document",
        "docx",
        told_by(word_file),
    ),
    Format(
        "odt",
        "OpenDocument text with tick boxes (ODT)",
        "application/vnd.oasis.opendocument.text",
        "odt",
        told_by(opendocument_file),
    ),
    Format(
        "pdf",
        "PDF file to read or print",
        "application/pdf",
        "pdf",
        told_by(pdf_file),
        is_possible=can_print,
    ),
    Format(
        "xlsx",
        "Spreadsheet with everything (XLSX)",
        f"{OFFICE}.spreadsheetml.sheet",
        "xlsx",
        workbook_of,
    ),
    Format("parts-csv", "Table of the parts (CSV)", CSV, "csv", parts_csv, about="-parts"),
    Format(
        "statements-csv",
        "Table of the statements (CSV)",
        CSV,
        "csv",
        statements_csv,
        about="-statements",
    ),
    Format(
        "ics",
        "Calendar with the due dates of your plan (ICS)",
        "text/calendar; charset=utf-8",
        "ics",
        calendar_file,
    ),
)


def formats_on_offer() -> list[Format]:
    """What can be made on this machine, in the order of the links."""
    return [known for known in FORMATS if known.is_possible()]


def format_named(form: str) -> Format | None:
    return next((known for known in formats_on_offer() if known.form == form), None)
