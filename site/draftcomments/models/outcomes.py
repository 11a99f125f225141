"""What came of comments, in words that the people who wrote them read."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from draftcomments.enums import Result
from draftcomments.models.items import Item
from draftcomments.models.rounds import Round
from draftcomments.querysets import OutcomeQuerySet


class Outcome(models.Model):
    """One answer to one comment or to many.

    `changed_sections` are the parts that came of it as they stood when the answer was shown: plain
    data of `draftcomments.drafts.sections.Section`, an empty list where none changed. `quoted` are the
    items whose checked words may stand on the public page, as long as their authors agree.
    """

    wagtail_reference_index_ignore = True

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="outcomes")
    items = models.ManyToManyField(Item, related_name="outcomes")
    result = models.CharField(max_length=12, choices=Result)
    you_said = models.TextField("you said")
    we_did = models.TextField("we did", blank=True)
    why = models.TextField(blank=True)
    changed_sections = models.JSONField(default=list, blank=True)
    public = models.BooleanField("show it to everybody", default=False)
    quoted = models.ManyToManyField(Item, related_name="quoted_in", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OutcomeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result=Result.CHANGED) | ~Q(why=""),
                name="only_a_change_needs_no_reason",
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(shown_at__isnull=False),
                name="people_read_it_before_the_public",
            ),
        ]

    def __str__(self) -> str:
        return self.get_result_display()


class SectionMove(models.Model):
    """A person's word that a section which is gone from its place now stands somewhere else."""

    wagtail_reference_index_ignore = True

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="moves")
    section_key = models.CharField(max_length=255)
    now_at = models.CharField(max_length=255)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["round", "section_key"], name="a_section_moves_to_one_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_key} is now at {self.now_at}"
