"""Makes text safe to open in a spreadsheet, where a cell that starts like a formula runs."""

import re
from decimal import Decimal
from typing import Any
from unicodedata import category, normalize

FORMULA = tuple("=+-@")
SPLITS_A_CELL = ("\t", "\r", "\n")
# Marks that show nothing or only space: a spreadsheet may skip them and run what follows.
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# What neither XML nor a spreadsheet can hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_000


def neutralised(value: Any) -> Any:
    """Text with an apostrophe before anything that a spreadsheet would run; numbers as they are.

    >>> neutralised("=1+1"), neutralised("@SUM(A1)"), neutralised("-5 days"), neutralised("\\tx")
    ("'=1+1", "'@SUM(A1)", "'-5 days", "'\\tx")
    >>> neutralised("a = b"), neutralised(-5), neutralised(None)
    ('a = b', -5, None)
    """
    if isinstance(value, str) and (value.startswith(SPLITS_A_CELL) or starts_like_formula(value)):
        return f"'{value}"
    return value


def starts_like_formula(text: str) -> bool:
    """Whether the first mark that shows is one that starts a formula, in whatever width.

    >>> starts_like_formula("\\u200d\\uff1d1"), starts_like_formula("\\ufe621")
    (True, True)
    >>> starts_like_formula("1=1"), starts_like_formula("")
    (False, False)
    """
    if text[:1].isalnum():
        return False
    first = next((mark for mark in text if category(mark) not in UNSEEN), "")
    return normalize("NFKC", first).startswith(FORMULA)


def printable(text: str) -> str:
    """Text without marks that XML and spreadsheets refuse.

    >>> printable("a\\x00b\\tc\\ufffe")
    'ab\\tc'
    """
    return UNPRINTABLE.sub("", text)


def safe_cell(value: Any) -> Any:
    """A value as a spreadsheet may hold it: neutralised, printable and not too long; "" for none.

    >>> safe_cell(None), safe_cell("\\x01=1"), safe_cell(3), len(safe_cell("x" * 40_000))
    ('', "'=1", 3, 32000)
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = printable(value)
    if len(text) > LONGEST_CELL:
        text = f"{text[: LONGEST_CELL - 2]} …"
    return neutralised(text)


def plain_figure(value: Decimal | None) -> int | float | None:
    """A stored number as programs and spreadsheets take it.

    >>> plain_figure(Decimal("53.0000")), plain_figure(Decimal("0.2500")), plain_figure(None)
    (53, 0.25, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
