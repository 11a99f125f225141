"""Reads of the search rows."""

from typing import Self

from django.db import models

from search.engines.choice import matching
from search.words import Query


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
