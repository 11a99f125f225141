"""The tables of a result, as CSV files."""

import csv
from io import StringIO

from officefiles.cells import starts_like_formula
from officefiles.cleaning import cleaned
from officefiles.sheets import csv_file
from selfcheck.exports.caveats import STRATEGIES
from selfcheck.exports.tables import parts_csv, sheets, statements_csv
from tests.selfcheck import reports


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_parts_have_a_row_each_and_open_as_utf_8() -> None:
    content = parts_csv(reports.report())
    assert content.startswith(b"\xef\xbb\xbfPhase,Part,Name,")
    found = rows(content)
    assert [row["Part"] for row in found] == ["1a", "1b", "2a", "3a", "4a", "5a", "6a", "7a"]
    assert found[0]["Level"] == "Thriving"
    assert found[0]["Based on"] == "The engagement report of last spring, and what people told us."
    assert found[5]["Level"] == "Not sure"


def test_statements_have_a_row_each_answered_or_not() -> None:
    told = reports.report(parts=30, statements=10)
    found = rows(statements_csv(told))
    assert len(found) == 300
    assert found[0]["Answer"] == "We do this"
    assert [row["Kind"] for row in found[:2]] == ["To move beyond", "Counts towards the level"]
    quick = reports.part_result(0, 2, answered=False)
    assert quick.statements[0].practice_in_words == ""


def test_a_statement_that_nobody_answered_says_so() -> None:
    told = reports.quick(reports.report())
    assert {row["Answer"] for row in rows(statements_csv(told))} == {"Not answered"}


def test_no_cell_is_a_formula_and_every_line_break_stays_in_its_cell() -> None:
    told = cleaned(reports.hostile())
    for sheet in sheets(told):
        found = rows(csv_file(sheet))
        assert len(found) == len(sheet.rows)
        cells = [cell for row in found for cell in row.values()]
        assert not any(starts_like_formula(cell) for cell in cells)
    plan = rows(csv_file(sheets(told)[4]))
    assert plan[0]["Action"].startswith("'=HYPERLINK(")


def test_a_level_is_never_a_number() -> None:
    for sheet in sheets(reports.compared(reports.report()))[:4]:
        assert not any(isinstance(value, int | float) for row in sheet.rows for value in row)


def test_an_element_that_no_part_serves_has_a_row() -> None:
    strategies = sheets(reports.report())[3]
    assert [row[3] for row in strategies.rows] == ["Maternity care", "A part nobody has read"]
    assert strategies.rows[1][5:8] == ("", "", "")
    assert all(STRATEGIES in row[8] for row in strategies.rows)
