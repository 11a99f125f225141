"""Taking words and contact details away: for one comment, for one person, or when their time is up.

An erased comment leaves a row to be counted: where it stood and how far it had come, without words
and without a person.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from draftcomments.enums import EventAction, Language
from draftcomments.models import (
    AccessLink,
    ConsentEvent,
    Contributor,
    ContributorContact,
    Item,
    ItemEvent,
    Outcome,
)

# Each in a transaction of its own: a run that is stopped half-way has done what it has done.
ERASED_AT_ONCE = 200


@dataclass(frozen=True)
class Pruned:
    """How much is due to go, or is gone, by the number of its round."""

    contacts: Counter[int]
    comments: Counter[int]
    links: Counter[int]

    @property
    def rounds(self) -> list[int]:
        return sorted({*self.contacts, *self.comments, *self.links})


def erase_item(*, item: Item, user: User | None = None) -> None:
    """Erase one comment, for good. Whoever asks again changes nothing."""
    erase(numbers=[item.pk], user=user)


@transaction.atomic
def withdraw_everything(*, contributor: Contributor, user: User | None = None) -> None:
    """Take a person out of a round: no words, no contact details, no link, "no" to everything.

    What is kept is that somebody was asked, and how many comments there were; and who did it, where
    somebody of the staff did it for them.
    """
    # Waits for a comment that is being stored now: it is erased with the others.
    person = Contributor.objects.select_for_update().get(pk=contributor.pk)
    now = timezone.now()
    erase(numbers=person.items.alive().values_list("pk", flat=True), user=user)
    ContributorContact.objects.filter(contributor=person).delete()
    person.links.filter(revoked_at__isnull=True).update(revoked_at=now)
    if person.withdrawn_at is None:
        last = person.consents.last()
        ConsentEvent.objects.create(
            contributor=person,
            notice_version=last.notice_version if last else 0,
            store_and_use=False,
            recorded_by=user,
        )
        person.withdrawn_at = now
    person.language, person.background = Language.ENGLISH, ""
    person.save(update_fields=["withdrawn_at", "language", "background"])


def prune(*, today: date, dry_run: bool) -> Pruned:
    """Erase what has been kept for as long as was promised; with `dry_run`, only count it."""
    contacts, comments, links = contacts_due(today), comments_due(today), links_due(today)
    pruned = Pruned(
        contacts=by_round(contacts, "contributor__round_id"),
        comments=by_round(comments, "round_id"),
        links=by_round(links, "contributor__round_id"),
    )
    if not dry_run:
        contacts.delete()
        while numbers := list(comments.values_list("pk", flat=True)[:ERASED_AT_ONCE]):
            erase(numbers=numbers)
        profiles_due(today).update(language=Language.ENGLISH, background="")
        links.delete()
    return pruned


def by_round(rows: QuerySet, path: str) -> Counter[int]:
    return Counter(rows.values_list(path, flat=True))


def contacts_due(today: date) -> QuerySet[ContributorContact]:
    due = Q(contributor__round__delete_contacts_on__lte=today)
    return ContributorContact.objects.filter(due | Q(contributor__withdrawn_at__isnull=False))


def comments_due(today: date) -> QuerySet[Item]:
    due = Q(round__delete_words_on__lte=today) | Q(contributor__withdrawn_at__isnull=False)
    alive: QuerySet[Item] = Item.objects.alive().filter(due)
    return alive


def profiles_due(today: date) -> QuerySet[Contributor]:
    """People whose words have gone: what they told of themselves goes with them."""
    return Contributor.objects.filter(round__delete_words_on__lte=today)


def links_due(today: date) -> QuerySet[AccessLink]:
    """Links that open nothing. Until the words go, each still says kindly that it has ended."""
    used_up = Q(revoked_at__isnull=False) | Q(expires_on__lt=today)
    links: QuerySet[AccessLink] = AccessLink.objects.filter(
        used_up, contributor__round__delete_words_on__lte=today
    )
    return links


@transaction.atomic
def erase(*, numbers: Iterable[int], user: User | None = None) -> None:
    """Erase the comments with these numbers, and take them out of every quote.

    The version goes up, so that nobody can put words back who had them on the screen.
    """
    locked = Item.objects.alive().filter(pk__in=list(numbers)).select_for_update()
    erased = list(locked.values_list("pk", flat=True))
    Item.objects.filter(pk__in=erased).update(
        contributor=None,
        words="",
        shared_words="",
        quote="",
        kind="",
        language=Language.ENGLISH,
        version=F("version") + 1,
        erased_at=timezone.now(),
    )
    Outcome.quoted.through.objects.filter(item_id__in=erased).delete()
    ItemEvent.objects.bulk_create(
        ItemEvent(item_id=number, actor=user, action=EventAction.ERASED) for number in erased
    )
