"""Self-checks, kept under a secret link, and the teams that several of them belong to."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from framework.enums import Lens, Reach
from selfcheck.enums import Route
from selfcheck.querysets import SelfCheckQuerySet
from selfcheck.retention import thirteen_months_after

LONGEST_NAME = 60
LOADED = 2  # the version of a check that a file has made: something is saved in it


def expiry_of_a_new_check() -> date:
    return thirteen_months_after(timezone.localdate())


class SelfCheck(models.Model):
    """One sheet of answers. Holds no network address and no session, and no name but a chosen one.

    `before` is what the last round said, kept here so that it outlives that round: see
    `selfcheck.rounds`. It is null in a first round.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    view_hash = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="Of the view-only link, if any.",
    )
    view_turn = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Counts the view-only links that there have been.",
    )
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(default=expiry_of_a_new_check, db_index=True)
    route = models.CharField(
        max_length=8, choices=Route, default=Route.QUICK, db_default=Route.QUICK
    )
    lens = models.CharField("level of work", max_length=12, choices=Lens, blank=True)
    reach = models.CharField("how wide the work goes", max_length=14, choices=Reach, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts the saves that changed it.")
    finished = models.BooleanField(
        default=False, db_default=False, help_text="Counted as finished, once."
    )
    before = models.JSONField(null=True, blank=True)
    team = models.ForeignKey(
        "selfcheck.Team", on_delete=models.SET_NULL, null=True, blank=True, related_name="sheets"
    )
    display_name = models.CharField(
        max_length=LONGEST_NAME,
        blank=True,
        default="",
        db_default="",
        help_text="A role or name of the person's choice.",
    )
    shows_name = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Agrees that the team sees who gave these answers.",
    )

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["view_hash"],
                condition=~Q(view_hash=""),
                name="view_only_links_are_unique",
            )
        ]

    def __str__(self) -> str:
        return "A self-check"

    @property
    def is_new_round(self) -> bool:
        """It was started from last time, and nothing has been saved in it yet."""
        return self.before is not None and self.version == 1

    @property
    def is_just_loaded(self) -> bool:
        """It was made from a file, and nothing has been saved in it since: see `load_answers`."""
        return self.version == LOADED and self.saved_at == self.created_at


class Team(models.Model):
    """Several sheets about the same work, and one sheet of what was agreed.

    Whoever holds the link of `agreed` is the coordinator. Deleting that sheet ends the team; the
    members keep theirs.
    """

    agreed = models.OneToOneField(
        SelfCheck, on_delete=models.CASCADE, related_name="coordinates", primary_key=True
    )
    label = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Shown to who joins.")
    join_hash = models.CharField(max_length=64, unique=True, editable=False)
    join_turn = models.PositiveSmallIntegerField(default=1, editable=False)
    open = models.BooleanField(default=True, help_text="People can still join.")

    def __str__(self) -> str:
        return "A team"
