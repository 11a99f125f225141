"""Outcome measures: what would show that a part of the framework is working."""

from django.db import models

from framework.enums import Activity, Lens, Rung, Split
from framework.models.framework import Statement, SubPhase
from framework.ticks import TicksField


class Measure(models.Model):
    """Something that can be counted or asked, and what it can and cannot show.

    `rung` is its place on the ladder from reaching people to closing a gap: see `Rung`.
    """

    identifier = models.SlugField(max_length=80, unique=True, help_text="Lasting.")
    rung = models.CharField(max_length=20, choices=Rung)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    definition = models.TextField(
        blank=True, help_text="What is counted or asked, of whom, and over what time."
    )
    shows = models.TextField(help_text="What it is, and what it can show.")
    limits = models.TextField(blank=True, help_text="What it cannot show.")
    fair_collection = models.TextField(
        "how to collect it fairly", blank=True, help_text="So that nobody is harmed or left out."
    )
    splits = TicksField(
        "least splits to show",
        of=Split,
        default=list,
        blank=True,
        help_text="How results have to be shown apart, at the least.",
    )
    small_numbers = models.TextField(
        "small-number warning", blank=True, help_text="When to hide or group figures."
    )
    lens = models.CharField(max_length=12, choices=Lens, default=Lens.BOTH)
    activities = TicksField(
        "shows what came of",
        of=Activity,
        default=list,
        blank=True,
        help_text="What somebody has done who would choose it.",
    )
    sub_phases = models.ManyToManyField(
        SubPhase, blank=True, related_name="measures", verbose_name="parts of the framework"
    )
    statements = models.ManyToManyField(Statement, blank=True, related_name="measures")
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The lasting address of the measure's page."""
        return f"/measures/{self.identifier}/"
