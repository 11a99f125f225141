"""What a case study can be filtered by: its values for each filter of the finder."""

from typing import TYPE_CHECKING

from casestudies.enums import NOT_REPORTED, Facet, Learning, Movement, Truth
from casestudies.evidence import STRENGTH, EvidenceLabel, evidence_label
from casestudies.organisations import chain_of

if TYPE_CHECKING:
    from casestudies.models import CaseStudyPage

Values = dict[str, list[str]]

# Everything that these functions read, for reading many case studies at once.
RELATED = (
    "phases",
    "groups",
    "approaches",
    "methods",
    "partner_types",
    "sub_phases__sub_phase__phase",
    "sub_phases__level_before",
    "sub_phases__level_after",
    "outcomes",
    "organisation__region",
    "organisation__successors__region",
    "organisation__successors__successors__region",
)


def facets_of(page: "CaseStudyPage") -> Values:
    """The values of every filter. A filter of which nothing is known is left out."""
    values = {
        **vocabulary_values(page),
        **framework_values(page),
        **outcome_values(page),
        **organisation_values(page),
        Facet.LENS: [page.lens],
        Facet.REACH: [page.reach],
        Facet.LEARNING: learning_values(page),
        Facet.TRUTH: [Truth.MADE_UP if page.demonstration else Truth.REAL],
    }
    return {
        facet.value: sorted({str(value) for value in known if value})
        for facet, known in values.items()
        if any(known)
    }


def evidence_of(page: "CaseStudyPage") -> EvidenceLabel:
    return evidence_label(outcome.figures for outcome in page.outcomes.all())


def strength_of(page: "CaseStudyPage") -> int:
    """How strong the evidence is, for the order of a list: 0 is an account only."""
    return STRENGTH.index(evidence_of(page))


def vocabulary_values(page: "CaseStudyPage") -> dict[Facet, list[str]]:
    return {
        Facet.PHASE: [phase.identifier for phase in page.phases.all()],
        Facet.GROUP: [group.slug for group in page.groups.all()],
        Facet.APPROACH: [approach.slug for approach in page.approaches.all()],
        Facet.METHOD: [method.slug for method in page.methods.all()],
        Facet.PARTNER: [partner.slug for partner in page.partner_types.all()],
    }


def framework_values(page: "CaseStudyPage") -> dict[Facet, list[str]]:
    """The parts of the framework, and whether a level changed in any of them."""
    parts = list(page.sub_phases.all())
    known = [
        (part.level_before.number, part.level_after.number)
        for part in parts
        if part.level_before and part.level_after
    ]
    moved = [Movement.MOVED for before, after in known if after > before]
    stayed = [Movement.STAYED for before, after in known if after == before]
    return {
        Facet.SUB_PHASE: [part.sub_phase.identifier for part in parts],
        Facet.MOVEMENT: [*moved, *stayed],
    }


def outcome_values(page: "CaseStudyPage") -> dict[Facet, list[str]]:
    outcomes = list(page.outcomes.all())
    return {
        Facet.OUTCOME: [outcome.status for outcome in outcomes] or [NOT_REPORTED],
        Facet.EVIDENCE: [evidence_of(page).value],
        Facet.MEASURED_BY: [outcome.measured_by for outcome in outcomes],
        Facet.SPLIT: [split for outcome in outcomes for split in outcome.splits],
    }


def learning_values(page: "CaseStudyPage") -> list[str]:
    """What the story tells that most leave out."""
    told = {
        Learning.DID_NOT_WORK: page.what_did_not_work,
        Learning.COST: page.effort,
        Learning.PAID: page.lived_experience_support,
        Learning.CONFIRMED: page.confirmed_by,
    }
    return [learning.value for learning, text in told.items() if text]


def organisation_values(page: "CaseStudyPage") -> dict[Facet, list[str]]:
    """The board of the time, every board that followed it, and the regions of any of these."""
    chain = chain_of(page.organisation)
    return {
        Facet.ORGANISATION: [each.slug for each in chain],
        Facet.REGION: [each.region.slug for each in chain if each.region],
    }
