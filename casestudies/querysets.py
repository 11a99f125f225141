"""Reads of case studies."""

from typing import Self

from content.querysets import PublishedQuerySet

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


class CaseStudyQuerySet(PublishedQuerySet):
    """Case studies, as readers may see them."""

    def for_cards(self, *also: str) -> Self:
        """Only what a card in a list needs, and fields that are named."""
        return self.select_related("organisation").only(*CARD_FIELDS, *also)
