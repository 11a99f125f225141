"""The closed lists of the self-check."""

from django.db import models


class Route(models.TextChoices):
    """How much a check asks. Either can be used for any phase, at any time."""

    QUICK = "quick", "Quick: one question for each part"
    DETAILED = "detailed", "Detailed: every statement"


class AnswerKind(models.TextChoices):
    """What somebody said about a sub-phase. A note may be kept without an answer."""

    LEVEL = "level", "A level"
    NOT_SURE = "not-sure", "Not sure"
    DOES_NOT_APPLY = "does-not-apply", "Does not apply here"
    NOT_ANSWERED = "not-answered", "Not answered"


class Practice(models.TextChoices):
    """What somebody said about a statement, in the detailed route."""

    DOING = "doing", "We do this"
    IN_PART = "in-part", "In part"
    NOT_YET = "not-yet", "Not yet"
    DOES_NOT_APPLY = "does-not-apply", "Does not apply"
    NOT_SURE = "not-sure", "Not sure"


class Progress(models.TextChoices):
    """Where an action of the plan stands."""

    NOT_STARTED = "not-started", "Not started"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"
