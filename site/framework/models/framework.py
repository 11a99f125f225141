"""Phases, sub-phases, levels, statements and principles, with lasting identifiers and versions."""

from django.db import models
from django.db.models import Q

from framework.enums import Advice, Lens, Wording
from framework.models.editions import Edition
from framework.querysets import StatementQuerySet, SubPhaseQuerySet


def edition_of_the_words() -> models.ForeignKey:
    """The edition that a wording comes from; empty where the words are ours."""
    return models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )


class Phase(models.Model):
    """One of the seven phases, in the order of the published framework."""

    identifier = models.SlugField(max_length=40, unique=True, help_text="Lasting; in addresses.")
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=60)
    purpose = models.TextField(help_text="What the phase is about.")
    plain_summary = models.TextField(
        blank=True, help_text="In our own plain words. Needed where the purpose is CQC's text."
    )
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OURS)
    edition = edition_of_the_words()
    gaps = models.TextField(blank=True, help_text="What of the published text is not here yet.")
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def path(self) -> str:
        """The lasting address of the phase's page."""
        return f"/framework/{self.identifier}/"


class Level(models.Model):
    """One of the four levels, from Emerging to Thriving."""

    identifier = models.SlugField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(unique=True, help_text="1 to 4.")
    name = models.CharField(max_length=40)
    meaning = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4),
                name="levels_run_from_1_to_4",
                violation_error_message="There are four levels: choose a number from 1 to 4.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SubPhase(models.Model):
    """A lettered part of a phase. `known` is false where nobody here has read the text."""

    identifier = models.SlugField(max_length=10, unique=True, help_text='Lasting, such as "1b".')
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="sub_phases")
    letter = models.CharField(max_length=1)
    slug = models.SlugField(max_length=80, unique=True, help_text="Lasting; in addresses.")
    title = models.CharField(max_length=120, blank=True)
    topic_hint = models.CharField(
        max_length=200, blank=True, help_text="Where the title is unknown: what it may be about."
    )
    summary = models.TextField(blank=True)
    plain_summary = models.TextField(
        blank=True, help_text="In our own plain words. Needed where the summary is CQC's text."
    )
    link_to_inequalities = models.TextField("link to health inequalities", blank=True)
    activities = models.TextField("activities, skills and resources", blank=True)
    strategic_note = models.TextField(
        blank=True, help_text="What this part means in strategic work, in our words."
    )
    operational_note = models.TextField(
        blank=True, help_text="What this part means in operational work, in our words."
    )
    known = models.BooleanField(default=True)
    gaps = models.TextField(blank=True, help_text="What of the published text is not here yet.")
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OURS)
    edition = edition_of_the_words()
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    source = models.URLField(max_length=500, blank=True)

    objects = SubPhaseQuerySet.as_manager()

    class Meta:
        ordering = ["phase__number", "letter"]
        verbose_name = "sub-phase"
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "letter"], name="letters_are_unique_in_a_phase"
            ),
            models.CheckConstraint(
                condition=Q(known=False) | ~Q(title=""), name="known_sub_phases_have_a_title"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} {self.title or 'Text to be added'}"

    @property
    def worded(self) -> str:
        """The words that have a version: when they change, the old ones are kept."""
        return f"{self.title}\n{self.summary}"

    @property
    def path(self) -> str:
        """The lasting address of the sub-phase's page. Reads the phase."""
        return f"{self.phase.path}{self.slug}/"


class Statement(models.Model):
    """One action of a sub-phase at one level, in its current wording."""

    identifier = models.SlugField(max_length=60, unique=True, help_text="Lasting.")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="statements")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    strategic_text = models.TextField(
        "wording for strategic work",
        blank=True,
        help_text="In our words, where the work of a board or a whole system needs other words.",
    )
    operational_text = models.TextField(
        "wording for operational work",
        blank=True,
        help_text="In our words, where the work of a team or a place needs other words.",
    )
    advice = models.CharField(max_length=12, choices=Advice, default=Advice.KEEP)
    lens = models.CharField(max_length=12, choices=Lens, default=Lens.BOTH)
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OURS)
    edition = edition_of_the_words()
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    retired_on = models.DateField(
        null=True, blank=True, help_text="From this day it is no longer part of the framework."
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="replaces",
        null=True,
        blank=True,
        help_text="The statement that says it now, where another one does.",
    )
    source = models.URLField(max_length=500, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["sub_phase__phase__number", "sub_phase__letter", "level__number", "position"]

    def __str__(self) -> str:
        return self.text

    @property
    def worded(self) -> str:
        """The words that have a version: when they change, the old ones are kept."""
        return self.text

    @property
    def path(self) -> str:
        """The lasting address of the statement's page."""
        return f"/framework/statements/{self.identifier}/"


class FormerWording(models.Model):
    """What a sub-phase's summary or a statement said before, so that an old self-check reads on."""

    identifier = models.SlugField(max_length=60, help_text="Of the sub-phase or statement.")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    replaced_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["identifier", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["identifier", "version"], name="one_wording_for_each_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.identifier}, version {self.version}"


class Principle(models.Model):
    """A core principle of the framework."""

    identifier = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=120)
    account = models.TextField(help_text="What it means, in our words.")
    gaps = models.TextField(blank=True)
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OURS)
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
