"""Content that is broken in the database is left out, and said once, instead of breaking its page.

A StreamField is JSON: a restored back-up, a hand on the database or an old import can put anything
there. What Wagtail could not read is dropped before Wagtail sees it. Nothing is asked of the
database, and nothing is written: the row stays as it is.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

logger = logging.getLogger(__name__)
MOST_PLACES = 1000


class Complaints:
    """Says each broken place once for each process."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.said: set[str] = set()

    def say(self, place: str, why: str) -> None:
        with self.lock:
            if place in self.said or len(self.said) >= MOST_PLACES:
                return
            self.said.add(place)
        logger.error("Broken content is left out: %s (%s).", place, why)


complaints = Complaints()


class SteadyStreamField(StreamField):
    """A StreamField that leaves out what cannot be read. To migrations it is Wagtail's own."""

    if TYPE_CHECKING:
        # Wagtail ships no types: what a page holds is a StreamValue, and a list may be given to it.
        def __get__(self, instance: Any, owner: Any = None) -> Any: ...
        def __set__(self, instance: Any, value: Any) -> None: ...

    def to_python(self, value: Any) -> StreamValue:
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                complaints.say(self.place, "not JSON")
        return super().to_python(self.readable(value))

    def readable(self, value: Any) -> Any:
        """What Wagtail can read of a value from the database. Other values stay as they are."""
        if isinstance(value, StreamValue | str) or not value:
            return value
        if not isinstance(value, list):
            complaints.say(self.place, "not a list of blocks")
            return []
        if all(isinstance(child, tuple) for child in value):
            return value
        return [child for child in value if self.is_readable(child)]

    def is_readable(self, child: Any) -> bool:
        if not isinstance(child, Mapping) or "value" not in child:
            complaints.say(self.place, "something that is no block")
            return False
        kind, known = child.get("type"), self.stream_block.child_blocks
        place = f"{self.place}, block {kind!r:.40} {child.get('id')!s:.40}"
        if not isinstance(kind, str) or kind not in known:
            complaints.say(place, "no such kind of block")
            return False
        if not fits(known[kind], child["value"]):
            complaints.say(place, "its value has another shape")
            return False
        return True

    @property
    def place(self) -> str:
        model = getattr(self, "model", None)
        return f"{model._meta.label if model else 'a page'}.{self.name}"

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs


def fits(block: blocks.Block, raw: Any) -> bool:
    """Whether a value from the database has the shape that a block expects."""
    for kind, test in SHAPES.items():
        if isinstance(block, kind):
            return test(block, raw)
    return True


def is_struct(block: Any, raw: Any) -> bool:
    """What is missing is left to the defaults: an older version may have stored it."""
    return isinstance(raw, Mapping) and all(
        fits(child, raw[name]) for name, child in block.child_blocks.items() if name in raw
    )


def is_list(block: Any, raw: Any) -> bool:
    return isinstance(raw, list) and all(fits(block.child_block, inner(item)) for item in raw)


def inner(item: Any) -> Any:
    """What stands in an item of a list, which may be wrapped."""
    wrapped = isinstance(item, Mapping) and item.get("type") == "item"
    return item.get("value") if wrapped else item


def is_table(block: Any, raw: Any) -> bool:
    if not raw:
        return raw is None or raw == {}
    if not isinstance(raw, Mapping):
        return False
    columns, rows = raw.get("columns"), raw.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        return False
    return all(is_column(block, column) for column in columns) and all(
        is_row(row, len(columns)) for row in rows
    )


def is_column(block: Any, column: Any) -> bool:
    return (
        isinstance(column, Mapping)
        and column.get("type") in block.child_blocks
        and isinstance(column.get("heading"), str)
    )


def is_row(row: Any, width: int) -> bool:
    cells = row.get("values") if isinstance(row, Mapping) else None
    return (
        isinstance(cells, list)
        and len(cells) >= width
        and all(isinstance(cell, str | int | float | None) for cell in cells)
    )


def is_key(block: Any, raw: Any) -> bool:
    if isinstance(raw, str) and raw.isascii() and raw.isdigit():
        raw = int(raw)
    is_number = isinstance(raw, int) and not isinstance(raw, bool)
    return raw is None or (is_number and abs(raw) < 2**63)


def is_day(block: Any, raw: Any) -> bool:
    if raw is None or isinstance(raw, date | datetime):
        return True
    try:
        return isinstance(raw, str) and parse_date(raw) is not None
    except ValueError:
        return False


def is_number(block: Any, raw: Any) -> bool:
    return raw is None or (isinstance(raw, int | float) and not isinstance(raw, bool))


def is_words(block: Any, raw: Any) -> bool:
    return raw is None or isinstance(raw, str)


SHAPES: dict[type[blocks.Block], Callable[[Any, Any], bool]] = {
    blocks.StructBlock: is_struct,
    blocks.ListBlock: is_list,
    TypedTableBlock: is_table,
    blocks.ChooserBlock: is_key,
    blocks.DateBlock: is_day,
    blocks.IntegerBlock: is_number,
    blocks.FloatBlock: is_number,
    blocks.RichTextBlock: lambda block, raw: isinstance(raw, str),
    blocks.CharBlock: is_words,
    blocks.TextBlock: is_words,
    blocks.URLBlock: is_words,
    blocks.RegexBlock: is_words,
}
