"""The people who comment, by pseudonym, with what they agreed to and how they get in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from draftcomments.encryption import EncryptedTextField
from draftcomments.enums import Background, Language, LinkKind
from draftcomments.models.rounds import Round
from draftcomments.querysets import AccessLinkQuerySet, ContributorQuerySet


class Contributor(models.Model):
    """One person in one round. Nothing here says who it is.

    There is one for each link that was made, used or not; `started_at` is set when the person
    agrees to take part.
    """

    wagtail_reference_index_ignore = True

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributors")
    pseudonym = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    background = models.CharField(max_length=12, choices=Background, blank=True)
    started_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(
        null=True, help_text="When a message last said: there is a reply."
    )

    objects: ClassVar[Any] = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "pseudonym"], name="one_pseudonym_for_each_person_in_a_round"
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def has_started(self) -> bool:
        return self.started_at is not None and self.withdrawn_at is None


class ContributorContact(models.Model):
    """How to reach a person who asked for it. Kept apart, encrypted, and deleted first."""

    wagtail_reference_index_ignore = True

    contributor = models.OneToOneField(
        Contributor, on_delete=models.CASCADE, related_name="contact"
    )
    email = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("view_contact", "Can see contact details of people who comment")]

    def __str__(self) -> str:
        return "Contact details"


class ConsentEvent(models.Model):
    """What a person said yes to, at one moment. A change of mind is a new row; none is altered."""

    wagtail_reference_index_ignore = True

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="consents")
    notice_version = models.PositiveSmallIntegerField()
    store_and_use = models.BooleanField()
    may_share = models.BooleanField(default=False)
    may_quote = models.BooleanField(default=False)
    may_contact = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        help_text="The helper who asked, where the person did not tick the boxes.",
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Consent of {self.at:%-d %B %Y}"


class AccessLink(models.Model):
    """A way in: a link or a printed code, of which only the hash is kept."""

    wagtail_reference_index_ignore = True

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=4, choices=LinkKind)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    objects: ClassVar[Any] = AccessLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_usable(self) -> bool:
        """Whether the link opens anything today. Asked anew on each request."""
        return self.revoked_at is None and timezone.localdate() <= self.expires_on
