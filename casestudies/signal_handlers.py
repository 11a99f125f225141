"""Keeps the finder's rows in step with what is published."""

from typing import Any

from casestudies.facets import forget_facets, rebuild_facets, rebuild_facets_of_organisation
from casestudies.models import CaseStudyPage
from taxonomy.models import Organisation


def study_published(instance: CaseStudyPage, **kwargs: Any) -> None:
    rebuild_facets([instance.pk])


def study_unpublished(instance: CaseStudyPage, **kwargs: Any) -> None:
    forget_facets([instance.pk])


def organisation_saved(
    instance: Organisation, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """A region may have changed. A new organisation has no case studies yet."""
    if not (created or raw):
        rebuild_facets_of_organisation(instance)


def successors_changed(instance: Organisation, action: str, **kwargs: Any) -> None:
    """The chain of an organisation has changed, whichever end it was changed from."""
    if action in {"post_add", "post_remove", "post_clear"}:
        rebuild_facets_of_organisation(instance)
