"""Links between what the framework brings together, as plain values that a cache can keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from framework.enums import Lens

Found = TypeVar("Found")


@dataclass(frozen=True)
class MeasureLink:
    """An outcome measure to lead to."""

    name: str
    path: str
    rung_label: str
    lens: str


@dataclass(frozen=True)
class ElementLink:
    """A part of a strategy to lead to. `status` must be shown with it."""

    name: str
    path: str
    strategy: str
    status: str
    status_kind: str
    why: str


@dataclass(frozen=True)
class StatementLink:
    """A statement to lead to. `level` is the level's name."""

    text: str
    path: str
    level: str
    part_label: str
    identifier: str = ""
    level_number: int = 0
    advice: str = ""
    lens: str = ""


@dataclass(frozen=True)
class PartLink:
    """A part of the framework to lead to, with its statements in use in their order."""

    label: str
    path: str
    pk: int = 0
    statements: tuple[StatementLink, ...] = ()


@dataclass(frozen=True)
class Links:
    """What a part, or a statement, leads to."""

    measures: tuple[MeasureLink, ...] = ()
    elements: tuple[ElementLink, ...] = ()

    def seen_through(self, lens: str) -> "Links":
        """The same, the measures of one kind of work first."""
        beside = Lens.beside(lens)
        ordered = sorted(self.measures, key=lambda measure: measure.lens not in beside)
        return Links(tuple(ordered), self.elements)


@dataclass(frozen=True)
class Crossroads:
    """What meets at a part: its own links, and by identifier those of its statements in use."""

    part: Links = field(default_factory=Links)
    statements: Mapping[str, Links] = field(default_factory=dict)
    said: tuple[StatementLink, ...] = ()

    def of_statement(self, identifier: str) -> Links:
        """What a statement leads to: its own links first, then those of its part."""
        return merged([self.statements.get(identifier, Links()), self.part])

    def whole(self) -> Links:
        """What the part leads to, with the links of its statements last."""
        return merged([self.part, *self.statements.values()])


@dataclass(frozen=True)
class Hubs:
    """Where a record is linked: whole parts, and single statements.

    `around` has these parts and those of the single statements: what meets the record meets it
    in one of them.
    """

    parts: tuple[PartLink, ...] = ()
    statements: tuple[StatementLink, ...] = ()
    around: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts or self.statements)


def first_of_each(rows: Iterable[Found], key: str = "path") -> tuple[Found, ...]:
    """Rows without those whose key was there before."""
    known: dict[str, Found] = {}
    for row in rows:
        known.setdefault(getattr(row, key), row)
    return tuple(known.values())


def merged(links: Sequence[Links]) -> Links:
    """Several sets of links as one, each target once."""
    return Links(
        measures=first_of_each(measure for each in links for measure in each.measures),
        elements=first_of_each(element for each in links for element in each.elements),
    )
