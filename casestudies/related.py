"""Case studies like another one: those about the same parts of the framework, people or methods."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Value

from casestudies.enums import Facet, Truth
from framework.models import SubPhase
from search.facets import read
from search.models import FacetPages, SearchDocument
from taxonomy.models import Method, PopulationGroup

if TYPE_CHECKING:
    from casestudies.models import CaseStudyPage

MOST_RELATED = 4
MOST_NAMED = 4
# Of many studies that are equally alike only the newest by number are sorted by date.
MOST_SORTED = 50
# What one thing in common counts for.
SUB_PHASE_WEIGHT = 3
GROUP_WEIGHT = 2
METHOD_WEIGHT = 1


@dataclass(frozen=True)
class Likeness:
    """One way in which studies are alike: a filter of the finder, and where its words are."""

    facet: Facet
    weight: int
    field: str
    term: str
    vocabulary: type[Model]
    key: str = "slug"
    name: str = "name"


LIKENESSES = (
    Likeness(
        Facet.SUB_PHASE,
        SUB_PHASE_WEIGHT,
        "sub_phases",
        "sub_phase",
        SubPhase,
        "identifier",
        "title",
    ),
    Likeness(Facet.GROUP, GROUP_WEIGHT, "groups", "populationgroup", PopulationGroup),
    Likeness(Facet.METHOD, METHOD_WEIGHT, "methods", "method", Method),
)
WEIGHTS = {likeness.facet.value: likeness.weight for likeness in LIKENESSES}


@dataclass(frozen=True)
class Common:
    """Something that a study has, and the public studies that have it too, as bits."""

    facet: str
    name: str
    pages: int


def keys_in_memory(page: "CaseStudyPage", likeness: Likeness) -> list[str]:
    """What a page has, saved or not; a part that is not chosen yet counts for nothing."""
    if likeness.facet == Facet.SUB_PHASE:
        parts = page.sub_phases.all()
        return [part.sub_phase.identifier for part in parts if part.sub_phase_id]
    return [term.slug for term in getattr(page, likeness.field).all()]


def stored_keys(page: "CaseStudyPage", likeness: Likeness) -> "QuerySet[Any, Any]":
    """What a stored page has, as part of a query."""
    relation: Any = page._meta.get_field(likeness.field)
    if relation.many_to_many:
        rows = relation.remote_field.through.objects.filter(casestudypage_id=page.pk)
    else:
        rows = relation.related_model.objects.filter(page_id=page.pk)
    return rows.order_by().values(f"{likeness.term}__{likeness.key}")


def things_in_common(page: "CaseStudyPage", *, in_memory: bool) -> tuple[list[Common], int]:
    """All that a page has with who has it too, and the studies that really happened: one query."""
    parts = []
    for likeness in LIKENESSES:
        keys = (keys_in_memory if in_memory else stored_keys)(page, likeness)
        names = likeness.vocabulary._default_manager.filter(**{likeness.key: OuterRef("value")})
        rows = FacetPages.objects.filter(facet=likeness.facet.value, value__in=keys)
        name = Subquery(names.values(likeness.name)[:1])
        parts.append(rows.order_by().values_list("facet", "value", name, "pages"))
    real = FacetPages.objects.filter(facet=Facet.TRUTH.value, value=Truth.REAL.value)
    parts.append(real.order_by().values_list("facet", "value", Value(""), "pages"))
    order = [*WEIGHTS, Facet.TRUTH.value]
    found = sorted(
        parts[0].union(*parts[1:], all=True), key=lambda row: (order.index(row[0]), row[1])
    )
    common = [
        Common(facet, f"{value} {name}".strip() if facet == Facet.SUB_PHASE else name, read(pages))
        for facet, value, name, pages in found
        if facet in WEIGHTS
    ]
    return common, next((read(row[3]) for row in found if row[0] not in WEIGHTS), 0)


def weigh(common: Iterable[tuple[int, int]]) -> list[int]:
    """The weight of every page at once, from pairs of bits and weight.

    Bit n of the first number is the ones of page n's weight, of the second its twos, and so on.

    >>> weigh([(0b011, 3), (0b010, 2)])
    [3, 1, 2]
    """
    planes: list[int] = []
    for pages, weight in common:
        for start in range(weight.bit_length()):
            place, carry = start, pages if weight >> start & 1 else 0
            while carry:
                planes += [0] * (place + 1 - len(planes))
                planes[place], carry = planes[place] ^ carry, planes[place] & carry
                place += 1
    return planes


def heaviest_first(planes: Sequence[int], among: int) -> list[int]:
    """Pages in sets of the same weight, as bits; the heaviest set first.

    >>> heaviest_first([3, 1, 2], 0b111)
    [2, 1, 4]
    """
    sets = [among] if among else []
    for plane in reversed(planes):
        sets = [half for pages in sets for half in (pages & plane, pages & ~plane) if half]
    return sets


def highest_numbers(pages: int, most: int) -> Iterator[int]:
    """The highest page numbers of a set.

    >>> list(highest_numbers(0b1011, 2))
    [3, 1]
    """
    for _ in range(most):
        if not pages:
            return
        number = pages.bit_length() - 1
        yield number
        pages ^= 1 << number


def most_alike(common: list[Common], real: int, page_pk: int | None) -> list[list[int]]:
    """Groups of pages, the most alike first, what really happened before what is made up."""
    among = 0
    for each in common:
        among |= each.pages
    if page_pk is not None:
        among &= ~(1 << page_pk)
    planes = weigh((each.pages, WEIGHTS[each.facet]) for each in common)
    groups: list[list[int]] = []
    for pages in heaviest_first(planes, among):
        for half in (pages & real, pages & ~real):
            if half and sum(map(len, groups)) < MOST_RELATED:
                groups.append(list(highest_numbers(half, MOST_SORTED)))
    return groups


def related_studies(page: "CaseStudyPage", *, in_memory: bool = False) -> list[dict[str, Any]]:
    """The public studies most like this one, and why: two queries, or one when there are none.

    `in_memory` is for previews, whose relations are not stored yet.
    """
    common, real = things_in_common(page, in_memory=in_memory)
    groups = most_alike(common, real, page.pk)
    place = {pk: number for number, group in enumerate(groups) for pk in group}
    if not place:
        return []
    rows = SearchDocument.objects.filter(pk__in=place, page__live=True).order_by(
        F("published_at").desc(nulls_last=True), "-pk"
    )
    fields = ("pk", "title", "url", "summary", "page__slug")
    found = sorted(rows.values(*fields), key=lambda row: place[row["pk"]])
    return [card(row, common, real) for row in found[:MOST_RELATED]]


def card(row: dict[str, Any], common: list[Common], real: int) -> dict[str, Any]:
    """A study in words, with what it has in common."""
    shared = [each for each in common if has(each.pages, row["pk"])]
    methods = [each.name for each in shared if each.facet == Facet.METHOD]
    return {
        "title": row["title"],
        "slug": row["page__slug"],
        "url": row["url"],
        "summary": row["summary"],
        "demonstration": not has(real, row["pk"]),
        "about": some([each.name for each in shared if each.facet != Facet.METHOD]),
        "methods": some(methods),
        "method_count": len(methods),
    }


def has(pages: int, number: int) -> bool:
    """Whether a page is in a set.

    >>> has(0b101, 2), has(0b101, 1)
    (True, False)
    """
    return bool(pages >> number & 1)


def some(names: list[str]) -> str:
    """The first names, and how many more there are.

    >>> some(["4a", "5c"]), some(list("abcdef")), some([])
    ('4a; 5c', 'a; b; c; d; and 2 more', '')
    """
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])
