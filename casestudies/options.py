"""The choices of each filter, with the labels readers see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Value
from django.db.models.functions import Cast

from casestudies.enums import NOT_REPORTED, Facet, OutcomeStatus
from casestudies.evidence import EvidenceLabel
from casestudies.models.facets import CaseStudyFacet
from casestudies.models.studies import CaseStudyPage
from casestudies.organisations import dated_name
from framework.outline import framework_outline
from taxonomy.enums import GroupFamily
from taxonomy.models import Approach, Organisation, PopulationGroup, Region


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    family: str = ""


Options = dict[str, list[Option]]
FAMILIES = list(GroupFamily.values)


def fixed_options() -> Options:
    """The choices that are not records of a vocabulary. The outline comes from the cache."""
    return {
        Facet.PHASE.value: [
            Option(phase.identifier, f"{phase.number} {phase.name}")
            for phase in framework_outline().phases
        ],
        Facet.OUTCOME.value: [
            *(Option(status.value, status.label) for status in OutcomeStatus),
            Option(NOT_REPORTED, "Not reported"),
        ],
        Facet.EVIDENCE.value: [Option(label.value, label.label) for label in EvidenceLabel],
    }


def read_options() -> Options:
    """Every choice of every filter, in the order shown: one query.

    Of organisations, only those with work to find: the others would be 40 names with nothing.
    """
    public = CaseStudyPage.objects.published().order_by().values("pk")
    filed = CaseStudyFacet.objects.filter(facet=Facet.ORGANISATION, page__in=public)
    in_use = filed.order_by().values("value")
    no_day = Cast(Value(None), output_field=DateField())
    organisations = Organisation.objects.filter(slug__in=in_use)
    parts = [
        organisations.values_list(
            Value(Facet.ORGANISATION.value), "slug", "name", F("valid_to"), Value(""), Value(0)
        ),
        *(
            model.objects.values_list(
                Value(facet.value), "slug", "name", no_day, family, F("position")
            )
            for facet, model, family in (
                (Facet.GROUP, PopulationGroup, F("family")),
                (Facet.APPROACH, Approach, Value("")),
                (Facet.REGION, Region, Value("")),
            )
        ),
    ]
    rows = sorted(
        parts[0].order_by().union(*(part.order_by() for part in parts[1:]), all=True),
        key=option_order,
    )
    options: Options = {facet: [] for facet in Facet.values}
    for facet, slug, name, valid_to, family, _ in rows:
        options[facet].append(Option(slug, dated_name(name, valid_to), family))
    return options | fixed_options()


def option_order(row: tuple[str, str, str, date | None, str, int]) -> tuple[int, int, str, bool]:
    """By family and position, then by name; a board that has closed after one that stands."""
    _, _, name, valid_to, family, position = row
    return (FAMILIES.index(family) if family in FAMILIES else 0, position, name, bool(valid_to))
