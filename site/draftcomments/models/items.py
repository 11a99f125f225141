"""What people said about a draft, and what was done with it."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from draftcomments.enums import EventAction, Kind, Language, Reason, Source, State
from draftcomments.models.people import Contributor
from draftcomments.models.rounds import Round
from draftcomments.querysets import ItemQuerySet

LONGEST_COMMENT = 5_000
LONGEST_QUOTE = 300


class Item(models.Model):
    """One comment.

    `words` are as they were written: only the person and moderators read them. `shared_words` are
    what editors read, written when the item is checked: the same, or redacted. `section_key` is the
    key of a section of the round ("page" for the whole page); `question` the number of a guided
    question, from 1. An erased item keeps its row, without words and without a person.
    """

    wagtail_reference_index_ignore = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    contributor = models.ForeignKey(
        Contributor, on_delete=models.SET_NULL, related_name="items", null=True
    )
    source = models.CharField(max_length=12, choices=Source, default=Source.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    section_key = models.CharField(max_length=255)
    question = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    quote = models.CharField(max_length=LONGEST_QUOTE, blank=True)
    words = models.TextField(blank=True)
    shared_words = models.TextField(blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    redacted = models.BooleanField(default=False)
    reason = models.CharField(
        max_length=20,
        choices=Reason,
        blank=True,
        help_text="Why the words were redacted, put on hold or set aside.",
    )
    submit_key = models.CharField(max_length=43, unique=True)
    version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, help_text="When moderators were last told of it.")
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("moderate_item", "Can check comments on drafts, and read them as written")]
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["round", "state"], name="items_by_round_and_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(words="", shared_words="", quote="", contributor__isnull=True),
                name="an_erased_item_holds_no_words_and_no_person",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What staff call it, in logs and messages: never its words."""
        return f"FB-{self.pk}"

    @property
    def shared_quote(self) -> str:
        """What it quotes of the draft, as editors read it: nothing once the item is redacted."""
        return "" if self.redacted else self.quote


class ItemEvent(models.Model):
    """Something that happened to an item, without words."""

    wagtail_reference_index_ignore = True

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="events")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    action = models.CharField(max_length=10, choices=EventAction)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%-d %B %Y}"
