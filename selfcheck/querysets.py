"""Reads of self-checks."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from content.keys import hash_of

if TYPE_CHECKING:
    from selfcheck.models import SelfCheck  # noqa: F401 - named as text below


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    """Self-checks. Only somebody with a link can find one."""

    def behind(self, token: str) -> Self:
        """The one check that may be changed with a link, unless it has expired."""
        return self.kept().filter(token_hash=hash_of(token))

    def behind_either(self, token: str) -> Self:
        """The one check that a link opens, to change it or only to read it."""
        hashed = hash_of(token)
        either = models.Q(token_hash=hashed) | models.Q(view_hash=hashed)
        return self.kept().filter(either).select_related("team", "coordinates")

    def kept(self) -> Self:
        """Those whose thirteen months are not over."""
        return self.filter(expires_on__gte=timezone.localdate())

    def expired(self, today: date) -> Self:
        return self.filter(expires_on__lt=today)
