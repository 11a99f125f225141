"""A round: a frozen copy of a draft, put to people for comments."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from draftcomments.enums import RoundStatus
from draftcomments.querysets import RoundQuerySet

MOST_QUESTIONS = 5
LONGEST_QUESTION = 250
IN_DANGER = (
    "If you or somebody else is in danger, call 999. For urgent health advice, call 111."
    " To talk to somebody at any time, call Samaritans free on 116 123."
)


class Round(models.Model):
    """People are asked what they think of a draft as it stood at one moment.

    `content` is the page as Wagtail serialises it, without the editors' own comments; `sections`
    the list of `draftcomments.drafts.sections.Section` made from it, as plain data. Both are written when
    the round is opened and never again: a revision would change under people's eyes with the next
    autosave.
    """

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    page_title = models.CharField(max_length=255, editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(
        max_length=10, choices=RoundStatus, default=RoundStatus.DRAFT, editable=False
    )
    content = models.JSONField(null=True, editable=False)
    sections = models.JSONField(default=list, editable=False)
    purpose = models.TextField(help_text="Why you ask, in two or three plain sentences.")
    can_change = models.TextField("what can change")
    cannot_change = models.TextField("what cannot change", blank=True)
    content_note = models.TextField(
        blank=True, help_text="What in the draft may be upsetting to read. Leave empty if nothing."
    )
    questions = models.JSONField(default=list, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    closes_on = models.DateField("last day for comments")
    reply_by = models.DateField("reply by")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        help_text="Who answers for the replies.",
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text="Who helps people to take part.",
    )
    contact_line = models.CharField(
        "whom to contact",
        max_length=250,
        help_text="How people reach a person: a role with a phone number or an e-mail address.",
    )
    support = models.TextField("where to get help", default=IN_DANGER)
    show_others = models.BooleanField(
        "show people what others said",
        default=False,
        help_text="Only comments that were checked, and only from people who agreed to it.",
    )
    heard = models.TextField("what we heard", blank=True)
    did = models.TextField("what we did", blank=True)
    could_not = models.TextField("what we could not do, and why", blank=True)
    statement_shown_at = models.DateTimeField(null=True, editable=False)
    delete_contacts_on = models.DateField(null=True, editable=False)
    delete_words_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_round_of_each_number"),
            models.CheckConstraint(
                condition=models.Q(reply_by__gte=models.F("closes_on")),
                name="replies_come_after_the_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_title}, round {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether people may comment now."""
        return self.status == RoundStatus.OPEN and timezone.localdate() <= self.closes_on

    @property
    def is_running(self) -> bool:
        """From its opening until it is archived: somebody still has something to do."""
        return self.status in {RoundStatus.OPEN, RoundStatus.CLOSED}

    @property
    def standing(self) -> str:
        """Where it stands, in words: an open round also ends by itself."""
        ended = self.status == RoundStatus.OPEN and not self.is_open
        return str(RoundStatus.CLOSED.label if ended else self.get_status_display())

    @property
    def was_opened(self) -> bool:
        """Whether there is a frozen copy that people were, or are, asked about."""
        return self.opened_at is not None

    @property
    def page_was_published(self) -> bool:
        """Whether the page has gone out since the round was opened. Needs `page`."""
        published = self.page.last_published_at if self.page else None
        return bool(published and self.opened_at and published > self.opened_at)
