"""Reads of the search rows, and of what was asked for in vain."""

from datetime import date
from typing import Self

from django.db import models

from search.engines.choice import matching
from search.words import Query

# Words of one day may be those of one person: nobody is shown them.
FEWEST_DAYS = 2


class SearchDocumentQuerySet(models.QuerySet):
    """Public pages as search sees them."""

    def matching(self, query: Query) -> Self:
        """Those that match a query, with `rank`: the higher, the better on every engine.

        Can be filtered, counted, sliced and read as values like any other queryset. An empty
        query matches nothing.
        """
        if query.is_empty:
            return self.none().annotate(rank=models.Value(0.0))
        return matching(self, query)

    def best_first(self) -> Self:
        """Of `matching()`: the best match first, in an order that paging can rely on."""
        return self.order_by("-rank", "pk")


class UnansweredSearchQuerySet(models.QuerySet):
    """Searches with no result."""

    def often_enough(self) -> Self:
        """Those that editors may see: asked on different days."""
        return self.filter(days__gte=FEWEST_DAYS)

    def too_old(self, *, today: date, months_kept: int) -> Self:
        """Those to forget: all after so many months, and rare ones once their month is over."""
        month = today.replace(day=1)
        years, left = divmod(month.month - 1 - months_kept, 12)
        first_kept = date(month.year + years, left + 1, 1)
        return self.filter(
            models.Q(month__lt=first_kept) | models.Q(month__lt=month, days__lt=FEWEST_DAYS)
        )
