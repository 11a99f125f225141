"""Offers: examples that somebody tells us of by the public form, before they are case studies."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from content.keys import hash_of
from draftcomments.encryption import EncryptedTextField
from taxonomy.models import Organisation

DAYS_UNSENT = 90
LONGEST_TITLE = 120
LONGEST_NAME = 78
LONGEST_ANSWER = 3000
LONGEST_ROLE = 120
LONGEST_MESSAGE = 1000
NOT_COPIED = (
    "“{title}” was made from an offer, and a copy would not know that its sender can take the offer"
    " back. So it is not copied."
)


class OfferStatus(models.TextChoices):
    """How far an offer has come."""

    UNSENT = "unsent", "Not sent"
    NEW = "new", "New"
    IN_WORK = "in-work", "In work"
    DRAFT_MADE = "draft-made", "Draft made"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken-back", "Taken back"


class StoryPeople(models.TextChoices):
    """Whether the people whom a story tells of know about it."""

    AGREE = "agree", "Yes, they know and agree"
    NOT_YET = "not-yet", "Not yet, or I am not sure"
    NOBODY = "nobody", "The story tells of no person, only of organisations"


class OfferQuerySet(models.QuerySet["Offer"]):
    """Reads of offers. Only somebody with the link can find one that is not sent."""

    def behind(self, token: str) -> Self:
        return self.kept().filter(token_hash=hash_of(token))

    def kept(self) -> Self:
        """Those that are sent, and those that were saved not too long ago."""
        return self.exclude(status=OfferStatus.UNSENT, saved_at__lt=oldest_unsent())

    def sent(self) -> Self:
        """What editors may read."""
        return self.exclude(status=OfferStatus.UNSENT)

    def to_read(self) -> Self:
        """Those that wait for an editor, the oldest first."""
        return self.filter(status__in=WAITING).order_by("sent_at", "pk")

    def untold(self) -> Self:
        """Those of which no message has told the editors."""
        news = Q(status=OfferStatus.NEW) | Q(status=OfferStatus.TAKEN_BACK, page__isnull=False)
        return self.filter(news, told_at__isnull=True)


class Offer(models.Model):
    """What somebody told us of their work, under a secret link of which only the hash is kept."""

    wagtail_reference_index_ignore = True

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, help_text="Counts the saves that changed it.")
    status = models.CharField(
        max_length=10, choices=OfferStatus, default=OfferStatus.UNSENT, db_index=True
    )
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField("sent", null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When a message told editors of it."
    )
    decided_at = models.DateTimeField("decided", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    organisation_name = models.CharField("other organisation", max_length=LONGEST_NAME, blank=True)
    place = models.CharField(max_length=LONGEST_NAME, blank=True)
    problem = models.TextField("the problem", max_length=LONGEST_ANSWER, blank=True)
    what_we_did = models.TextField("what was done", max_length=LONGEST_ANSWER, blank=True)
    who_with = models.TextField("who with", max_length=LONGEST_ANSWER, blank=True)
    what_changed = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    what_did_not_work = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    figures = models.TextField(max_length=LONGEST_ANSWER, blank=True)

    role = models.CharField("role of the sender", max_length=LONGEST_ROLE, blank=True)
    email = EncryptedTextField("e-mail address for questions", blank=True)
    story_people = models.CharField(
        "people in the story know and agree", max_length=8, choices=StoryPeople, blank=True
    )
    may_publish = models.BooleanField("agrees to a case study", default=False)
    licence_agreed = models.BooleanField("agrees to the licence", default=False)
    consent_version = models.PositiveSmallIntegerField(
        "wording that was agreed to", null=True, blank=True
    )
    consented_at = models.DateTimeField("agreed", null=True, blank=True)

    message = models.TextField("message to the sender", max_length=LONGEST_MESSAGE, blank=True)
    page = models.OneToOneField(
        "casestudies.CaseStudyPage",
        on_delete=models.SET_NULL,
        related_name="offer",
        null=True,
        blank=True,
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(status="unsent", sent_at__isnull=True)
                | (~Q(status="unsent") & Q(sent_at__isnull=False)),
                name="a_sent_offer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["unsent", "taken-back"])
                | Q(may_publish=True, licence_agreed=True, consented_at__isnull=False),
                name="no_sent_offer_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=True, consent_version__isnull=True)
                | Q(consented_at__isnull=False, consent_version__isnull=False),
                name="consent_has_a_day_and_a_wording",
            ),
        ]

    def __str__(self) -> str:
        """Without any of its words: this stands in logs and messages."""
        return f"Offer {self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.status != OfferStatus.UNSENT

    @property
    def is_emptied(self) -> bool:
        """Whether its words are deleted: what is sent has a title."""
        return self.is_sent and not self.title

    @property
    def is_waiting(self) -> bool:
        """Whether an editor still has to decide."""
        return self.status in WAITING

    @property
    def kept_until(self) -> date:
        """The last day of one that is not sent."""
        return localdate(self.saved_at) + timedelta(days=DAYS_UNSENT)

    @property
    def whose(self) -> str:
        """The organisation, chosen or typed."""
        return self.organisation.name if self.organisation else self.organisation_name


WAITING = (OfferStatus.NEW, OfferStatus.IN_WORK)


def oldest_unsent() -> datetime:
    """An offer that is not sent, and was saved last before this moment, is let go of."""
    return timezone.now() - timedelta(days=DAYS_UNSENT)


class MadeFromOfferError(ValidationError, PermissionDenied):
    """A page would have been copied although it came from an offer.

    It is of both kinds so that each way of copying, ours or not, knows how to refuse.
    """

    def __init__(self, title: str) -> None:
        words = NOT_COPIED.format(title=title)
        super().__init__({NON_FIELD_ERRORS: [words]})
        self.args = (words,)


def refuse_to_copy_what_was_offered(page: models.Model, title: str) -> None:
    """The offer knows one page. A copy, or an alias, could go out after the offer is taken back."""
    if page.pk is not None and Offer.objects.filter(page=page.pk).exists():
        raise MadeFromOfferError(title)
