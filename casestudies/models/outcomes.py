"""What came of a case study: one record for each thing that was or was not measured."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from casestudies.enums import STILL_OPEN, Direction, MeasuredBy, OutcomeKind, OutcomeStatus
from casestudies.evidence import Figures, Reading
from casestudies.models.studies import CaseStudyPage
from casestudies.outcome_checks import problems_with_meaning, problems_with_storing
from casestudies.reporting import TIMES, is_small_base, is_small_count
from casestudies.wording import plain_unit
from framework.enums import Split
from framework.models import Measure
from framework.ticks import TicksField


def figure(label: str, help_text: str = "") -> models.DecimalField:
    """A number that was measured; exact, and empty where it is not known."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=4, null=True, blank=True, help_text=help_text
    )


class Outcome(Orderable):
    """A claim about what changed, with its numbers, dates, limits and who measured it."""

    half_finished = False

    page = ParentalKey(CaseStudyPage, on_delete=models.CASCADE, related_name="outcomes")
    statement = models.CharField(
        max_length=250, help_text="What happened, in one plain sentence. Say bad news as plainly."
    )
    kind = models.CharField(max_length=20, choices=OutcomeKind)
    status = models.CharField(max_length=20, choices=OutcomeStatus)
    measure = models.ForeignKey(
        Measure,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="measure from our library",
        help_text="Where one fits: readers are led to how it is best collected.",
    )
    indicator = models.CharField(max_length=250, help_text="What was counted.")
    definition = models.TextField(
        blank=True, help_text="How it was counted: who is in, who is out, over what time."
    )
    direction = models.CharField("direction wanted", max_length=10, choices=Direction, blank=True)
    unit = models.CharField(
        max_length=40, blank=True, help_text="Such as people, days or %. Use the plural."
    )
    baseline_value = figure("figure before")
    baseline_date = models.DateField("date before", null=True, blank=True)
    baseline_denominator = models.PositiveIntegerField("out of, before", null=True, blank=True)
    followup_value = figure("figure after")
    followup_date = models.DateField("date after", null=True, blank=True)
    followup_denominator = models.PositiveIntegerField("out of, after", null=True, blank=True)
    population = models.CharField(max_length=250, blank=True, help_text="Who was counted.")
    splits = TicksField(
        "reported apart by",
        of=Split,
        default=list,
        blank=True,
        help_text="How results were shown for different people.",
    )
    comparison = models.CharField(
        "compared with",
        max_length=250,
        blank=True,
        help_text="For a gap: the group that the gap is measured from.",
    )
    comparison_baseline = figure("the other group's figure, before")
    comparison_followup = figure("the other group's figure, after")
    source = models.CharField("source of the data", max_length=250, blank=True)
    measured_by = models.CharField(max_length=20, choices=MeasuredBy, blank=True)
    limits = models.TextField(
        "limits of the evidence", blank=True, help_text="What could make this wrong or unsure?"
    )
    suppressed = models.BooleanField(
        "small number hidden",
        default=False,
        help_text="Tick when a count is under 8, and leave the figures empty.",
    )
    community_view = models.TextField(
        blank=True, help_text="What the people concerned say about this result."
    )

    panels = [
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        MultiFieldPanel(
            [
                FieldPanel("measure"),
                FieldPanel("indicator"),
                FieldPanel("definition"),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("direction")]),
                FieldPanel("population"),
            ],
            heading="What was counted",
        ),
        MultiFieldPanel(
            [
                FieldPanel("suppressed"),
                FieldRowPanel(
                    [
                        FieldPanel("baseline_value"),
                        FieldPanel("baseline_date"),
                        FieldPanel("baseline_denominator"),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("followup_value"),
                        FieldPanel("followup_date"),
                        FieldPanel("followup_denominator"),
                    ]
                ),
            ],
            heading="Before and after",
        ),
        MultiFieldPanel(
            [
                FieldPanel("comparison"),
                FieldRowPanel(
                    [FieldPanel("comparison_baseline"), FieldPanel("comparison_followup")]
                ),
                FieldPanel("splits"),
            ],
            heading="Comparison and splits",
        ),
        MultiFieldPanel(
            [
                FieldPanel("measured_by"),
                FieldPanel("source"),
                FieldPanel("limits"),
                FieldPanel("community_view"),
            ],
            heading="How sure are we?",
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "outcome measure"
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_date__isnull=True)
                | Q(followup_date__isnull=True)
                | Q(followup_date__gte=F("baseline_date")),
                name="outcome_follow_up_is_not_before_baseline",
                violation_error_message="The date after must not be before the date before.",
            ),
            models.CheckConstraint(
                condition=(Q(baseline_value__isnull=True) & Q(comparison_baseline__isnull=True))
                | Q(baseline_date__isnull=False),
                name="outcome_baseline_figure_has_a_date",
                violation_error_message="A figure from before needs its date.",
            ),
            models.CheckConstraint(
                condition=(Q(followup_value__isnull=True) & Q(comparison_followup__isnull=True))
                | Q(followup_date__isnull=False),
                name="outcome_follow_up_figure_has_a_date",
                violation_error_message="A figure from after needs its date.",
            ),
            models.CheckConstraint(
                condition=Q(suppressed=False)
                | (Q(baseline_value__isnull=True) & Q(followup_value__isnull=True)),
                name="outcome_hidden_number_is_not_stored",
                violation_error_message=(
                    "Leave both figures empty when a small number is hidden, so that it cannot leak."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[status.value for status in STILL_OPEN])
                | Q(followup_value__isnull=True),
                name="outcome_open_status_has_no_follow_up",
                violation_error_message=(
                    "There is a figure from after, so choose another status than “Planned”"
                    " or “Not measured”."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        super().clean()
        self.unit = plain_unit(self.unit)
        problems = problems_with_storing(self)
        if self.unit[:1].isdigit():
            problems["unit"] = "Give the unit without a number, such as people, days or %."
        if not self.half_finished:
            problems = {**problems_with_meaning(self), **problems}
        if problems:
            raise ValidationError(problems)

    @property
    def has_figures(self) -> bool:
        return self.baseline_value is not None or self.followup_value is not None

    @property
    def is_hidden(self) -> bool:
        """Whether the figures must not be shown: by an editor's tick, or because they are small."""
        return self.suppressed or any(
            is_small_count(getattr(self, time.value), self.unit)
            or is_small_count(getattr(self, time.other), self.unit)
            or is_small_base(getattr(self, time.of), self.unit)
            for time in TIMES
        )

    @property
    def figures(self) -> Figures:
        """The numbers as plain values, for `casestudies.evidence`."""
        return Figures(
            unit=self.unit,
            before=reading(
                self.baseline_value,
                self.baseline_date,
                self.baseline_denominator,
                self.comparison_baseline,
            ),
            after=reading(
                self.followup_value,
                self.followup_date,
                self.followup_denominator,
                self.comparison_followup,
            ),
            hidden=self.is_hidden,
            independent=self.measured_by == MeasuredBy.INDEPENDENT,
            reported=self.status not in STILL_OPEN,
        )


def reading(
    value: Decimal | None, on: date | None, of: int | None, other: Decimal | None
) -> Reading | None:
    """A number with its date, or nothing: a number without a date cannot be shown."""
    if value is None or on is None:
        return None
    return Reading(exact(value), on, of, None if other is None else exact(other))


def exact(value: Decimal | float) -> Decimal:
    """A stored or just typed number as a Decimal."""
    return Decimal(str(value))
