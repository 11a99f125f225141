"""Keeping the action plan: adding a row, changing it, putting rows in order, deleting one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from selfcheck.actions.answers import mark_saved
from selfcheck.merging import Conflict, merge, read_seen, seen_of
from selfcheck.models import MOST_ACTIONS, Action, SelfCheck

FIELDS = (
    "what",
    "why",
    "owner",
    "due_on",
    "progress",
    "measure_id",
    "how_we_will_know",
    "sub_phase_id",
)
Row = Mapping[str, Any]


class PlanIsFullError(Exception):
    """The plan has as many rows as it may have."""


class ActionIsThereError(Exception):
    """The plan has the same action already, from another form."""


class RowHasChangedError(Exception):
    """Somebody changed a row since it was shown."""


def lock(self_check: SelfCheck) -> SelfCheck:
    """The check, until the end of the transaction. Raises `SelfCheck.DoesNotExist` once deleted."""
    return SelfCheck.objects.select_for_update().get(pk=self_check.pk)


@transaction.atomic
def add_action(*, self_check: SelfCheck, key: str, row: Row) -> Action:
    """Add a row at the end, once for each key: the row that the key has made is returned as it is.

    Raises `ActionIsThereError` where another form has added the same, and `PlanIsFullError` where
    there is no room.
    """
    kept = lock(self_check)
    there = kept.actions.filter(key=key).first()
    if there:
        return there
    if has_the_same(kept, row):
        raise ActionIsThereError
    if kept.actions.count() >= MOST_ACTIONS:
        raise PlanIsFullError
    last = kept.actions.aggregate(last=Max("position"))["last"] or 0
    action = Action.objects.create(self_check=kept, key=key, position=last + 1, **row)
    mark_saved(kept)
    return action


def has_the_same(self_check: SelfCheck, row: Row) -> bool:
    """Whether the plan holds a row with the same action, part, owner and date."""
    same = {name: row[name] for name in ("what", "sub_phase_id", "owner", "due_on")}
    return self_check.actions.filter(**same).exists()


@transaction.atomic
def change_action(
    *, self_check: SelfCheck, pk: int, row: Row, seen: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """Write what was changed since the row was shown; return what two people changed at once.

    Raises `Action.DoesNotExist` where the row is gone.
    """
    kept = lock(self_check)
    action = kept.actions.get(pk=pk)
    posted = {field: text_of(value) for field, value in row.items()}
    merged = merge(stored=texts_of(action), posted=posted, seen=seen)
    for field in merged.writes:
        setattr(action, field, row[field])
    if merged.writes:
        action.save()
        mark_saved(kept)
    return merged.conflicts


@transaction.atomic
def put_before(*, self_check: SelfCheck, pk: int, other: int) -> None:
    """Put a row before another one. Done already, or one of them gone: nothing happens."""
    kept = lock(self_check)
    order = list(kept.actions.values_list("pk", flat=True))
    if pk not in order or other not in order or order.index(pk) <= order.index(other):
        return
    order.remove(pk)
    order.insert(order.index(other), pk)
    rows = [Action(pk=each, position=place) for place, each in enumerate(order, start=1)]
    Action.objects.bulk_update(rows, ["position"])
    mark_saved(kept)


@transaction.atomic
def delete_action(*, self_check: SelfCheck, pk: int, seen: Mapping[str, str]) -> None:
    """Delete a row as it was shown. It is no error when it is gone already.

    Raises `RowHasChangedError` where somebody has changed it since.
    """
    kept = lock(self_check)
    action = kept.actions.filter(pk=pk).first()
    if action is None:
        return
    if read_seen(seen_of(texts_of(action))) != seen:
        raise RowHasChangedError
    action.delete()
    mark_saved(kept)


def texts_of(action: Action) -> dict[str, str]:
    """A row as texts, to compare with what a form showed and sent."""
    return {field: text_of(getattr(action, field)) for field in FIELDS}


def text_of(value: object) -> str:
    return "" if value is None else str(value)
