"""How many comments wait, for whom, and how long answers take. Numbers only, never words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Count

from accounts.models import User
from draftcomments.enums import State
from draftcomments.models import Item, Round
from draftcomments.permissions import can_moderate, rounds_for
from draftcomments.querysets import ItemQuerySet


@dataclass(frozen=True)
class Figures:
    """What a user has to do, and how it goes.

    - `to_check` - none where it is not theirs to know
    - `median_days` - from a comment to its answer; none before the first answer
    """

    to_check: int | None
    to_answer: int
    overdue: int
    median_days: int | None


@dataclass(frozen=True)
class Waiting:
    """A round with the title of its page, and how many of its comments wait."""

    round_id: int
    page_title: str
    number: int


def readable_items(user: User) -> ItemQuerySet | None:
    """Whatever a user is told numbers of; none for somebody with no part in it."""
    if can_moderate(user):
        return Item.objects.all()
    rounds = readable_rounds(user)
    return Item.objects.in_rounds(rounds) if rounds else None


def figures_of(items: ItemQuerySet, *, moderates: bool) -> Figures:
    return Figures(
        to_check=items.waiting().count() if moderates else None,
        to_answer=items.to_answer().count(),
        overdue=late_of(items, moderates=moderates).count(),
        median_days=whole_median(days for _, days in days_to_answer(items)),
    )


def first_rounds(items: ItemQuerySet, most: int) -> list[Waiting]:
    """The rounds that most of some items are of, the largest first."""
    counted = items.order_by().values_list("round_id", "round__page_title")
    largest = counted.annotate(number=Count("pk")).order_by("-number", "round_id")
    return [Waiting(*row) for row in largest[:most]]


def late_of(items: ItemQuerySet, *, moderates: bool) -> ItemQuerySet:
    """Those of some items whose answer is late. What is not shared counts for moderators only."""
    return (items.unanswered() if moderates else items.to_answer()).overdue()


def readable_rounds(user: User) -> list[int]:
    """The numbers of the rounds whose shared comments a user may read."""
    rounds = Round.objects.light().select_related("page").filter(opened_at__isnull=False)
    return [round.pk for round in rounds_for(user, rounds)]


def days_to_answer(items: ItemQuerySet) -> list[tuple[int, int]]:
    """The round of each answered item, with the days from the comment to its first answer."""
    answered = items.alive().filter(state=State.ANSWERED).with_reply()
    moments = (
        answered.filter(replied_at__isnull=False)
        .order_by()
        .values_list("round_id", "created_at", "replied_at")
    )
    return [(round_id, max((reply - sent).days, 0)) for round_id, sent, reply in moments]


def medians_of(rounds: Collection[int]) -> dict[int, int]:
    """The median days to an answer, for each of some rounds that has one."""
    by_round: dict[int, list[int]] = {}
    for round_id, days in days_to_answer(Item.objects.in_rounds(rounds)):
        by_round.setdefault(round_id, []).append(days)
    return {round_id: round(median(days)) for round_id, days in by_round.items()}


def whole_median(days: Iterable[int]) -> int | None:
    """The median as a whole number of days.

    >>> whole_median([1, 2, 10]), whole_median([])
    (2, None)
    """
    known = list(days)
    return round(median(known)) if known else None
