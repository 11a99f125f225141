"""Reads of self-checks."""

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from selfcheck.models import SelfCheck  # noqa: F401 - named as text below


def hash_of(token: str) -> str:
    """What is stored in place of the secret part of a link."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    """Self-checks. Only somebody with the link can find one."""

    def behind(self, token: str) -> Self:
        """The one check that a link opens, unless it has expired."""
        return self.filter(token_hash=hash_of(token), expires_on__gte=timezone.localdate())

    def expired(self, today: date) -> Self:
        return self.filter(expires_on__lt=today)
