"""A question to the library of public pages, and its answer. Plain values in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from search.words import Query

Chosen = Mapping[str, tuple[str, ...]]
Counts = dict[tuple[str, str], int]

KIND = "kind"


class Order(StrEnum):
    """In which order pages are given. Ties are broken so that paging can rely on it."""

    BEST = "best"
    NEWEST = "newest"
    STRONGEST = "strongest"
    TITLE = "title"


@dataclass(frozen=True)
class Asked:
    """Which pages, in which order, and which part of the list.

    `kinds` restricts everything to pages listed as one of them (slugs; empty means any).
    `chosen` names, for each facet, values of which a page must have at least one.
    """

    query: Query = field(default_factory=Query)
    kinds: tuple[str, ...] = ()
    chosen: Chosen = field(default_factory=dict)
    order: Order = Order.NEWEST
    start: int = 0
    size: int = 20


@dataclass(frozen=True)
class Answer:
    """How many pages there are, the numbers of those asked for, and what each facet would give.

    `counts` says for each (facet, value) how many pages there are when the words, the kinds and
    every *other* facet's choice hold.
    """

    total: int = 0
    ids: list[int] = field(default_factory=list)
    counts: Counts = field(default_factory=dict)
