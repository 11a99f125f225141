"""The workbook: sheets that can be filtered, and text that never runs."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from officefiles.cleaning import cleaned
from selfcheck.exports.formats import workbook_of
from selfcheck.report import Report
from tests.selfcheck import reports


def book(report: Report) -> Workbook:
    return load_workbook(BytesIO(workbook_of(cleaned(report))))


def test_there_is_a_sheet_for_each_kind_of_row() -> None:
    found = book(reports.report(parts=30, statements=10, actions=60))
    assert {page.title: page.max_row for page in found} == {
        "Profile": 16,
        "Parts": 31,
        "Statements": 301,
        "Strategies": 3,
        "Action plan": 61,
    }
    assert found["Profile"]["B3"].value == reports.SENTENCE


def test_headings_stay_in_sight_are_printed_again_and_filter() -> None:
    for page in book(reports.report()):
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert page.auto_filter.ref == page.dimensions
        assert page["A1"].font.bold
        assert all(page.column_dimensions[cell.column_letter].width >= 8 for cell in page[1])


def test_a_sheet_without_rows_has_headings_and_nothing_to_filter() -> None:
    page = book(reports.nearly_empty())["Action plan"]
    assert (page.max_row, page["A1"].value, page.auto_filter.ref) == (1, "Order", None)


def test_no_cell_is_a_formula() -> None:
    found = book(reports.hostile())
    kinds = {cell.data_type for page in found for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    first = found["Action plan"]["B2"]
    assert first.value.startswith("=HYPERLINK(")
    assert (first.data_type, first.quotePrefix) == ("s", True)


def test_a_due_date_is_a_date() -> None:
    cell = book(reports.report())["Action plan"]["F2"]
    assert cell.value == datetime(2027, 2, 2)  # noqa: DTZ001 - as workbooks hold days
    assert cell.number_format == "d mmmm yyyy"
    assert book(reports.report())["Action plan"]["F4"].value is None


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date.max])
def test_a_day_that_workbooks_do_not_know_is_told_as_text_or_kept(day: date) -> None:
    told = replace(reports.report(), actions=(reports.action(1, due_on=day),))
    assert str(book(told)["Action plan"]["F2"].value).startswith(f"{day}")


def test_the_file_has_a_title_and_no_author() -> None:
    about = book(reports.report()).properties
    assert (about.title, about.language) == ("Self-check of how we engage people", "en-GB")
    assert not about.creator


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_makes_a_workbook_that_opens(text: str) -> None:
    assert book(reports.hostile(text)).sheetnames[0] == "Profile"
