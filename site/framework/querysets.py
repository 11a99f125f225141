"""Reads of the framework."""

from typing import Self

from django.db import models
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
