"""Checking what people wrote: sharing it, redacting it, holding it back, setting it aside.

Whoever does one of these says which version they looked at. Where the person who wrote it, or another
moderator, was quicker, nothing is done. Every step leaves an event without words, and makes whoever
is next in line be told again (`notices`).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from draftcomments.enums import EventAction, Reason, State
from draftcomments.models import LONGEST_COMMENT, Item, ItemEvent
from draftcomments.permissions import can_moderate, can_read_originals

CAN_BE_SHARED = (State.RECEIVED, State.HELD, State.SET_ASIDE)
CAN_BE_REDACTED = tuple(State)
CAN_BE_HELD = (State.RECEIVED, State.CHECKED, State.ANSWERED, State.SET_ASIDE)
CAN_BE_SET_ASIDE = (State.RECEIVED, State.CHECKED, State.HELD)
CAN_BE_PUT_BACK = (State.CHECKED, State.HELD, State.SET_ASIDE)


class ChangedMeanwhileError(Exception):
    """The item is not any more as it was when somebody looked at it. Nothing was done."""


@dataclass(frozen=True)
class Checked:
    """What became of several items: shared as they are, or left because they had changed."""

    done: int
    left: int


@transaction.atomic
def check_item(
    *, item: Item, user: User, version: int, shared_words: str | None = None, reason: str = ""
) -> Item:
    """Let editors read an item: as it is, or with `shared_words` in its place, and why."""
    needs(can_read_originals, user)
    redacted = shared_words is not None
    found = as_seen(
        item=item, version=version, states=CAN_BE_REDACTED if redacted else CAN_BE_SHARED
    )
    found.redacted = redacted
    found.shared_words = found.words if shared_words is None else redaction(shared_words, reason)
    return record(
        item=found,
        user=user,
        state=State.ANSWERED if found.outcomes.shown().exists() else State.CHECKED,
        action=EventAction.REDACTED if redacted else EventAction.CHECKED,
        reason=reason if redacted else "",
    )


def check_items(*, seen: Mapping[int, int], user: User) -> Checked:
    """Let editors read several items as they are. `seen` has the version of each, by number.

    One that has changed is left, and so is one that does not wait to be checked.
    """
    needs(can_read_originals, user)
    items = Item.objects.waiting().filter(pk__in=seen)
    done = sum(checked(item=item, user=user, version=seen[item.pk]) for item in items)
    return Checked(done=done, left=len(seen) - done)


def checked(*, item: Item, user: User, version: int) -> bool:
    """Whether an item could be shared as it is."""
    try:
        check_item(item=item, user=user, version=version)
    except ChangedMeanwhileError:
        return False
    return True


@transaction.atomic
def hold_item(*, item: Item, user: User, version: int, reason: str) -> Item:
    """Keep an item back, so that only moderators know of it, while somebody looks into it."""
    needs(can_moderate, user)
    found = taken_back(item=item, version=version, states=CAN_BE_HELD, reason=reason)
    return record(item=found, user=user, state=State.HELD, action=EventAction.HELD, reason=reason)


@transaction.atomic
def set_item_aside(*, item: Item, user: User, version: int, reason: str) -> Item:
    """Share an item with nobody, and expect no answer to it. The person is told why."""
    needs(can_moderate, user)
    found = taken_back(item=item, version=version, states=CAN_BE_SET_ASIDE, reason=reason)
    action = EventAction.SET_ASIDE
    return record(item=found, user=user, state=State.SET_ASIDE, action=action, reason=reason)


@transaction.atomic
def put_back(*, item: Item, user: User, version: int) -> Item:
    """Let an item wait to be checked again, as if it had just come."""
    needs(can_moderate, user)
    found = taken_back(item=item, version=version, states=CAN_BE_PUT_BACK)
    return record(item=found, user=user, state=State.RECEIVED, action=EventAction.BACK, reason="")


def needs(may: Callable[[User], bool], user: User) -> None:
    if not may(user):
        raise PermissionDenied("You may not check comments on drafts.")


def as_seen(*, item: Item, version: int, states: Collection[State]) -> Item:
    """The item as it stands, locked. Raises `ChangedMeanwhileError`."""
    as_it_was = Item.objects.alive().filter(pk=item.pk, version=version, state__in=states)
    found: Item | None = as_it_was.select_for_update().first()
    if found is None:
        raise ChangedMeanwhileError
    return found


def taken_back(
    *, item: Item, version: int, states: Collection[State], reason: str | None = None
) -> Item:
    """The item, locked, with nothing of it shared any more. `reason` is needed where it is given."""
    if reason is not None:
        refuse_unknown(reason)
    found = as_seen(item=item, version=version, states=states)
    found.shared_words, found.redacted = "", False
    return found


def redaction(words: str, reason: str) -> str:
    """Words with something taken out, ready to be shared. Raises `ValidationError`."""
    refuse_unknown(reason)
    if not words.strip():
        raise ValidationError(
            {"shared_words": "Write what editors may read. If that is nothing, set it aside."}
        )
    if len(words) > LONGEST_COMMENT:
        raise ValidationError(
            {"shared_words": f"Write no more than {LONGEST_COMMENT:,} characters."}
        )
    return words.strip()


def refuse_unknown(reason: str) -> None:
    if reason not in Reason.values:
        raise ValidationError({"reason": "Choose a reason. The person who wrote it reads it."})


def record(*, item: Item, user: User, state: State, action: EventAction, reason: str) -> Item:
    """Save what was decided about an item, with an event that says so without words."""
    item.state, item.reason = state, reason
    item.version += 1
    item.told_at = None
    item.save(
        update_fields=["state", "reason", "shared_words", "redacted", "version", "told_at"],
    )
    ItemEvent.objects.create(item=item, actor=user, action=action, reason=reason)
    return item
