"""Finds case studies by words and filters, with counts, paging and a way out of zero results."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from casestudies.enums import Facet, Sort
from casestudies.models.facets import CaseStudyFacet
from casestudies.models.studies import CaseStudyPage
from casestudies.options import Options, read_options
from casestudies.querysets import CaseStudyQuerySet
from search.models import SearchDocument
from search.paging import read_page_number
from search.query import parse_query
from search.words import Query

PAGE_SIZE = 20
Chosen = Mapping[str, tuple[str, ...]]
Counts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Search:
    """What a reader asked for, checked: nothing here can be wrong, only empty."""

    query: Query = field(default_factory=Query)
    chosen: Chosen = field(default_factory=dict)
    sort: Sort = Sort.NEWEST
    page: int = 1

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


def read_search(params: QueryDict, options: Options) -> Search:
    """Read the address: what is unknown or wrong is ignored."""
    query = parse_query(params.get("q", ""))
    chosen = {
        facet: tuple(option.value for option in options[facet] if option.value in asked)
        for facet in Facet.values
        if (asked := set(params.getlist(facet)))
    }
    search = Search(query, {facet: values for facet, values in chosen.items() if values})
    return replace(
        search,
        sort=read_sort(params.get("sort", ""), search),
        page=read_page_number(params.get("page", "")),
    )


def read_sort(asked: str, search: Search) -> Sort:
    allowed = set(Sort.values) - ({Sort.RELEVANCE.value} if search.query.is_empty else set())
    return Sort(asked) if asked in allowed else search.default_sort


def with_value(facet: str, values: tuple[str, ...]) -> Q:
    rows = CaseStudyFacet.objects.filter(facet=facet, value__in=values)
    return Q(pk__in=rows.order_by().values("page_id"))


def with_words(query: Query) -> Q:
    if query.is_empty:
        return Q()
    return Q(pk__in=SearchDocument.objects.matching(query).order_by().values("page_id"))


def with_all(search: Search, *, but: str = "") -> Q:
    """The words and every filter, except the filter `but`."""
    condition = with_words(search.query)
    for facet, values in search.chosen.items():
        if facet != but:
            condition &= with_value(facet, values)
    return condition


def count_options(published: CaseStudyQuerySet, search: Search) -> Counts:
    """How many studies each option gives, each filter counted without its own choice: one query."""
    free = [facet for facet in Facet.values if facet not in search.chosen]
    rows = CaseStudyFacet.objects.order_by()
    asked = [(rows.filter(facet__in=free), "")] if free else []
    asked += [(rows.filter(facet=facet), facet) for facet in search.chosen]
    tallies = [
        part.filter(page_id__in=published.filter(with_all(search, but=facet)).values("pk"))
        .values_list("facet", "value")
        .annotate(found=Count("pk"))
        for part, facet in asked
    ]
    found = tallies[0].union(*tallies[1:], all=True)
    return {(facet, value): count for facet, value, count in found}


def page_of_results(
    published: CaseStudyQuerySet, search: Search
) -> tuple[list[CaseStudyPage], dict[int, str]]:
    """The studies of one page in order, and the text of each in which words were found."""
    narrowed = published.filter(with_all(search))
    window = slice((search.page - 1) * PAGE_SIZE, search.page * PAGE_SIZE)
    cards = CaseStudyPage.objects.for_cards()
    if search.sort == Sort.RELEVANCE:
        texts = ranked_texts(narrowed, search.query, window)
        pages = cards.in_bulk(texts)
        return [pages[pk] for pk in texts if pk in pages], texts
    order = ["title", "pk"] if search.sort == Sort.TITLE else ["-first_published_at", "-pk"]
    found = list(narrowed.for_cards().order_by(*order)[window])
    if search.query.is_empty:
        return found, {}
    documents = SearchDocument.objects.filter(page_id__in=[page.pk for page in found])
    return found, dict(documents.values_list("page_id", "body"))


def ranked_texts(narrowed: CaseStudyQuerySet, query: Query, window: slice) -> dict[int, str]:
    """Texts by page, best match first."""
    documents = SearchDocument.objects.matching(query).filter(page_id__in=narrowed.values("pk"))
    return dict(documents.best_first().values_list("page_id", "body")[window])


def offers_for(published: CaseStudyQuerySet, search: Search) -> list[tuple[str, str, int]]:
    """For each filter, and for the words, how many there are without it: one query."""
    parts = [(facet, value) for facet, values in search.chosen.items() for value in values]
    tries = {
        f"without_{at}": Count("pk", filter=with_all(search.without(facet, value)))
        for at, (facet, value) in enumerate(parts)
    }
    if not search.query.is_empty:
        tries["without_words"] = Count("pk", filter=with_all(search.without_words()))
    if not tries:
        return []
    counts: dict[str, Any] = published.order_by().aggregate(**tries)
    offers = [(*part, counts[f"without_{at}"]) for at, part in enumerate(parts)]
    if "without_words" in counts:
        offers.append(("", "", counts["without_words"]))
    return [offer for offer in offers if offer[2]]


@dataclass(frozen=True)
class Found:
    """The answer to a search."""

    search: Search
    options: Options
    counts: Counts
    total: int
    pages: list[CaseStudyPage]
    texts: dict[int, str]
    offers: list[tuple[str, str, int]]


def find(params: QueryDict) -> Found:
    """Answer what an address asks for."""
    options = read_options()
    search = read_search(params, options)
    published = CaseStudyPage.objects.published()
    total = published.filter(with_all(search)).count()
    if (search.page - 1) * PAGE_SIZE >= total:
        search = replace(search, page=1)
    pages, texts = page_of_results(published, search) if total else ([], {})
    return Found(
        search=search,
        options=options,
        counts=count_options(published, search),
        total=total,
        pages=pages,
        texts=texts,
        offers=[] if total else offers_for(published, search),
    )
