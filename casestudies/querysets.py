"""Reads of case studies."""

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import PageQuerySet, PageViewRestriction

CARD_FIELDS = (
    "title",
    "slug",
    "url_path",
    "summary",
    "demonstration",
    "fictional_organisation",
    "first_published_at",
    "last_published_at",
    "organisation",
    "organisation__name",
    "organisation__valid_to",
)


class CaseStudyQuerySet(PageQuerySet):
    """Case studies, as readers may see them."""

    def published(self) -> Self:
        """Live and open to anyone; a copy that follows another page is not counted twice."""
        return self.live().filter(~Exists(restrictions_above("path")), alias_of__isnull=True)

    def for_cards(self) -> Self:
        """Only what a card in a list needs."""
        return self.select_related("organisation").only(*CARD_FIELDS)


def restrictions_above(path: str) -> "QuerySet[PageViewRestriction]":
    """Restrictions on a page or above it, as part of a query: Wagtail's `public()` asks apart."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return PageViewRestriction.objects.annotate(below=below).filter(
        below__startswith=F("page__path")
    )
