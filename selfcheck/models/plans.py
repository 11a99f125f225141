"""The action plan that comes out of a self-check."""

from django.db import models

from framework.models import Measure, SubPhase
from selfcheck.enums import Progress
from selfcheck.models.checks import SelfCheck

LONGEST_LINE = 300
MOST_ACTIONS = 60


class Action(models.Model):
    """One row of a plan. The owner is a role, and never a person's contact details.

    `key` is made by the server when the form is shown: the same form sent twice adds one row.
    """

    self_check = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="actions")
    key = models.CharField(max_length=43, editable=False)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=LONGEST_LINE)
    why = models.CharField(max_length=LONGEST_LINE, blank=True)
    owner = models.CharField(max_length=LONGEST_LINE, blank=True)
    due_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=12, choices=Progress, default=Progress.NOT_STARTED)
    measure = models.ForeignKey(
        Measure, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    how_we_will_know = models.CharField(max_length=LONGEST_LINE, blank=True)
    sub_phase = models.ForeignKey(
        SubPhase, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["self_check", "key"], name="one_row_for_each_form_sent")
        ]

    def __str__(self) -> str:
        return "An action"
