"""The strategies, plans and duties that the framework has to fit with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from framework.enums import StrategyKind, StrategyStatus
from framework.models.framework import Statement, SubPhase
from framework.querysets import StrategyLinkQuerySet

STATUS_KINDS: dict[str, str] = {
    StrategyStatus.IN_FORCE: "good",
    StrategyStatus.CHANGING: "changing",
    StrategyStatus.PAUSED: "paused",
}


class Strategy(ClusterableModel):
    """A strategy with its owner and status: owners and plans are changing."""

    identifier = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=StrategyKind)
    applies_to = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=StrategyStatus)
    status_reason = models.TextField(blank=True)
    status_since = models.DateField(
        null=True, blank=True, help_text="When it came to have this status, where it is known."
    )
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

    @property
    def path(self) -> str:
        """The lasting address of the strategy's page."""
        return f"/strategies/{self.identifier}/"

    @property
    def is_overdue(self) -> bool:
        """Whether the day is past on which somebody was to check this entry again."""
        return self.review_on < timezone.localdate()


class StrategyElement(models.Model):
    """A part of a strategy that can be pointed at, such as one clinical area."""

    identifier = models.SlugField(max_length=120, unique=True)
    strategy = ParentalKey(Strategy, on_delete=models.CASCADE, related_name="elements")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    account = models.TextField(blank=True, help_text="What it asks for, in our plain words.")
    checked = models.BooleanField(
        default=True, help_text="Untick until someone has read it on the owner's own page."
    )

    sort_order_field = "position"

    class Meta:
        ordering = ["strategy__position", "position"]
        verbose_name = "part of a strategy"
        verbose_name_plural = "parts of strategies"

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The lasting address of the element's page. Reads the strategy."""
        return f"{self.strategy.path}{self.identifier}/"


class StrategyLink(models.Model):
    """A part of the framework that serves a part of a strategy, in this site's own reading.

    Where `statement` is set, it is that statement of the part which does.
    """

    sub_phase = models.ForeignKey(
        SubPhase,
        on_delete=models.CASCADE,
        related_name="strategy_links",
        verbose_name="part of the framework",
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="strategy_links", null=True, blank=True
    )
    element = models.ForeignKey(
        StrategyElement, on_delete=models.CASCADE, related_name="sub_phase_links"
    )
    why = models.CharField(max_length=300, help_text="How the one serves the other.")

    objects = StrategyLinkQuerySet.as_manager()

    class Meta:
        ordering = ["element__strategy__position", "element__position", "sub_phase__identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_phase", "element"],
                condition=Q(statement=None),
                name="one_link_for_each_part_and_element",
                violation_error_message="This part is linked to this element already.",
            ),
            models.UniqueConstraint(
                fields=["statement", "element"],
                name="one_link_for_each_statement_and_element",
                violation_error_message="This statement is linked to this element already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sub_phase_id} serves {self.element_id}"

    def clean(self) -> None:
        super().clean()
        if self.statement and self.statement.sub_phase_id != self.sub_phase_id:
            problem = "This statement belongs to another part. Choose that part, or leave it empty."
            raise ValidationError({"statement": problem})
