"""Tables as a workbook and as comma-separated text."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

from openpyxl import load_workbook

from officefiles.sheets import Sheet, columns, csv_file
from officefiles.workbook import workbook_file
from tests.officefiles import documents

SHEET = Sheet(
    "Elements",
    columns(Strategy=30, Looked_at=14),
    (("=1+1", date(2026, 11, 2)), ("Two\nlines", None)),
)
EMPTY = Sheet("Statements", columns(Statement=60), ())


def test_a_workbook_has_its_sheets_and_its_title_and_no_author() -> None:
    content = workbook_file([SHEET, EMPTY], title="Cross-walk", saved_at=documents.SAVED_AT)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Elements", "Statements"]
    assert [cell.value for cell in book["Elements"][1]] == ["Strategy", "Looked at"]
    first = book["Elements"]["A2"]
    assert (first.value, first.data_type) == ("=1+1", "s")
    assert book["Elements"]["B2"].value == datetime(2026, 11, 2)  # noqa: DTZ001 - as books hold days
    about = book.properties
    assert (about.title, about.language, about.creator) == ("Cross-walk", "en-GB", None)


def test_comma_separated_text_opens_as_utf_8_and_runs_nothing() -> None:
    content = csv_file(SHEET)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbfStrategy,Looked at\r\n")
    assert rows[1:] == [["'=1+1", "2026-11-02"], ["Two\nlines", ""]]
