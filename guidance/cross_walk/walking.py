"""The answer to what was asked of the cross-walk, in groups: for the page and for every file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from framework.outline import framework_outline
from guidance.cross_walk.asking import (
    Asked,
    Filter,
    Options,
    Way,
    counted,
    narrowed,
    options_of,
    read_asked,
)
from guidance.cross_walk.rows import (
    PartPlace,
    Row,
    StrategyPlace,
    parts_of,
    read_rows,
    read_strategies,
)


@dataclass(frozen=True)
class Group:
    """The rows of one strategy, or of one part of the framework."""

    strategy: StrategyPlace | None
    part: PartPlace | None
    rows: tuple[Row, ...]

    @property
    def label(self) -> str:
        if self.strategy:
            return self.strategy.name
        return self.part.label if self.part else ""


@dataclass(frozen=True)
class CrossWalk:
    """What was asked, and the answer.

    - `rows` - those that were asked for, in the order of the strategies
    - `strategies`, `parts` - all that there are, in their order
    - `counts` - how many rows each choice of a filter gives
    """

    asked: Asked
    options: Options
    counts: Mapping[tuple[str, str], int]
    rows: tuple[Row, ...]
    strategies: tuple[StrategyPlace, ...]
    parts: tuple[PartPlace, ...]

    @property
    def links(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.part)

    @property
    def unserved(self) -> tuple[Row, ...]:
        """The parts of strategies that nothing serves."""
        return tuple(row for row in self.rows if not row.part)

    @property
    def unread(self) -> tuple[PartPlace, ...]:
        return tuple(part for part in self.parts if not part.known)

    @property
    def groups(self) -> list[Group]:
        return self.by_part() if self.asked.by == Way.PART else self.by_strategy()

    def by_strategy(self) -> list[Group]:
        """A group for each strategy that has a row."""
        groups = [
            Group(strategy, None, tuple(row for row in self.rows if row.strategy == strategy))
            for strategy in self.strategies
        ]
        return [group for group in groups if group.rows]

    def by_part(self) -> list[Group]:
        """A group for each part of the framework that has a row: what it serves as a whole first."""
        groups = [
            Group(None, part, tuple(sorted(rows_about(part, self.links), key=place_in_part)))
            for part in self.parts
        ]
        return [group for group in groups if group.rows]

    @property
    def shown_strategies(self) -> list[StrategyPlace]:
        """The strategies that the answer is about."""
        named = {row.strategy.identifier for row in self.rows}
        named |= {each.identifier for each in self.without_parts}
        return [each for each in self.strategies if each.identifier in named]

    @property
    def without_parts(self) -> list[StrategyPlace]:
        """The strategies that were asked for of which we know no part by name."""
        if self.asked.chosen.keys() - {Filter.STRATEGY, Filter.KIND, Filter.STATUS}:
            return []
        named = {row.strategy.identifier for row in self.rows}
        return [
            each
            for each in self.strategies
            if each.identifier not in named and self.is_asked_for(each)
        ]

    def is_asked_for(self, strategy: StrategyPlace) -> bool:
        known = {
            Filter.STRATEGY: strategy.identifier,
            Filter.KIND: strategy.kind,
            Filter.STATUS: strategy.status,
        }
        return all(
            value in self.asked.chosen.get(name.value, (value,)) for name, value in known.items()
        )

    def filters_in_words(self) -> list[tuple[str, str, str, str]]:
        """The filters that are on: name and value as the address has them, then both in words."""
        labels = {
            (name, option.value): option.label
            for name, options in self.options.items()
            for option in options
        }
        return [
            (name, value, str(Filter(name).label), labels[name, value])
            for name, values in self.asked.chosen.items()
            for value in values
        ]


def rows_about(part: PartPlace, rows: tuple[Row, ...]) -> list[Row]:
    return [row for row in rows if row.part and row.part.pk == part.pk]


def place_in_part(row: Row) -> tuple[int, int]:
    """The whole part, then its statements in their order."""
    return (row.statement.level_number, row.statement.position) if row.statement else (0, 0)


def cross_walk(params: QueryDict) -> CrossWalk:
    """Answer what an address asks for: three queries, and the outline from the cache."""
    strategies = read_strategies()
    parts = parts_of(framework_outline())
    options = options_of(strategies, parts)
    asked = read_asked(params, options)
    rows = read_rows(strategies, parts)
    return CrossWalk(
        asked=asked,
        options=options,
        counts=counted(rows, asked),
        rows=tuple(narrowed(rows, asked.chosen)),
        strategies=tuple(strategies),
        parts=tuple(parts.values()),
    )
