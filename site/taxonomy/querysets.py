"""Reads of the vocabularies."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class OrganisationQuerySet(models.QuerySet):
    """Organisations, by the day on which they existed."""

    def existing_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )
