"""Keeps the finder's rows in step with what is published."""

from typing import Any

from casestudies.facets import forget_facets, rebuild_facets, studies_filed_under
from casestudies.models import CaseStudyPage
from search.actions import index_page
from taxonomy.models import Organisation


def study_published(instance: CaseStudyPage, **kwargs: Any) -> None:
    rebuild_facets([instance.pk])


def study_unpublished(instance: CaseStudyPage, **kwargs: Any) -> None:
    forget_facets([instance.pk])


def organisation_saved(
    instance: Organisation, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """A name or region may have changed. A new organisation has no case studies yet."""
    if not (created or raw):
        file_again(instance)


def successors_changed(instance: Organisation, action: str, **kwargs: Any) -> None:
    """The chain of an organisation has changed, whichever end it was changed from."""
    if action in {"post_add", "post_remove", "post_clear"}:
        file_again(instance)


def file_again(organisation: Organisation) -> None:
    """Bring the filters and the words of its studies in line with the names of today."""
    studies = studies_filed_under(organisation)
    rebuild_facets([study.pk for study in studies])
    for study in studies:
        index_page(page=study)
