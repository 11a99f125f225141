"""Writes the rows that the finder counts and filters by, for a handful of studies or for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from casestudies.enums import NOT_REPORTED, Facet
from casestudies.evidence import evidence_label
from casestudies.models import CaseStudyFacet, CaseStudyPage, Outcome
from casestudies.organisations import successor_pairs, with_predecessors, with_successors
from taxonomy.models import Organisation

Rows = set[tuple[int, str, str]]

VOCABULARIES = {
    Facet.PHASE: (CaseStudyPage.phases.through, "phase__identifier"),
    Facet.GROUP: (CaseStudyPage.groups.through, "populationgroup__slug"),
    Facet.APPROACH: (CaseStudyPage.approaches.through, "approach__slug"),
}


def rebuild_facets(pages: Sequence[int]) -> int:
    """Write the rows of these pages anew; a page that is not live has none. Returns how many."""
    live = CaseStudyPage.objects.live().filter(pk__in=pages, alias_of__isnull=True)
    organisations = dict(live.values_list("pk", "organisation_id"))
    rows = (
        vocabulary_rows(organisations)
        | organisation_rows(organisations)
        | outcome_rows(organisations)
    )
    with transaction.atomic():
        forget_facets(pages)
        CaseStudyFacet.objects.bulk_create(
            (
                CaseStudyFacet(page_id=page, facet=facet, value=value)
                for page, facet, value in sorted(rows)
            ),
            batch_size=500,
        )
    return len(rows)


def forget_facets(pages: Iterable[int]) -> None:
    """Take pages out of the finder."""
    CaseStudyFacet.objects.filter(page_id__in=pages).delete()


def vocabulary_rows(pages: Iterable[int]) -> Rows:
    """Phases, groups and approaches: one query each."""
    return {
        (page, facet.value, value)
        for facet, (through, term) in VOCABULARIES.items()
        for page, value in through.objects.filter(casestudypage_id__in=pages).values_list(
            "casestudypage_id", term
        )
    }


def organisation_rows(organisation_of: dict[int, int | None]) -> Rows:
    """The organisation, every successor, and the regions of any of these."""
    pairs = successor_pairs()
    known = {
        pk: (slug, region)
        for pk, slug, region in Organisation.objects.values_list("pk", "slug", "region__slug")
    }
    rows: Rows = set()
    for page, organisation in organisation_of.items():
        if organisation is None:
            continue
        for pk in with_successors(pairs, organisation):
            slug, region = known[pk]
            rows.add((page, Facet.ORGANISATION.value, slug))
            if region:
                rows.add((page, Facet.REGION.value, region))
    return rows


def outcome_rows(pages: Iterable[int]) -> Rows:
    """The status of each outcome, and the one evidence label of the study."""
    outcomes = defaultdict(list)
    for outcome in Outcome.objects.filter(page_id__in=pages):
        outcomes[outcome.page_id].append(outcome)
    rows: Rows = set()
    for page in pages:
        label = evidence_label(outcome.figures for outcome in outcomes[page])
        rows.add((page, Facet.EVIDENCE.value, label.value))
        statuses = {outcome.status for outcome in outcomes[page]} or {NOT_REPORTED}
        rows |= {(page, Facet.OUTCOME.value, status) for status in statuses}
    return rows


def studies_filed_under(organisation: Organisation) -> list[CaseStudyPage]:
    """The studies of this board and of those it followed, and any that still stand under it."""
    involved = with_predecessors(successor_pairs(), organisation.pk)
    filed = CaseStudyFacet.objects.filter(facet=Facet.ORGANISATION, value=organisation.slug)
    return list(
        CaseStudyPage.objects.filter(
            Q(organisation_id__in=involved) | Q(pk__in=filed.values("page_id"))
        )
    )
