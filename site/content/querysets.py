"""Reads of pages that readers may see."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import CollectionViewRestriction, PageQuerySet, PageViewRestriction


def restrictions_above(path: str) -> "QuerySet[PageViewRestriction]":
    """Restrictions on a page or above it, as part of a query: Wagtail's `public()` asks apart."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return PageViewRestriction.objects.annotate(below=below).filter(
        below__startswith=F("page__path")
    )


def restrictions_on_collection(
    path: str = "collection__path",
) -> "QuerySet[CollectionViewRestriction]":
    """Restrictions on the collection of a file or above it, as part of a query of files."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return CollectionViewRestriction.objects.annotate(below=below).filter(
        below__startswith=F("collection__path")
    )


class PublishedQuerySet(PageQuerySet):
    """Pages, as readers may see them."""

    def published(self) -> Self:
        """Live and open to anyone; a copy that follows another page is not counted twice."""
        return self.live().filter(~Exists(restrictions_above("path")), alias_of__isnull=True)
