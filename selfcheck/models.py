"""Self-checks and their answers, kept under a secret link; and the page where one starts."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from content.models import BodyPage
from framework.enums import Lens, Reach
from framework.models import Level, SubPhase
from selfcheck.enums import AnswerKind
from selfcheck.querysets import SelfCheckQuerySet
from selfcheck.retention import thirteen_months_after

LONGEST_NOTE = 1000


def expiry_of_a_new_check() -> date:
    return thirteen_months_after(timezone.localdate())


class SelfCheck(models.Model):
    """Somebody's answers. Holds no name, no network address and no session."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(default=expiry_of_a_new_check, db_index=True)
    lens = models.CharField("level of work", max_length=12, choices=Lens, blank=True)
    reach = models.CharField("how wide the work goes", max_length=14, choices=Reach, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts the saves that changed it.")

    objects = SelfCheckQuerySet.as_manager()

    def __str__(self) -> str:
        return "A self-check"


class Answer(models.Model):
    """What somebody said about one sub-phase, in the version that they read."""

    self_check = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="answers")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="+")
    sub_phase_version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=AnswerKind)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["self_check", "sub_phase"], name="one_answer_for_each_sub_phase"
            ),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.LEVEL, level__isnull=False)
                | (~Q(kind=AnswerKind.LEVEL) & Q(level__isnull=True)),
                name="a_level_only_with_kind_level",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.NOT_ANSWERED, note=""),
                name="an_answer_says_something",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("note"), LONGEST_NOTE),
                name="a_note_is_short",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SelfCheckStartPage(BodyPage):
    """Where a self-check starts: what it is for, what is stored, and one button."""

    listing_kind = "Self-check"
    template = "selfcheck/self_check_start_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[Any]] = []
