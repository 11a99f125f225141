"""The people who edit the site. Readers and contributors never have an account."""

from hashlib import sha256
from typing import Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    """An editor. Our own model from the first migration, so that it can grow."""

    sessions_ended = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="How often all sessions of this person were ended. A higher number ends them.",
    )

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django asks on each request whether this is still what the session holds."""
        of_password: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return sha256(f"{of_password}{self.sessions_ended}".encode()).hexdigest()


def digest_of(token: str) -> str:
    """What is stored of a secret link: a copy of the database opens nothing."""
    return sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unused(self) -> Self:
        return self.filter(used_at__isnull=True)

    def opened_by(self, token: str) -> Self:
        """The invitation of a link, where it can still be used.

        Whoever has a password, wherever it came from, is invited no more.
        """
        return self.unused().filter(
            digest=digest_of(token),
            ends_at__gt=timezone.now(),
            user__is_active=True,
            user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        )


class Invitation(models.Model):
    """A link that somebody was sent to choose a password. It works once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Invitation of {self.user}"
