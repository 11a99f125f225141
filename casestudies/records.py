"""Many case studies with all that files and programs are told, in a few queries however many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from casestudies.enums import Facet
from casestudies.evidence import EvidenceLabel, evidence_label
from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.options import Options
from casestudies.organisations import Followers, read_followers, succession_note
from casestudies.reporting import is_small_base
from officefiles.cells import plain_figure
from search.models import SearchDocument
from taxonomy.models import Organisation

BATCH = 200
VOCABULARIES = (Facet.PHASE, Facet.GROUP, Facet.APPROACH, Facet.METHOD, Facet.PARTNER)
# Long texts that no file tells: they are on the page.
NOT_TOLD = (
    "sources",
    "problem",
    "lived_experience_role",
    "lived_experience_support",
    "what_we_did",
    "what_changed",
    "differently",
    "transfer_advice",
    "note",
)


class Term(NamedTuple):
    """A word of a vocabulary with its lasting name."""

    slug: str
    name: str


Terms = dict[str, list[Term]]


class ShownFigure(NamedTuple):
    """A figure as it may be shown: what is hidden or unknown is None."""

    value: int | float | None
    on: date | None
    of: int | None
    other: int | float | None


@dataclass(frozen=True)
class Record:
    """A published case study with everything that belongs to it."""

    page: CaseStudyPage
    address: str
    terms: Terms
    parts: list[CaseStudySubPhase] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    followed_by: list[Organisation] = field(default_factory=list)
    note: str = ""

    @property
    def evidence(self) -> EvidenceLabel:
        return evidence_label(outcome.figures for outcome in self.outcomes)

    def names(self, facet: Facet) -> list[str]:
        return [term.name for term in self.terms[facet.value]]


def read_records(ids: Sequence[int], options: Options, request: HttpRequest) -> list[Record]:
    """The published ones of these case studies, in this order: four queries at most."""
    pages = read_pages(ids)
    parts, outcomes = read_parts(pages), read_outcomes(pages)
    closed = any(page.organisation and page.organisation.valid_to for page in pages)
    followers = read_followers() if closed else {}
    return [
        Record(
            page=page,
            address=page.get_full_url(request) or "",
            terms=terms_of(page, options),
            parts=parts[page.pk],
            outcomes=outcomes[page.pk],
            followed_by=list(followers.get(page.organisation_id or 0, [])),
            note=note_on(page, followers),
        )
        for page in pages
    ]


def record_batches(
    ids: Sequence[int], options: Options, request: HttpRequest
) -> Iterator[list[Record]]:
    """The same for any number of case studies: never more than a batch is held at once."""
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        yield read_records(batch, options, request)


def read_pages(ids: Iterable[int]) -> list[CaseStudyPage]:
    """Pages in the order of their numbers, with what they are filed under: one query.

    What is not public is not among them, whatever an engine says.
    """
    wanted = list(ids)
    filed = SearchDocument.objects.filter(pk=OuterRef("pk")).values("facets")
    published = CaseStudyPage.objects.published().annotate(filed=Subquery(filed))
    told = published.select_related("organisation__region").defer(*NOT_TOLD)
    pages = {page.pk: page for page in told.filter(pk__in=wanted)} if wanted else {}
    return [pages[pk] for pk in wanted if pk in pages]


def terms_of(page: CaseStudyPage, options: Options) -> Terms:
    """The words that a page is filed under, in the order of their vocabularies."""
    filed = getattr(page, "filed", None) or {}
    return {
        facet.value: [
            Term(option.value, option.name or option.label)
            for option in options[facet.value]
            if option.value in filed.get(facet.value, ())
        ]
        for facet in VOCABULARIES
    }


def read_parts(pages: Iterable[CaseStudyPage]) -> dict[int, list[CaseStudySubPhase]]:
    """The parts of the framework for each page: one query."""
    by_pk = {page.pk: page for page in pages}
    parts: dict[int, list[CaseStudySubPhase]] = defaultdict(list)
    related = ("sub_phase__phase", "level_before", "level_after")
    for part in CaseStudySubPhase.objects.filter(page_id__in=by_pk).select_related(*related):
        part.page = by_pk[part.page_id]
        parts[part.page_id].append(part)
    return parts


def read_outcomes(pages: Iterable[CaseStudyPage]) -> dict[int, list[Outcome]]:
    """The outcomes of each page: one query."""
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    found = Outcome.objects.filter(page_id__in=[page.pk for page in pages])
    for outcome in found.select_related("measure"):
        outcomes[outcome.page_id].append(outcome)
    return outcomes


def note_on(page: CaseStudyPage, followers: Followers) -> str:
    """Who followed an organisation that has closed."""
    closed = page.organisation and page.organisation.valid_to
    return succession_note(page.organisation, followers) if closed else ""


def readings_of(outcome: Outcome) -> tuple[ShownFigure, ShownFigure]:
    """The figures before and after, as far as they may be shown."""
    hidden = outcome.is_hidden

    def reading(time: str) -> ShownFigure:
        of = getattr(outcome, f"{time}_denominator")
        value = getattr(outcome, f"{time}_value")
        other = getattr(outcome, f"comparison_{time}")
        return ShownFigure(
            value=None if hidden else plain_figure(value),
            on=getattr(outcome, f"{time}_date"),
            of=None if is_small_base(of, outcome.unit) else of,
            other=None if hidden else plain_figure(other),
        )

    return reading("baseline"), reading("followup")
