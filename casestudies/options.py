"""The choices of each filter, with the labels readers see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Cast

from casestudies.enums import (
    NOT_REPORTED,
    Facet,
    Learning,
    MeasuredBy,
    Movement,
    OutcomeStatus,
    Truth,
)
from casestudies.evidence import EvidenceLabel
from casestudies.organisations import dated_name
from framework.enums import Lens, Reach, Split
from framework.outline import framework_outline
from taxonomy.enums import GroupFamily
from taxonomy.models import Approach, Method, Organisation, PartnerType, PopulationGroup, Region


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    family: str = ""
    name: str = ""


Options = dict[str, list[Option]]
Row = tuple[str, str, str, date | None, str, int]
FAMILIES = list(GroupFamily.values)
CLOSED_LISTS = {
    Facet.LEARNING: Learning,
    Facet.MOVEMENT: Movement,
    Facet.MEASURED_BY: MeasuredBy,
    Facet.SPLIT: Split,
    Facet.LENS: Lens,
    Facet.REACH: Reach,
    Facet.TRUTH: Truth,
}
VOCABULARIES = (
    (Facet.GROUP, PopulationGroup, F("family"), F("position")),
    (Facet.APPROACH, Approach, Value(""), F("position")),
    (Facet.METHOD, Method, Value(""), F("position")),
    (Facet.PARTNER, PartnerType, Value(""), F("position")),
    (Facet.REGION, Region, Value(""), F("position")),
)


def fixed_options() -> Options:
    """The choices that are not records of a vocabulary. The outline comes from the cache."""
    phases = framework_outline().phases
    return {
        **{
            facet.value: [Option(choice.value, choice.label) for choice in choices]
            for facet, choices in CLOSED_LISTS.items()
        },
        Facet.PHASE.value: [
            Option(phase.identifier, f"{phase.number} {phase.name}") for phase in phases
        ],
        Facet.SUB_PHASE.value: [
            Option(part.identifier, part.label) for phase in phases for part in phase.sub_phases
        ],
        Facet.OUTCOME.value: [
            *(Option(status.value, status.label) for status in OutcomeStatus),
            Option(NOT_REPORTED, "Not reported"),
        ],
        Facet.EVIDENCE.value: [Option(label.value, label.label) for label in EvidenceLabel],
    }


def read_options() -> Options:
    """Every choice of every filter, in the order shown: one query."""
    no_day = Cast(Value(None), output_field=DateField())
    organisations = Organisation.objects.values_list(
        Value(Facet.ORGANISATION.value), "slug", "name", F("valid_to"), Value(""), Value(0)
    )
    others = [
        model.objects.values_list(Value(facet.value), "slug", "name", no_day, family, position)
        for facet, model, family, position in VOCABULARIES
    ]
    rows: Iterable[Row] = organisations.order_by().union(
        *(part.order_by() for part in others), all=True
    )
    options: Options = {facet: [] for facet in Facet.values}
    for facet, slug, name, valid_to, family, _ in sorted(rows, key=option_order):
        options[facet].append(Option(slug, dated_name(name, valid_to), family, name))
    return options | fixed_options()


def option_order(row: Row) -> tuple[int, int, str, bool]:
    """By family and position, then by name; a board that has closed after one that stands."""
    _, _, name, valid_to, family, position = row
    return (FAMILIES.index(family) if family in FAMILIES else 0, position, name, bool(valid_to))
