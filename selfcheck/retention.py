"""How long a self-check is kept. No Django here: dates in, dates out."""

from calendar import monthrange
from datetime import date

MONTHS_KEPT = 13


def thirteen_months_after(day: date) -> date:
    """The same day of the month, thirteen months on; the last one where there is no such day.

    Thirteen, so that a check can be compared with the one of a year before.

    >>> thirteen_months_after(date(2026, 11, 22))
    datetime.date(2027, 12, 22)
    >>> thirteen_months_after(date(2026, 1, 31))
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + MONTHS_KEPT, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
