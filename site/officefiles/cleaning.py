"""Takes out of people's words what files cannot hold, or what would turn the words around it."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from officefiles.cells import printable

Told = TypeVar("Told")

NEW_LINE = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# They change the direction of all that follows. Right-to-left words need none of them.
TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Text that any file can hold.

    >>> clean_text("a\\x00\\r\\nb\\u202ec\\ud800"), clean_text("سلام 👋🏽")
    ('a\\nbc', 'سلام 👋🏽')
    """
    return TURNS.sub("", printable(NEW_LINE.sub("\n", text)))


def cleaned(told: Told) -> Told:
    """The same plain values with every text in them clean, however deep."""
    return cast(Told, clean_value(told))


def clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(map(clean_value, value))
    if is_dataclass(value) and not isinstance(value, type):
        known = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: clean_value(part) for name, part in known.items()})
    return value
