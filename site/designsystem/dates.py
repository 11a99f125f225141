"""A date as day, month and year, which people type more surely than they find it in a calendar.

due_on = DateField(label="By when?", help_text="For example, 31 3 2027", required=False)
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from designsystem.forms import KitField
from designsystem.kit import render_macro

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORTEST_MONTH_NAME = 3


class TypedDate(NamedTuple):
    """What somebody typed, part by part."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "TypedDate":
        """What the inputs show for a date, for what was typed before, or for nothing."""
        if isinstance(value, TypedDate):
            return value
        return cls(str(value.day), str(value.month), str(value.year)) if value else cls()

    @property
    def missing(self) -> list[str]:
        return [part for part in PARTS if not getattr(self, part)]


class DateParts(forms.Widget):
    """The three inputs. `KitDateField` draws them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDate:
        typed = (str(data.get(f"{name}-{part}") or "") for part in PARTS)
        return TypedDate(*(text.replace("\x00", "").strip() for text in typed))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


class KitDateField(KitField):
    """A date field of a form, drawn by the kit. Its id is that of the first part that is wrong."""

    kind = "date"

    @property
    def wrong(self) -> tuple[str, ...]:
        """The parts that an error is about: those that it names, or all."""
        if not self.errors:
            return ()
        params = self.errors.as_data()[0].params or {}
        return tuple(params.get("parts", PARTS))

    def id_of(self, part: str) -> str:
        whole = self.auto_id or self.html_name
        return whole if part == PARTS[0] else f"{whole}-{part}"

    @property
    def input_id(self) -> str:
        return self.id_of(self.wrong[0] if self.wrong else PARTS[0])

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        typed = TypedDate.of(self.value())
        legend = {"text": self.label, "size": self.appearance.size or None}
        values: dict[str, Any] = {
            "fieldset": {"legend": legend},
            "items": [self.item(part, getattr(typed, part)) for part in PARTS],
        }
        if self.help_text:
            values["hint"] = {"text": self.help_text, "id": f"{self.input_id}-hint"}
        if self.error:
            values["errorMessage"] = {"text": self.error, "id": f"{self.input_id}-error"}
        return render_macro("dateInput", values)

    def item(self, part: str, typed: str) -> dict[str, Any]:
        return {
            "name": f"{self.html_name}-{part}",
            "id": self.id_of(part),
            "label": part.capitalize(),
            "value": typed,
            "width": 4 if part == "year" else 2,
            "error": part in self.wrong,
        }


class DateField(forms.Field):
    """A date. A month may be typed as a number or by its name; an impossible date is explained."""

    widget = DateParts
    bound_field_class = KitDateField

    def to_python(self, value: Any) -> date | None:
        typed = TypedDate.of(value)
        missing = typed.missing
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise refusal(f"The date must include a {' and a '.join(missing)}", *missing)
        day, month, year = number(typed.day), month_number(typed.month), number(typed.year)
        for part, known in zip(PARTS, (day, month, year), strict=True):
            if known is None:
                raise refusal(f"The {part} must be {EXPECTED[part]}", part)
        return existing_date(day or 0, month or 0, year or 0)


EXPECTED = {
    "day": "a number, such as 31",
    "month": "a number or a name, such as 3 or March",
    "year": "4 numbers, such as 2027",
}


def refusal(message: str, *parts: str) -> ValidationError:
    return ValidationError(message, code="date", params={"parts": parts})


def number(typed: str) -> int | None:
    """A short number in plain digits.

    >>> number("07"), number("-7"), number("7.5"), number("9" * 30)
    (7, None, None, None)
    """
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def month_number(typed: str) -> int | None:
    """A month by number or by name.

    >>> month_number("3"), month_number("March"), month_number("sept"), month_number("ma")
    (3, 3, 9, None)
    """
    name = typed.casefold()
    if len(name) < SHORTEST_MONTH_NAME:
        return number(typed)
    return next((at for at, month in enumerate(MONTHS, 1) if month.startswith(name)), None)


def existing_date(day: int, month: int, year: int) -> date:
    """The date, or a clear word about what is wrong with it."""
    if not 1 <= month <= len(MONTHS):
        raise refusal("The month must be from 1 to 12", "month")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusal(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}", "year")
    try:
        return date(year, month, day)
    except ValueError:
        name = MONTHS[month - 1].capitalize()
        message = f"There is no day {day} in {name} {year}: check the date"
        raise refusal(message, "day") from None
