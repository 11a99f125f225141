"""Starting, describing, sharing and deleting a check."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from content.keys import hash_of, new_token
from selfcheck.actions.answers import (
    Said,
    Saved,
    count_if_finished,
    mark_saved,
    save_answers,
)
from selfcheck.actions.teams import end_teams
from selfcheck.enums import Route
from selfcheck.links import LAST_TURN, Purpose, link_of
from selfcheck.merging import merge
from selfcheck.models import SelfCheck
from selfcheck.querysets import SelfCheckQuerySet

DESCRIPTION = ("lens", "reach", "route")


@transaction.atomic
def start_self_check(*, route: str = Route.QUICK, said: Sequence[Said] = ()) -> str:
    """Start a check and return its token. Only the hash is stored: a lost link is lost."""
    token = new_token()
    self_check = SelfCheck.objects.create(token_hash=hash_of(token), route=route)
    save_answers(self_check=self_check, said=said)
    return token


@transaction.atomic
def describe_self_check(
    *, self_check: SelfCheck, described: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> Saved:
    """Keep the kind of work that the answers are about, and how much to ask.

    `described` has any of lens, reach and route; what it leaves out stays. `seen` is as in
    `save_answers`: what somebody else changed meanwhile is not written over.
    """
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    last_saved = kept.saved_at
    merged = merge(stored=description_of(kept), posted=described, seen=seen)
    for field, value in merged.writes.items():
        setattr(kept, field, value)
    if merged.writes:
        mark_saved(kept)
        count_if_finished(kept)
    return Saved(last_saved, merged.conflicts)


def description_of(self_check: SelfCheck) -> dict[str, str]:
    """What a check is about, by the names of a form's fields."""
    return {field: getattr(self_check, field) for field in DESCRIPTION}


@transaction.atomic
def make_view_link(*, self_check: SelfCheck, token: str, turn: str) -> None:
    """Make a link that only shows the answers. The one before it, if any, stops working.

    `turn` is the number of links that there had been when somebody asked: asked twice, it makes one.
    """
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    if turn != str(kept.view_turn) or kept.view_turn >= LAST_TURN:
        return
    kept.view_turn += 1
    kept.view_hash = hash_of(link_of(token, Purpose.VIEW, kept.view_turn))
    kept.save(update_fields=["view_turn", "view_hash"])


@transaction.atomic
def stop_view_link(*, self_check: SelfCheck) -> None:
    """Let the view-only link open nothing any more."""
    SelfCheck.objects.filter(pk=self_check.pk).update(view_hash="")


@transaction.atomic
def delete_self_check(*, token: str) -> None:
    """Delete a check with its answers. It is no error when there is nothing left to delete."""
    delete_checks(SelfCheck.objects.filter(token_hash=hash_of(token)))


@transaction.atomic
def delete_expired(*, today: date) -> int:
    """Delete the checks that had expired by a day, with their answers; how many there were."""
    return delete_checks(SelfCheck.objects.expired(today))


def delete_checks(checks: SelfCheckQuerySet) -> int:
    """Delete checks, in a transaction; how many there were.

    Their rows are locked first, so that nobody can save an answer or open a team meanwhile. A team
    ends with its agreed sheet. Its members keep theirs, without the name they had chosen for that
    team.
    """
    locked = checks.select_for_update().order_by("pk")
    chosen = SelfCheck.objects.filter(pk__in=list(locked.values_list("pk", flat=True)))
    end_teams(agreed=chosen)
    _, counts = chosen.delete()
    return counts.get(SelfCheck._meta.label, 0)
