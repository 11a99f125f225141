"""Examples for pages of other apps: case studies about a part of the framework, as plain cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Case, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.moves import moved_on_from
from casestudies.next_level import next_level_address
from casestudies.querysets import CARD_FIELDS, CaseStudyQuerySet
from framework.enums import Lens
from framework.models import SubPhase

register = template.Library()
REAL_AND_NEWEST = ("demonstration", "-first_published_at", "-pk")
NEWEST_PAGES = ("page__demonstration", "-page__first_published_at", "-page_id")
PAGE_FIELDS = tuple(f"page__{field}" for field in CARD_FIELDS)
USED = "It used this measure."


@dataclass(frozen=True)
class Example:
    """What a card of an example shows. `demonstration` must be shown with it."""

    title: str
    url: str
    summary: str
    demonstration: bool
    organisation: str
    note: str = ""
    pk: int = 0


def example(study: CaseStudyPage, note: str = "") -> Example:
    return Example(
        title=study.title,
        url=study.url or "",
        summary=study.summary,
        demonstration=study.demonstration,
        organisation=study.organisation_then,
        note=note,
        pk=study.pk,
    )


def real_first(studies: CaseStudyQuerySet, limit: int, lens: str = "") -> list[Example]:
    """What really happened before what is made up, then the newest.

    With a `lens`, those about the same level of work come before all others.
    """
    ordered = studies.order_by(same_work_first(lens), *REAL_AND_NEWEST)
    return [example(study) for study in ordered[:limit]]


def same_work_first(lens: str, prefix: str = "") -> Case:
    return Case(When(**{f"{prefix}lens__in": Lens.beside(lens)}, then=0), default=1)


def public_studies() -> CaseStudyQuerySet:
    return CaseStudyPage.objects.published().for_cards()


@register.simple_tag
def examples_of_sub_phase(sub_phase_pk: int, limit: int = 3, lens: str = "") -> list[Example]:
    """Case studies that worked on a sub-phase."""
    return examples_of_parts([sub_phase_pk], limit, lens)


@register.simple_tag
def examples_of_parts(
    sub_phase_pks: Iterable[int], limit: int = 3, lens: str = ""
) -> list[Example]:
    """Case studies that worked on any of some sub-phases: one query."""
    return real_first(public_studies().filter(pk__in=pages_about(sub_phase_pks)), limit, lens)


@register.simple_tag
def examples_of_phase(phase_pk: int, limit: int = 3, lens: str = "") -> list[Example]:
    """Case studies that worked on a phase."""
    in_phase = CaseStudyPage.phases.through.objects.filter(phase_id=phase_pk)
    found = public_studies().filter(pk__in=in_phase.values("casestudypage_id"))
    return real_first(found, limit, lens)


@register.simple_tag
def examples_of_statement(
    sub_phase_pk: int, level_number: int, limit: int = 6, lens: str = ""
) -> list[Example]:
    """Case studies that worked on a statement's part: those that reached its level first.

    Of the others, `note` says what is known of their level. One query.
    """
    rows = (
        CaseStudySubPhase.objects.filter(
            sub_phase_id=sub_phase_pk, page__in=CaseStudyPage.objects.published().values("pk")
        )
        .select_related("page__organisation", "level_after")
        .only("level_after__name", "level_after__number", *PAGE_FIELDS)
        .order_by(
            Case(When(level_after__number=level_number, then=0), default=1),
            same_work_first(lens, "page__"),
            *NEWEST_PAGES,
        )
    )
    return [example(row.page, level_note(row, level_number)) for row in rows[:limit]]


@register.simple_tag
def examples_with_measure(
    measure_pk: int, sub_phase_pks: Iterable[int], limit: int = 6, lens: str = ""
) -> list[Example]:
    """Case studies that used a measure, then those that worked on the sub-phases: one query."""
    used = Q(pk__in=Outcome.objects.filter(measure_id=measure_pk).values("page_id"))
    studies = public_studies().filter(used | Q(pk__in=pages_about(sub_phase_pks)))
    ordered = studies.annotate(used=Case(When(used, then=1), default=0)).order_by(
        "-used", same_work_first(lens), *REAL_AND_NEWEST
    )
    return [example(study, USED if study.used else "") for study in ordered[:limit]]


def pages_about(sub_phase_pks: Iterable[int]) -> QuerySet[Any, Any]:
    """The case studies that worked on some sub-phases, as part of a query."""
    about = CaseStudySubPhase.objects.filter(sub_phase_id__in=list(sub_phase_pks))
    return about.order_by().values("page_id")


def level_note(row: CaseStudySubPhase, level_number: int) -> str:
    """What is known of the level that a study reached, where it is not the one asked about."""
    if row.level_after is None:
        return "We do not know which level it reached."
    if row.level_after.number == level_number:
        return ""
    return f"At another level: it reached {row.level_after.name}."


@register.simple_tag
def examples_for_sub_phases(
    sub_phase_pks: Iterable[int], limit: int = 3, lens: str = ""
) -> dict[int, list[Example]]:
    """Case studies by sub-phase, for many sub-phases at once. One with none is an empty list.

    With a `lens`, those about the same level of work come first.
    """
    by_pk: dict[int, list[Example]] = {pk: [] for pk in sub_phase_pks}
    rows = (
        CaseStudySubPhase.objects.filter(
            sub_phase_id__in=by_pk, page__in=CaseStudyPage.objects.published().values("pk")
        )
        .annotate(place=place_among_examples(lens))
        .filter(place__lte=limit)
        .select_related("page__organisation")
        .only("sub_phase", *PAGE_FIELDS)
        .order_by("sub_phase_id", "place")
    )
    for row in rows:
        by_pk[row.sub_phase_id].append(example(row.page))
    return by_pk


def place_among_examples(lens: str) -> Window:
    """First, second, third … among the examples of a sub-phase, in the order of `real_first`."""
    order: list[Case | str] = [same_work_first(lens, "page__"), *NEWEST_PAGES]
    return Window(RowNumber(), partition_by="sub_phase_id", order_by=order)


@register.simple_tag
def next_level_of(sub_phase_pk: int, identifier: str, level: str) -> dict[str, Any]:
    """How many case studies moved on from a level of a part, and where they are listed."""
    return {
        "count": moved_on_from(sub_phase_pk).get(level, 0),
        "url": next_level_address(identifier, level),
    }


@register.simple_tag
def next_level_rows(
    sub_phase: SubPhase, levels: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The levels that have a next one, as rows of `components/levels.html`, with their examples."""
    counts = moved_on_from(sub_phase.pk)
    return [
        {
            "name": level["name"],
            "count": counts.get(level["identifier"], 0),
            "url": next_level_address(sub_phase.identifier, level["identifier"]),
        }
        for level in levels[:-1]
    ]
