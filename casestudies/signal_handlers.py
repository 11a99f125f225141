"""Keeps what search knows of case studies in step with the records that they name."""

from typing import Any

from django.db.models import Model, Q

from casestudies.enums import Facet
from casestudies.models import CaseStudyPage
from casestudies.organisations import successor_pairs, with_predecessors
from framework.models import Phase, SubPhase
from search.actions import index_pages
from search.facets import numbers_of, pages_with, read_facets
from taxonomy.models import Approach, Method, Organisation, PartnerType, PopulationGroup

# Where a case study names a record of each kind.
NAMED_IN: dict[type[Model], str] = {
    Phase: "phases",
    SubPhase: "sub_phases__sub_phase",
    PopulationGroup: "groups",
    Approach: "approaches",
    Method: "methods",
    PartnerType: "partner_types",
}


def term_saved(instance: Model, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A word of a vocabulary may have changed. Nothing names a new one yet."""
    if not (created or raw):
        named = CaseStudyPage.objects.live().filter(**{NAMED_IN[type(instance)]: instance})
        index_pages(named.values_list("pk", flat=True))


def organisation_saved(
    instance: Organisation, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """A name or region may have changed. A new organisation has no case studies yet."""
    if not (created or raw):
        file_again(instance)


def organisation_deleted(instance: Organisation, **kwargs: Any) -> None:
    """What was filed under it is filed under the others alone."""
    file_again(instance)


def successors_changed(instance: Organisation, action: str, **kwargs: Any) -> None:
    """The chain of an organisation has changed, whichever end it was changed from."""
    if action in {"post_add", "post_remove", "post_clear"}:
        file_again(instance)


def file_again(organisation: Organisation) -> None:
    """Bring the filters and the words of its studies in line with the names of today.

    Its studies are those of this board and of those it followed, and any still filed under it.
    """
    involved = with_predecessors(successor_pairs(), organisation.pk)
    filed = numbers_of(pages_with(read_facets(), Facet.ORGANISATION, [organisation.slug]))
    studies = CaseStudyPage.objects.filter(Q(organisation_id__in=involved) | Q(pk__in=filed))
    index_pages(studies.values_list("pk", flat=True))
