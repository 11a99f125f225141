"""Reads of the framework."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone

from framework.enums import Lens


class SubPhaseQuerySet(models.QuerySet):
    """Sub-phases in the framework's order."""

    def known(self) -> Self:
        """Those whose text somebody here has read."""
        return self.filter(known=True)


class StatementQuerySet(models.QuerySet):
    """Statements in the framework's order."""

    def in_use(self) -> Self:
        """Those that are still part of the framework."""
        today = timezone.localdate()
        return self.exclude(retired_on__lte=today)

    def speaking_of(self, lens: str) -> Self:
        """Those about one level of work, with those about both; all where none is named."""
        return self.filter(lens__in=Lens.beside(lens))

    def with_level(self) -> Self:
        return self.select_related("level")


class StrategyLinkQuerySet(models.QuerySet):
    """What serves what, in the order of the strategies."""

    def in_use(self) -> Self:
        """Without the links of statements that are no longer part of the framework."""
        return self.exclude(statement__retired_on__lte=timezone.localdate())

    def with_ends(self) -> Self:
        return self.select_related("statement__level", "sub_phase__phase", "element__strategy")

    def in_framework_order(self) -> Self:
        """By part; what serves as a whole comes before single statements."""
        return self.order_by(
            "sub_phase__phase__number",
            "sub_phase__letter",
            F("statement__level__number").asc(nulls_first=True),
            "statement__position",
            "pk",
        )
