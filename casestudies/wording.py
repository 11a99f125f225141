"""Numbers, units and dates as people write them. Plain values in and out."""

from datetime import date
from decimal import Decimal

SINGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man"}
PERCENT = {"%", "per cent", "percent", "percentage", "per cent.", "pc", "pct"}
# Of these there is no whole to be a part of: "of 214" would be people asked, not days.
AMOUNTS = {"minutes", "hours", "days", "weeks", "months", "years", "£"}


def plain_number(value: Decimal) -> str:
    """A number as people write it.

    >>> plain_number(Decimal("1284.0000")), plain_number(Decimal("0.5000")), plain_number(Decimal(0))
    ('1,284', '0.5', '0')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def months_in_words(months: int) -> str:
    """
    >>> months_in_words(14), months_in_words(1)
    ('14 months', '1 month')
    """
    return f"{months} month{'' if months == 1 else 's'}"


def plain_unit(unit: str) -> str:
    """A unit in one spelling: a percentage is known by its sign.

    >>> plain_unit(" Per cent "), plain_unit("percentage"), plain_unit("people")
    ('%', '%', 'people')
    """
    text = " ".join(unit.split())
    return "%" if text.lower() in PERCENT else text


def singular(unit: str) -> str:
    """One of many, for the units people count in.

    >>> singular("people"), singular("surgeries"), singular("weeks"), singular("staff")
    ('person', 'surgery', 'week', 'staff')
    """
    if unit in SINGULAR:
        return SINGULAR[unit]
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit.removesuffix("s")


def counted(value: Decimal, unit: str) -> str:
    """A number with its unit.

    >>> counted(Decimal(41), "%"), counted(Decimal(1), "people"), counted(Decimal(9), "days")
    ('41%', '1 person', '9 days')
    >>> counted(Decimal("20.5"), "£"), counted(Decimal("1200"), "£")
    ('£20.50', '£1,200')
    """
    number = plain_number(value)
    if unit in {"%", ""}:
        return f"{number}{unit}"
    if unit == "£":
        return f"£{number}" if value == value.to_integral_value() else f"£{value:,.2f}"
    return f"{number} {singular(unit) if value == 1 else unit}"


def difference(value: Decimal, unit: str) -> str:
    """The size of a difference: percentages differ by percentage points.

    >>> difference(Decimal(12), "%"), difference(Decimal(-1), "%"), difference(Decimal(7), "days")
    ('12 percentage points', '1 percentage point', '7 days')
    """
    return counted(abs(value), "percentage points" if unit == "%" else unit)


def out_of(of: int | None, unit: str) -> str:
    """How many a figure stands on.

    >>> out_of(8140, "%"), out_of(214, "days"), out_of(None, "people")
    ('of 8,140', '(214 counted)', '')
    """
    if of is None:
        return ""
    return f"({of:,} counted)" if unit in AMOUNTS else f"of {of:,}"


def months_between(first: date | None, second: date | None) -> int | None:
    """How many months lie between two dates, to the nearest; nothing when one is not known.

    >>> months_between(date(2024, 1, 8), date(2025, 3, 1)), months_between(None, date(2025, 3, 1))
    (14, None)
    >>> months_between(date(2024, 1, 1), date(2024, 1, 31)), months_between(*[date(2024, 1, 1)] * 2)
    (1, 0)
    >>> months_between(date(2025, 1, 1), date(2024, 1, 1)) is None
    True
    """
    if first is None or second is None or second < first:
        return None
    days_left_over = second.day - first.day
    whole = (second.year - first.year) * 12 + second.month - first.month
    return whole + (days_left_over > 15) - (days_left_over < -15)


def months(first: date, second: date) -> tuple[str, str]:
    """Two dates by month, or by day when they fall in the same month.

    >>> months(date(2024, 3, 1), date(2025, 3, 31))
    ('Mar 2024', 'Mar 2025')
    >>> months(date(2024, 3, 1), date(2024, 3, 31))
    ('1 Mar 2024', '31 Mar 2024')
    """
    style = "%b %Y"
    if first.strftime(style) != second.strftime(style):
        return first.strftime(style), second.strftime(style)
    return f"{first.day} {first.strftime(style)}", f"{second.day} {second.strftime(style)}"
