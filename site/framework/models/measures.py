"""Outcome measures: what would show that a part of the framework is working."""

from django.db import models

from framework.enums import Rung
from framework.models.framework import SubPhase


class Measure(models.Model):
    """Something that can be counted or asked, and what it can and cannot show.

    `rung` is its place on the ladder from reaching people to closing a gap: see `Rung`.
    """

    identifier = models.SlugField(max_length=80, unique=True, help_text="Lasting.")
    rung = models.CharField(max_length=20, choices=Rung)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    shows = models.TextField(help_text="What it is, and what it can show.")
    limits = models.TextField(blank=True, help_text="What it cannot show.")
    sub_phases = models.ManyToManyField(SubPhase, blank=True, related_name="measures")
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
