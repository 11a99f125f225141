"""The parts of the framework that a case study worked on, and how far it came in each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from casestudies.models.studies import CaseStudyPage
from casestudies.wording import months_between
from framework.models import Level, SubPhase


class CaseStudySubPhase(Orderable):
    """A part of the framework that the study worked on, with the level before and after."""

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="sub_phases")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="+")
    level_before = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    level_after = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    level_before_on = models.DateField(
        "level before, on",
        null=True,
        blank=True,
        help_text="When they were at that level, if known. It tells how long the move took.",
    )
    level_after_on = models.DateField(
        "level after, on", null=True, blank=True, help_text="When they had reached it, if known."
    )

    panels = [
        FieldPanel("sub_phase"),
        FieldRowPanel([FieldPanel("level_before"), FieldPanel("level_before_on")]),
        FieldRowPanel([FieldPanel("level_after"), FieldPanel("level_after_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "part of the framework"
        constraints = [
            models.UniqueConstraint(fields=["page", "sub_phase"], name="sub_phase_once_in_a_study"),
            models.CheckConstraint(
                condition=Q(level_before_on__isnull=True)
                | Q(level_after_on__isnull=True)
                | Q(level_after_on__gte=F("level_before_on")),
                name="level_after_is_not_before_level_before",
                violation_error_message="The later level must not have the earlier date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.sub_phase_id}"

    def clean(self) -> None:
        super().clean()
        problems = {
            day: "Choose the level that this date belongs to, or leave the date empty."
            for level, day in (
                ("level_before", "level_before_on"),
                ("level_after", "level_after_on"),
            )
            if getattr(self, day) and getattr(self, f"{level}_id") is None
        }
        if (
            self.level_before_on
            and self.level_after_on
            and self.level_after_on < self.level_before_on
        ):
            problems["level_after_on"] = "This must not be before the date of the level before."
        if problems:
            raise ValidationError(problems)

    @property
    def months_taken(self) -> int | None:
        """How many months lie between the two levels, as far as it is known.

        The dates of the levels come first. Where one is missing, the work's own dates stand in.
        Nothing unless both levels are known: then we cannot say that anything moved.
        """
        if self.level_before_id is None or self.level_after_id is None:
            return None
        return months_between(
            self.level_before_on or self.page.started, self.level_after_on or self.page.ended
        )
