"""The days of reviews: when the next one is, how a page stands, and what readers are told."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum

SOON_DAYS = 30
TOO_LATE = "We are late with checking this page. It was due on {}."


class Standing(StrEnum):
    """How the review of a page stands, in the words of the report."""

    LATE = "Overdue"
    SOON = f"Due in {SOON_DAYS} days"
    NEVER = "Never reviewed"
    FINE = "Up to date"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one that this month has.

    >>> months_later(date(2026, 11, 22), 12), months_later(date(2026, 1, 31), 1)
    (datetime.date(2027, 11, 22), datetime.date(2026, 2, 28))
    >>> months_later(date(9999, 6, 1), 12)
    datetime.date(9999, 12, 31)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_soon(today: date) -> date:
    """The last day that is soon."""
    return today + timedelta(days=SOON_DAYS)


def is_late(review_by: date | None, today: date) -> bool:
    """Whether the day by which a page was to be reviewed is over."""
    return review_by is not None and review_by < today


def standing(reviewed_on: date | None, review_by: date | None, today: date) -> Standing:
    """What is most pressing.

    >>> day = date(2026, 3, 1)
    >>> standing(None, date(2026, 2, 28), day).value, standing(day, day, day).value
    ('Overdue', 'Due in 30 days')
    >>> standing(None, None, day).value, standing(day, date(2027, 3, 1), day).value
    ('Never reviewed', 'Up to date')
    """
    if is_late(review_by, today):
        return Standing.LATE
    if review_by is not None and review_by <= end_of_soon(today):
        return Standing.SOON
    return Standing.NEVER if reviewed_on is None else Standing.FINE


def review_lines(
    updated: date | None, reviewed_on: date | None, review_by: date | None, today: date
) -> list[str]:
    """What readers are told of how old a page is. Where we are late, they are told so.

    >>> review_lines(None, date(2026, 3, 2), date(2027, 3, 2), date(2026, 11, 22))
    ['Last reviewed: 2 March 2026', 'Next review due: 2 March 2027']
    >>> review_lines(date(2025, 3, 2), None, date(2026, 3, 2), date(2026, 11, 22))[1]
    'We are late with checking this page. It was due on 2 March 2026.'
    """
    said = (
        ("Page last updated: {}", updated),
        ("Last reviewed: {}", reviewed_on),
        (TOO_LATE if is_late(review_by, today) else "Next review due: {}", review_by),
    )
    return [words.format(f"{day.day} {day:%B %Y}") for words, day in said if day]
