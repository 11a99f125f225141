"""Reads of the framework."""

from typing import Self

from django.db import models


class SubPhaseQuerySet(models.QuerySet):
    """Sub-phases in the framework's order."""

    def known(self) -> Self:
        """Those whose text somebody here has read."""
        return self.filter(known=True)


class StatementQuerySet(models.QuerySet):
    """Statements in the framework's order."""

    def with_level(self) -> Self:
        return self.select_related("level")
