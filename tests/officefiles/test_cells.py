"""Cells that a spreadsheet would run, or could not hold."""

from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officefiles.cells import LONGEST_CELL, neutralised, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 1234",
        "-5 days",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        "  =1",
        "\ufeff=1",
        "\xa0@x",
        "\u200b-1",
        "\u200d\u200e=1",
        "\xad+1",
        "\u2066@x",
        "\x00=1",
        "\ufe62\uff11",
        "\ufe661",
    ],
)
def test_puts_an_apostrophe_before_a_formula(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "a=b", "10%", "it's", "'=1", -5, 0, None, True])
def test_leaves_everything_else_alone(value: object) -> None:
    assert neutralised(value) is value


@given(st.text())
def test_no_text_starts_like_a_formula_afterwards(text: str) -> None:
    assert (
        not neutralised(text)
        .lstrip()
        .startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    )


@given(st.text())
def test_a_cell_holds_nothing_that_a_file_cannot(text: str) -> None:
    cell = safe_cell(text)
    ElementTree.fromstring(f"<c>{escape(cell)}</c>")  # noqa: S314 - ours
    assert len(cell) <= LONGEST_CELL
    assert safe_cell(cell) == cell


def test_a_text_that_is_too_long_is_cut_where_one_sees_it() -> None:
    cell = safe_cell("word " * 10_000)
    assert len(cell) == LONGEST_CELL
    assert cell.endswith(" …")


def test_nothing_is_an_empty_cell_and_nought_is_not() -> None:
    assert (safe_cell(None), safe_cell(0)) == ("", 0)
