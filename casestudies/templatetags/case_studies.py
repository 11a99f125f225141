"""Examples for pages of other apps: case studies about a part of the framework, as plain cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Case, When, Window
from django.db.models.functions import RowNumber

from casestudies.models import CaseStudyPage, CaseStudySubPhase
from casestudies.moves import moved_on_from
from casestudies.next_level import next_level_address
from casestudies.querysets import CARD_FIELDS, CaseStudyQuerySet
from framework.enums import Lens
from framework.models import SubPhase

register = template.Library()


@dataclass(frozen=True)
class Example:
    """What a card of an example shows. `demonstration` must be shown with it."""

    title: str
    url: str
    summary: str
    demonstration: bool
    organisation: str


def example(study: CaseStudyPage) -> Example:
    return Example(
        title=study.title,
        url=study.url or "",
        summary=study.summary,
        demonstration=study.demonstration,
        organisation=study.organisation_then,
    )


def real_first(studies: CaseStudyQuerySet, limit: int) -> list[Example]:
    """What really happened before what is made up, then the newest."""
    ordered = studies.order_by("demonstration", "-first_published_at", "-pk")
    return [example(study) for study in ordered[:limit]]


def public_studies() -> CaseStudyQuerySet:
    return CaseStudyPage.objects.published().for_cards()


@register.simple_tag
def examples_of_sub_phase(sub_phase_pk: int, limit: int = 3) -> list[Example]:
    """Case studies that worked on a sub-phase."""
    about = CaseStudySubPhase.objects.filter(sub_phase_id=sub_phase_pk)
    return real_first(public_studies().filter(pk__in=about.values("page_id")), limit)


@register.simple_tag
def examples_of_phase(phase_pk: int, limit: int = 3) -> list[Example]:
    """Case studies that worked on a phase."""
    in_phase = CaseStudyPage.phases.through.objects.filter(phase_id=phase_pk)
    return real_first(public_studies().filter(pk__in=in_phase.values("casestudypage_id")), limit)


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
        .only("sub_phase", *(f"page__{field}" for field in CARD_FIELDS))
        .order_by("sub_phase_id", "place")
    )
    for row in rows:
        by_pk[row.sub_phase_id].append(example(row.page))
    return by_pk


def place_among_examples(lens: str) -> Window:
    """First, second, third … among the examples of a sub-phase, in the order of `real_first`."""
    newest = ["page__demonstration", "-page__first_published_at", "-page_id"]
    same_lens = Case(When(page__lens__in=Lens.beside(lens), then=0), default=1)
    return Window(RowNumber(), partition_by="sub_phase_id", order_by=[same_lens, *newest])


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
