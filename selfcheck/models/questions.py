"""The questions of the quick route, as records that editors keep."""

from django.db import models
from django.db.models import Q

from framework.models import SubPhase

LONGEST_QUESTION = 200


class Question(models.Model):
    """The question about one sub-phase. Where a text is empty, the framework's own words are used.

    A sub-phase has one question in use at most. A retired one is kept: old answers were given to it.
    """

    identifier = models.SlugField(max_length=60, unique=True, help_text="Lasting.")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=LONGEST_QUESTION, default="Which level is closest?")
    text_strategic = models.CharField(
        "text for strategic work", max_length=LONGEST_QUESTION, blank=True
    )
    text_operational = models.CharField(
        "text for operational work", max_length=LONGEST_QUESTION, blank=True
    )
    help_text = models.TextField(blank=True)
    emerging = models.TextField("Emerging looks like", blank=True)
    developing = models.TextField("Developing looks like", blank=True)
    maturing = models.TextField("Maturing looks like", blank=True)
    thriving = models.TextField("Thriving looks like", blank=True)
    retired_on = models.DateField(
        null=True, blank=True, help_text="From this day the question is not asked any more."
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["sub_phase__phase__number", "sub_phase__letter", "identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_phase"],
                condition=Q(retired_on__isnull=True),
                name="one_question_in_use_for_each_sub_phase",
                violation_error_message="This sub-phase has a question already. Retire it first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sub_phase.identifier}: {self.text}"
