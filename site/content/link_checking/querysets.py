"""Reads of typed links."""

from datetime import datetime, timedelta
from typing import Self

from django.db.models import F, Q, QuerySet

DAYS_THAT_PROVE_IT = 2
WHILE_IT_WORKS = timedelta(days=6)
# Less than a day, so that a run at the same hour of the next day finds it due.
WHILE_IT_FAILS = timedelta(hours=20)


class TypedLinkQuerySet(QuerySet):
    """Typed links, by what is known of them."""

    def broken(self) -> Self:
        """Those that certainly lead nowhere; one bad day of a site does not count."""
        return self.filter(
            Q(state__in=["gone", "private"]) | Q(state="fails", failures__gte=DAYS_THAT_PROVE_IT)
        )

    def outside(self) -> Self:
        return self.filter(address__startswith="http")

    def inside(self) -> Self:
        return self.exclude(address__startswith="http")

    def due(self, now: datetime) -> Self:
        """Those to look at again, the longest unseen first; not where a site asked us to wait."""
        unseen = Q(checked_at=None) | Q(checked_at__lt=now - WHILE_IT_WORKS)
        failing = Q(state="fails", checked_at__lt=now - WHILE_IT_FAILS)
        may_look = Q(leave_until=None) | Q(leave_until__lte=now)
        return (
            self.outside()
            .filter(unseen | failing, may_look)
            .order_by(F("checked_at").asc(nulls_first=True), "pk")
        )
