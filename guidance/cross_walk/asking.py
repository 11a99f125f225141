"""What a reader asks of the cross-walk, checked: what is unknown is left out and said to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict

from framework.enums import Lens, StrategyKind, StrategyStatus
from framework.lenses import LENSES
from guidance.cross_walk.rows import PartPlace, Row, StrategyPlace

Chosen = Mapping[str, tuple[str, ...]]


class Way(models.TextChoices):
    """Which way to read the table."""

    STRATEGY = "strategy", "From a strategy to the framework"
    PART = "part", "From the framework to the strategies"


class Filter(models.TextChoices):
    """What the table can be narrowed by. The values name it in an address."""

    STRATEGY = "strategy", "Strategy"
    KIND = "kind", "Kind of strategy"
    STATUS = "status", "Status"
    PHASE = "phase", "Phase of the framework"
    PART = "part", "Part of the framework"
    WORK = "work", "Kind of work"


@dataclass(frozen=True)
class Option:
    value: str
    label: str


Options = Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True)
class Asked:
    """A way to read, and the values chosen of each filter. Nothing here can be wrong, only empty."""

    by: Way = Way.STRATEGY
    chosen: Chosen = field(default_factory=dict)
    has_unknown: bool = False

    @property
    def lens(self) -> str:
        """The kind of work whose wording is shown: where one is asked for, and not both."""
        works = self.chosen.get(Filter.WORK.value, ())
        return works[0] if len(works) == 1 else ""

    def without(self, name: str, value: str) -> "Asked":
        left = tuple(kept for kept in self.chosen[name] if kept != value)
        others = {other: values for other, values in self.chosen.items() if other != name}
        return replace(self, chosen={**others, name: left} if left else others)

    def parameters(self) -> list[tuple[str, str]]:
        """In one order and without defaults: what a shared address holds."""
        pairs = [] if self.by == Way.STRATEGY else [("by", self.by.value)]
        return pairs + [
            (name, value) for name in Filter.values for value in self.chosen.get(name, ())
        ]

    def address(self, path: str) -> str:
        query = urlencode(self.parameters())
        return f"{path}?{query}" if query else path


def options_of(strategies: list[StrategyPlace], parts: Mapping[int, PartPlace]) -> Options:
    """The choices of each filter."""
    phases = {part.phase: part.phase_label for part in parts.values()}
    return {
        Filter.STRATEGY.value: tuple(
            Option(each.identifier, f"{each.name} ({each.status_label.lower()})")
            for each in strategies
        ),
        Filter.KIND.value: tuple(Option(kind.value, str(kind.label)) for kind in StrategyKind),
        Filter.STATUS.value: tuple(
            Option(status.value, str(status.label)) for status in StrategyStatus
        ),
        Filter.PHASE.value: tuple(Option(value, label) for value, label in phases.items()),
        Filter.PART.value: tuple(
            Option(part.identifier, part.label) for part in parts.values() if part.known
        ),
        Filter.WORK.value: tuple(Option(lens.value, str(lens.label)) for lens in LENSES),
    }


def read_asked(params: QueryDict, options: Options) -> Asked:
    """Read the address. Empty values are what a form sends for nothing."""
    given = {name: {value for value in params.getlist(name) if value} for name in Filter.values}
    chosen = {
        name: tuple(option.value for option in options[name] if option.value in values)
        for name, values in given.items()
    }
    by = params.get("by", "")
    unknown = any(len(given[name]) != len(chosen[name]) for name in given)
    return Asked(
        by=Way(by) if by in Way.values else Way.STRATEGY,
        chosen={name: values for name, values in chosen.items() if values},
        has_unknown=unknown or by not in {"", *Way.values},
    )


def values_of(row: Row, name: str) -> frozenset[str]:
    """The values of a filter under which a row is found."""
    match name:
        case Filter.STRATEGY:
            return frozenset({row.strategy.identifier})
        case Filter.KIND:
            return frozenset({row.strategy.kind})
        case Filter.STATUS:
            return frozenset({row.strategy.status})
        case _:
            return values_of_part(row, name)


def values_of_part(row: Row, name: str) -> frozenset[str]:
    """The same for what is known of the framework's side. Where nothing serves, there is none."""
    if row.part is None:
        return frozenset()
    match name:
        case Filter.PHASE:
            return frozenset({row.part.phase})
        case Filter.PART:
            return frozenset({row.part.identifier})
        case _:
            return works_of(row)


def works_of(row: Row) -> frozenset[str]:
    """The kinds of work that a row is about. A whole part is about both."""
    lens = row.statement.lens if row.statement else ""
    both = {each.value for each in LENSES}
    return frozenset(both & Lens.beside(lens))


def narrowed(rows: list[Row], chosen: Chosen) -> list[Row]:
    """The rows that have one of the chosen values of every filter."""
    return [
        row
        for row in rows
        if all(not values_of(row, name).isdisjoint(values) for name, values in chosen.items())
    ]


def counted(rows: list[Row], asked: Asked) -> dict[tuple[str, str], int]:
    """How many rows each choice would give, with what is chosen of the other filters."""
    counts: dict[tuple[str, str], int] = {}
    for name in Filter.values:
        others = {other: values for other, values in asked.chosen.items() if other != name}
        for row in narrowed(rows, others):
            for value in values_of(row, name):
                counts[name, value] = counts.get((name, value), 0) + 1
    return counts
