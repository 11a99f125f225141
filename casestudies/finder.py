"""Finds case studies by words and filters, with counts, paging and a way out of zero results."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify

from casestudies.enums import Facet, Sort
from casestudies.models.studies import MADE_UP, CaseStudyPage
from casestudies.options import Options, read_options
from casestudies.organisations import name_words
from search.asking import Answer, Asked, Chosen, Counts, Order
from search.finding import find_or_first, without_each
from search.models import SearchDocument
from search.paging import read_page_number
from search.query import parse_query
from search.suggestions import better_query
from search.words import Query

PAGE_SIZE = 20
KINDS = (slugify(CaseStudyPage.listing_kind), slugify(MADE_UP))
ORDERS = {
    Sort.RELEVANCE: Order.BEST,
    Sort.NEWEST: Order.NEWEST,
    Sort.EVIDENCE: Order.STRONGEST,
    Sort.TITLE: Order.TITLE,
}


@dataclass(frozen=True)
class Search:
    """What a reader asked for, checked: nothing here can be wrong, only empty."""

    query: Query = field(default_factory=Query)
    chosen: Chosen = field(default_factory=dict)
    sort: Sort = Sort.NEWEST
    page: int = 1
    has_unknown: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen) or not self.query.is_empty

    @property
    def default_sort(self) -> Sort:
        return Sort.NEWEST if self.query.is_empty else Sort.RELEVANCE

    def without(self, facet: str, value: str) -> "Search":
        """The same with one filter taken off, from the first page."""
        left = tuple(kept for kept in self.chosen[facet] if kept != value)
        others = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen={**others, facet: left} if left else others, page=1)

    def without_words(self) -> "Search":
        plain = replace(self, query=Query(), page=1)
        return replace(plain, sort=Sort.NEWEST) if self.sort == Sort.RELEVANCE else plain

    def without_filters(self) -> "Search":
        return replace(self, chosen={}, page=1)

    def asked(self, *, start: int, size: int) -> Asked:
        """The same as a question to the library of public pages."""
        return Asked(self.query, KINDS, self.chosen, ORDERS[self.sort], start, size)


def read_search(params: QueryDict, options: Options) -> Search:
    """Read the address: what is unknown or wrong is ignored."""
    query = parse_query(params.get("q", ""))
    chosen = {
        facet: tuple(option.value for option in options[facet] if option.value in asked)
        for facet in Facet.values
        if (asked := set(params.getlist(facet)))
    }
    search = Search(query, {facet: values for facet, values in chosen.items() if values})
    known = {(facet, value) for facet, values in chosen.items() for value in values}
    return replace(
        search,
        has_unknown=any(
            value and (facet, value) not in known
            for facet in Facet.values
            for value in params.getlist(facet)
        ),
        sort=read_sort(params.get("sort", ""), search),
        page=read_page_number(params.get("page", "")),
    )


def read_sort(asked: str, search: Search) -> Sort:
    allowed = set(Sort.values) - ({Sort.RELEVANCE.value} if search.query.is_empty else set())
    return Sort(asked) if asked in allowed else search.default_sort


@dataclass(frozen=True)
class Found:
    """The answer to a search: the studies of one page in order, and what each filter would give.

    `rows` are their search rows by page: facets and, where words were searched for, body.
    """

    search: Search
    options: Options
    counts: Counts
    total: int
    pages: list[CaseStudyPage]
    rows: Mapping[int, dict[str, Any]]
    offers: Counts

    @property
    def organisation(self) -> str:
        """The slug of the one board that is asked for, by filter or by its name; or nothing."""
        chosen = self.search.chosen.get(Facet.ORGANISATION.value, ())
        if chosen:
            return chosen[0] if len(chosen) == 1 else ""
        words = name_words(self.search.query.text)
        boards = self.options[Facet.ORGANISATION.value]
        return next(
            (board.value for board in boards if words and name_words(board.name) == words), ""
        )


def find(params: QueryDict) -> Found:
    """Answer what an address asks for. A page beyond the last is the first one."""
    options = read_options()
    search = read_search(params, options)
    start = (search.page - 1) * PAGE_SIZE
    is_beyond, answer = find_or_first(search.asked(start=start, size=PAGE_SIZE))
    if is_beyond:
        search = replace(search, page=1)
    rows = search_rows(answer, with_text=not search.query.is_empty)
    pages = CaseStudyPage.objects.published().for_cards().in_bulk(rows) if rows else {}
    nothing = not answer.total and search.is_narrowed
    return Found(
        search=search,
        options=options,
        counts=answer.counts,
        total=answer.total,
        pages=[pages[pk] for pk in answer.ids if pk in pages],
        rows=rows,
        offers=without_each(search.asked(start=0, size=0)) if nothing else {},
    )


def suggest(found: Found) -> Search | None:
    """A search with better spelt words, when this one found little and that one finds more."""
    query = better_query(found.search.asked(start=0, size=0), found.total)
    return replace(found.search, query=query, page=1) if query else None


def search_rows(answer: Answer, *, with_text: bool) -> dict[int, dict[str, Any]]:
    """The search rows of the pages of an answer: one query, or none.

    What is not public any more has no row, whatever an engine says.
    """
    if not answer.ids:
        return {}
    fields = ["pk", "facets", *(["body"] if with_text else [])]
    rows = SearchDocument.objects.filter(pk__in=answer.ids).values(*fields)
    return {row["pk"]: row for row in rows}
