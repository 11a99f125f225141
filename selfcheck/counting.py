"""Counting how many checks are started and finished, by month and route. Nothing about whose."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from selfcheck.models import MonthlyCount, SelfCheck

SMALLEST_SHOWN = 8


def count_started(self_check: SelfCheck) -> None:
    """Count a check as started. Call it once: when something of it is saved for the first time."""
    count("started", self_check.route)


@transaction.atomic
def count_finished(self_check: SelfCheck) -> None:
    """Count a check as finished, the first time that every question of its route has an answer.

    Its flag is set in the same step: two who finish it at the same time are counted once.
    """
    unfinished = SelfCheck.objects.filter(pk=self_check.pk, finished=False)
    if unfinished.update(finished=True):
        self_check.finished = True
        count("finished", self_check.route)


def count(what: str, route: str) -> None:
    """Add one to a count of this month: one query, and more only for the first of a month."""
    month = timezone.localdate().replace(day=1)
    counts = MonthlyCount.objects.filter(month=month, route=route)
    if not counts.update(**{what: F(what) + 1}):
        MonthlyCount.objects.get_or_create(month=month, route=route)
        counts.update(**{what: F(what) + 1})


def in_words(number: int) -> str | int:
    """A count as it may be shown: a small one could tell who it was.

    >>> in_words(0), in_words(1), in_words(7), in_words(8)
    (0, '1 to 7', '1 to 7', 8)
    """
    return f"1 to {SMALLEST_SHOWN - 1}" if 0 < number < SMALLEST_SHOWN else number
