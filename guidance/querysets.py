"""Reads of guidance pages."""

from typing import Self

from content.querysets import PublishedQuerySet
from framework.models import SubPhase


class GuidancePageQuerySet(PublishedQuerySet):
    """Guidance pages."""

    def public_cards(self) -> Self:
        """What a card of a guidance page needs, for pages that anyone may read."""
        return self.published().only("title", "summary", "url_path", "slug", "phase")

    def about(self, sub_phase: SubPhase) -> Self:
        return self.filter(sub_phases=sub_phase)
