"""Starting, describing, sharing and deleting a check."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from selfcheck.actions.answers import Said, mark_saved, save_answers
from selfcheck.actions.teams import end_teams
from selfcheck.enums import Route
from selfcheck.links import Purpose, hash_of, link_of, new_token
from selfcheck.models import SelfCheck
from selfcheck.querysets import SelfCheckQuerySet

LAST_TURN = 32_767


@transaction.atomic
def start_self_check(*, route: str = Route.QUICK, said: Sequence[Said] = ()) -> str:
    """Start a check and return its token. Only the hash is stored: a lost link is lost."""
    token = new_token()
    self_check = SelfCheck.objects.create(token_hash=hash_of(token), route=route)
    save_answers(self_check=self_check, said=said)
    return token


@transaction.atomic
def describe_self_check(*, self_check: SelfCheck, lens: str, reach: str, route: str) -> None:
    """Keep the kind of work that the answers are about, and how much to ask."""
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    if (kept.lens, kept.reach, kept.route) == (lens, reach, route):
        return
    kept.lens, kept.reach, kept.route = lens, reach, route
    mark_saved(kept)


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
    """Delete checks; how many there were.

    A team ends with its agreed sheet. Its members keep theirs, without the name they had chosen for
    that team.
    """
    end_teams(agreed=checks)
    _, counts = checks.delete()
    return counts.get(SelfCheck._meta.label, 0)
