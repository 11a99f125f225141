"""Starting, describing and deleting a check."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from selfcheck.actions.answers import Said, mark_saved, save_answers
from selfcheck.enums import Route
from selfcheck.links import hash_of, new_token
from selfcheck.models import SelfCheck


@transaction.atomic
def start_self_check(
    *, route: str = Route.QUICK, said: Sequence[Said] = (), token: str | None = None
) -> str:
    """Start a check and return its token. Only the hash is stored: a lost link is lost.

    A `token` that is given was made from the key of a form: sent twice, it starts one check.
    """
    token = token or new_token()
    self_check, new = SelfCheck.objects.get_or_create(
        token_hash=hash_of(token), defaults={"route": route}
    )
    if new:
        save_answers(self_check=self_check, said=said)
    return token


@transaction.atomic
def describe_self_check(*, self_check: SelfCheck, lens: str, reach: str) -> None:
    """Keep the kind of work that the answers are about."""
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    if (kept.lens, kept.reach) == (lens, reach):
        return
    kept.lens, kept.reach = lens, reach
    mark_saved(kept)


@transaction.atomic
def delete_self_check(*, token: str) -> None:
    """Delete a check with its answers. It is no error when there is nothing left to delete."""
    SelfCheck.objects.filter(token_hash=hash_of(token)).delete()


@transaction.atomic
def delete_expired(*, today: date) -> int:
    """Delete the checks that had expired by a day, with their answers; how many there were."""
    _, counts = SelfCheck.objects.expired(today).delete()
    return counts.get(SelfCheck._meta.label, 0)
