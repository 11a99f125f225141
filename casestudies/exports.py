"""Makes text safe to open in a spreadsheet, where a cell that starts like a formula runs."""

import re
from typing import Any

# What a spreadsheet may read as a formula, also in full width, also after space or a mark that
# cannot be seen; and the control characters that can carry what follows into a cell of its own.
FORMULA_START = re.compile(r"^[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def neutralised(value: Any) -> Any:
    """Text with an apostrophe before anything that a spreadsheet would run; numbers as they are.

    >>> neutralised("=1+1"), neutralised("@SUM(A1)"), neutralised("-5 days"), neutralised("\\tx")
    ("'=1+1", "'@SUM(A1)", "'-5 days", "'\\tx")
    >>> neutralised("a = b"), neutralised(-5), neutralised(None)
    ('a = b', -5, None)
    """
    if isinstance(value, str) and FORMULA_START.match(value):
        return f"'{value}"
    return value
