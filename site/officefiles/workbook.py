"""Tables as a workbook, with headings that stay in sight and filters."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from officefiles.cells import printable, safe_cell
from officefiles.sheets import Sheet

LANGUAGE = "en-GB"
DAY = "d mmmm yyyy"
HEADING = Font(name="Arial", size=10, bold=True)
TEXT = Font(name="Arial", size=10)
SHADE = PatternFill("solid", fgColor="E3EFEC")
WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
LINE_HEIGHT = 14
MOST_LINES = 12
FIRST_YEAR = 1901


def workbook_file(sheets: Iterable[Sheet], *, title: str, saved_at: datetime) -> bytes:
    """The tables as sheets, in this order. The file says no author."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        fill(book.create_sheet(sheet.title), sheet)
    about = book.properties
    about.title, about.language = safe_cell(title), LANGUAGE
    about.creator = ""
    about.created = about.modified = saved_at.astimezone(UTC).replace(tzinfo=None)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def fill(page: Worksheet, sheet: Sheet) -> None:
    """A sheet with its headings. Without a row there is nothing to filter."""
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        cell = page.cell(1, number, column.heading)
        cell.font, cell.fill, cell.alignment = HEADING, SHADE, WRAPPED
    for number, row in enumerate(sheet.rows, start=2):
        write(page, number, row)
        page.row_dimensions[number].height = LINE_HEIGHT * lines_in(row, sheet)
    page.freeze_panes = "A2"
    if sheet.rows:
        page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def write(page: Worksheet, number: int, row: tuple[Any, ...]) -> None:
    """Text stays text, whatever it looks like; dates and numbers stay what they are."""
    for place, value in enumerate(row, start=1):
        cell = page.cell(number, place, as_written(storable(value)) or None)
        cell.font, cell.alignment = TEXT, WRAPPED
        if isinstance(value, str) and value:
            cell.data_type, cell.quotePrefix = "s", True
        elif value is not None and cell.is_date:
            cell.number_format = DAY


def as_written(value: Any) -> Any:
    """A cell that fits, without an apostrophe before it: a workbook says itself what is text.

    >>> as_written("=1+1"), as_written("'s"), as_written("a"), as_written(3)
    ('=1+1', "'s", 'a', 3)
    """
    safe = safe_cell(value)
    if not isinstance(value, str) or printable(value).startswith("'"):
        return safe
    return safe.removeprefix("'")


def storable(value: Any) -> Any:
    """Days before 1901 as text: workbooks count days from there, and disagree on where it is.

    >>> storable(date(1900, 2, 3)), storable(date(2027, 2, 3)), storable("a")
    ('1900-02-03', datetime.date(2027, 2, 3), 'a')
    """
    return str(value) if isinstance(value, date) and value.year < FIRST_YEAR else value


def lines_in(row: tuple[Any, ...], sheet: Sheet) -> int:
    """How high a row is: not every program works it out when it opens a file."""
    widths = (column.width for column in sheet.columns)
    needed = (lines_of(value, width) for value, width in zip(row, widths, strict=True))
    return min(max(needed, default=1), MOST_LINES)


def lines_of(value: Any, width: int) -> int:
    """How many lines a text takes in a column, more or less.

    >>> lines_of("x" * 25, 12), lines_of("x\\ny", 12), lines_of(None, 12)
    (3, 2, 1)
    """
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) // (width - 2))) for line in value.split("\n"))
