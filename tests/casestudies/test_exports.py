"""Cells that a spreadsheet would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.exports import neutralised


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
