"""The strategies, plans and duties that the framework has to fit with."""

from django.db import models

from framework.enums import StrategyKind, StrategyStatus
from framework.models.framework import SubPhase

STATUS_KINDS: dict[str, str] = {
    StrategyStatus.IN_FORCE: "good",
    StrategyStatus.CHANGING: "changing",
    StrategyStatus.PAUSED: "paused",
}


class Strategy(models.Model):
    """A strategy with its owner and status: owners and plans are changing."""

    identifier = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=StrategyKind)
    applies_to = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=StrategyStatus)
    status_reason = models.TextField(blank=True)
    review_on = models.DateField(help_text="When we check this entry again.")
    address = models.URLField(max_length=500, blank=True)
    publisher = models.CharField(
        max_length=120, blank=True, help_text="Whose page the address leads to."
    )
    account = models.TextField(help_text="What it asks for, in our plain words.")

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "strategies"

    def __str__(self) -> str:
        return self.name

    @property
    def status_kind(self) -> str:
        """The kind of tag that shows the status, as `components/status_tag.html` names it."""
        return STATUS_KINDS.get(self.status, "none")


class StrategyElement(models.Model):
    """A part of a strategy that can be pointed at, such as one clinical area."""

    identifier = models.SlugField(max_length=120, unique=True)
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="elements")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    checked = models.BooleanField(
        default=True, help_text="Untick until someone has read it on the owner's own page."
    )

    class Meta:
        ordering = ["strategy__position", "position"]

    def __str__(self) -> str:
        return self.name


class StrategyLink(models.Model):
    """A part of the framework that serves a part of a strategy, in this site's own reading."""

    sub_phase = models.ForeignKey(SubPhase, on_delete=models.CASCADE, related_name="strategy_links")
    element = models.ForeignKey(
        StrategyElement, on_delete=models.CASCADE, related_name="sub_phase_links"
    )
    why = models.CharField(max_length=300, help_text="How the one serves the other.")

    class Meta:
        ordering = ["element__strategy__position", "element__position", "sub_phase__identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_phase", "element"], name="one_link_for_each_part_and_element"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sub_phase_id} serves {self.element_id}"
