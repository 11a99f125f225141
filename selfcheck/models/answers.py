"""What somebody said: about a sub-phase as a whole, and about its statements one by one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from framework.models import Level, Statement, SubPhase
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models.checks import SelfCheck

LONGEST_NOTE = 1000


class Answer(models.Model):
    """What somebody said about one sub-phase, in the version that they read.

    `note` says what it is based on. `reason` says why this level, where it differs from what the
    statements read as, or what a team agreed.
    """

    self_check = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="answers")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="+")
    sub_phase_version = models.PositiveSmallIntegerField()
    question = models.ForeignKey(
        "selfcheck.Question", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    question_version = models.PositiveSmallIntegerField(default=1, db_default=1)
    kind = models.CharField(max_length=14, choices=AnswerKind)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    reason = models.TextField(max_length=LONGEST_NOTE, blank=True, default="", db_default="")

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
                condition=~Q(kind=AnswerKind.NOT_ANSWERED, note="", reason=""),
                name="an_answer_says_something",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("note"), LONGEST_NOTE),
                name="a_note_is_short",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("reason"), LONGEST_NOTE),
                name="a_reason_is_short",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class StatementAnswer(models.Model):
    """What somebody said about one statement, in the version that they read."""

    self_check = models.ForeignKey(
        SelfCheck, on_delete=models.CASCADE, related_name="statement_answers"
    )
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    statement_version = models.PositiveSmallIntegerField()
    practice = models.CharField(max_length=14, choices=Practice)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["self_check", "statement"], name="one_answer_for_each_statement"
            ),
        ]

    def __str__(self) -> str:
        return self.get_practice_display()
