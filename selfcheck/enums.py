"""The closed lists of the self-check."""

from django.db import models


class AnswerKind(models.TextChoices):
    """What somebody said about a sub-phase. A note may be kept without an answer."""

    LEVEL = "level", "A level"
    NOT_SURE = "not-sure", "Not sure"
    DOES_NOT_APPLY = "does-not-apply", "Does not apply here"
    NOT_ANSWERED = "not-answered", "Not answered"
