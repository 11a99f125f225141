"""Finds public pages by words and facets: the search engine answers, or else the database does."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from django.db.models import QuerySet

from search.asking import Answer, Asked, Counts, Order
from search.engines.breaker import EngineUnavailable
from search.engines.remote import remote_engine
from search.facets import (
    Facets,
    bits_of,
    count_values,
    numbers_of,
    pages_of_kinds,
    read_facets,
    selection,
)
from search.models import SearchDocument
from search.outbox import push_leftovers
from search.words import Query

# Up to here the database sorts the pages asked for; beyond, it reads all pages in order.
FEW = 500
ORDERS = {
    Order.NEWEST: ["-published_at", "-page_id"],
    Order.STRONGEST: ["-strength", "-published_at", "-page_id"],
    Order.TITLE: ["title", "page_id"],
}


def find(asked: Asked) -> Answer:
    """The answer to a question. It never fails because of an engine: the database answers then.

    Takes one query, one more for words, and one more for another order than the best match.
    """
    engine = None if asked.query.is_empty else remote_engine()
    if engine:
        with suppress(EngineUnavailable):
            answer = engine.find(asked)
            push_leftovers()
            if all_are_public(answer.ids):
                return answer
    return find_in_database(asked)


def find_or_first(asked: Asked) -> tuple[bool, Answer]:
    """The answer; of the first part, and True, when the part asked for is beyond the end."""
    answer = find(asked)
    if asked.start and asked.start >= answer.total:
        return True, find(replace(asked, start=0))
    return False, answer


def all_are_public(ids: list[int]) -> bool:
    """Whether an engine speaks of pages as they are: one that missed a change is not believed."""
    return SearchDocument.objects.filter(pk__in=ids).count() == len(ids)


def find_in_database(asked: Asked) -> Answer:
    facets = read_facets()
    ranked = matching_pages(asked.query, ranked=asked.order == Order.BEST)
    within = pages_asked(facets, asked, ranked)
    found = selection(facets, within, asked.chosen)
    return Answer(
        total=found.bit_count(),
        ids=window(found, asked, ranked),
        counts=count_values(facets, within, asked.chosen),
    )


def matching_pages(query: Query, *, ranked: bool) -> list[int]:
    """The numbers of the pages with the words; the best match first when ranked."""
    if query.is_empty:
        return []
    rows = SearchDocument.objects.matching(query)
    rows = rows.best_first() if ranked else rows.order_by()
    return list(rows.values_list("pk", flat=True))


def pages_asked(facets: Facets, asked: Asked, with_words: list[int]) -> int:
    """The pages of the kinds asked for that have the words."""
    within = pages_of_kinds(facets, asked.kinds)
    return within if asked.query.is_empty else within & bits_of(with_words)


def window(found: int, asked: Asked, ranked: list[int]) -> list[int]:
    """The part of the list that is asked for, in order."""
    if not found or not asked.size:
        return []
    start, end = asked.start, asked.start + asked.size
    if asked.order == Order.BEST and not asked.query.is_empty:
        return in_order(found, ranked, start, end)
    order = ORDERS.get(asked.order, ORDERS[Order.NEWEST])
    rows = SearchDocument.objects.order_by(*order).values_list("pk", flat=True)
    if found.bit_count() <= FEW:
        return list(rows.filter(pk__in=numbers_of(found))[start:end])
    return in_order(found, in_parts(rows), start, end)


def in_parts(rows: QuerySet[SearchDocument, int]) -> Iterator[int]:
    """All numbers in order, read in parts that grow: the first pages of a list need only one."""
    start, size = 0, FEW
    while part := list(rows[start : start + size]):
        yield from part
        start, size = start + size, size * 4


def in_order(found: int, numbers: Iterable[int], start: int, end: int) -> list[int]:
    """Of these page numbers the ones that were found, from one place in the list to another.

    >>> in_order(bits_of([1, 2, 5]), [5, 4, 2, 1], 1, 3)
    [2, 1]
    """
    wanted = set(numbers_of(found))
    return list(islice((number for number in numbers if number in wanted), start, end))


def without_each(asked: Asked) -> Counts:
    """How many pages there would be without one choice; without the words under ("", "").

    For the reader who found nothing. One query, and one more for words with choices.
    """
    facets = read_facets()
    kinds = pages_of_kinds(facets, asked.kinds)
    words = matching_pages(asked.query, ranked=False) if asked.chosen else []
    with_words = pages_asked(facets, asked, words)
    counts: Counts = {}
    for facet, values in asked.chosen.items():
        for value in values:
            left = tuple(other for other in values if other != value)
            others = {name: kept for name, kept in asked.chosen.items() if name != facet}
            chosen = {**others, facet: left} if left else others
            counts[facet, value] = selection(facets, with_words, chosen).bit_count()
    if not asked.query.is_empty:
        counts["", ""] = selection(facets, kinds, asked.chosen).bit_count()
    return counts
