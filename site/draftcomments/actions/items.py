"""What people say about a draft: sending a comment, once for each form, and changing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content.keys import hash_of
from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.enums import EventAction, RoundStatus, Source, State
from draftcomments.models import Contributor, Item, ItemEvent, Round

MOST_IN_AN_HOUR = 20
AN_HOUR = timedelta(hours=1)
LENGTH_OF_KEY = 43
CHANGEABLE = frozenset({State.RECEIVED, State.CHECKED, State.HELD, State.SET_ASIDE})


class NotOpenError(Exception):
    """The round takes no comments now, or the person has not agreed to take part, or has left."""


class TooManyError(Exception):
    """The person has sent as many comments in an hour as one may."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__()
        self.again_at = again_at


class ChangedElsewhereError(Exception):
    """The comment is not as the person saw it. `item` is as it is now."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item


@dataclass(frozen=True)
class Sent:
    """What came of sending a comment.

    - `item` - the comment that the form has made, now or before
    - `is_new` - false where it was made before
    - `differs` - the form was sent before, with other words, or what it made was erased since
    """

    item: Item
    is_new: bool
    differs: bool = False


@transaction.atomic
def send_comment(
    *,
    contributor: Contributor,
    section_key: str,
    words: str,
    submit_key: str,
    question: int | None = None,
    kind: str = "",
    quote: str = "",
    language: str = "",
    source: str = Source.ONLINE,
    entered_by: User | None = None,
) -> Sent:
    """Store a comment, once for each `submit_key`: what the key has made is returned as it is.

    So is what somebody has just said online, word for word, from a page that they went back to.
    Without a `language` it is that of the person. Raises `NotOpenError` and, for somebody who writes
    online, `TooManyError`. What a helper typed may come in until the round is archived.
    """
    person = locked(contributor)
    said = {
        "contributor": person,
        "section_key": section_key,
        "question": question,
        "words": words,
        "kind": kind,
        "quote": quote,
    }
    if not Item.objects.filter(submit_key=submit_key).exists():
        if earlier := just_said(said, source):
            return Sent(earlier, is_new=False)
        refuse_when_too_late(person, source)
        refuse_when_too_many(person, source)
    told = {"round": person.round, "language": language or person.language, "source": source}
    item, is_new = Item.objects.get_or_create(
        submit_key=submit_key, defaults={**said, **told, "entered_by": entered_by}
    )
    differs = any(getattr(item, name) != value for name, value in said.items())
    return Sent(item, is_new, differs)


@transaction.atomic
def send_answers(
    *, contributor: Contributor, answers: Mapping[int, str], submit_key: str
) -> list[Sent]:
    """Store answers to guided questions, by their numbers, as a comment each: all, or none."""
    return [
        send_comment(
            contributor=contributor,
            section_key=WHOLE_PAGE,
            question=question,
            words=words,
            submit_key=hash_of(f"{submit_key} {question}")[:LENGTH_OF_KEY],
        )
        for question, words in answers.items()
    ]


def locked(contributor: Contributor) -> Contributor:
    """The person as they are now, with the round. Until the end they send one thing at a time.

    The round is read once the lock is there: it may have been closed and archived meanwhile.
    """
    person: Contributor = Contributor.objects.select_for_update().get(pk=contributor.pk)
    person.round = Round.objects.light().get(pk=person.round_id)
    return person


def just_said(said: Mapping[str, Any], source: str) -> Item | None:
    """The same, said online within the last hour and not erased. A browser keeps words in a form."""
    if source != Source.ONLINE:
        return None
    since = timezone.now() - AN_HOUR
    lately = Item.objects.alive().filter(source=source, created_at__gt=since, **said)
    earlier: Item | None = lately.first()
    return earlier


def refuse_when_too_late(person: Contributor, source: str) -> None:
    running = {RoundStatus.OPEN, RoundStatus.CLOSED}
    online = source == Source.ONLINE
    takes_comments = person.round.is_open if online else person.round.status in running
    if not (takes_comments and person.has_started):
        raise NotOpenError


def refuse_when_too_many(person: Contributor, source: str) -> None:
    if source != Source.ONLINE:
        return
    since = timezone.now() - AN_HOUR
    lately = person.items.filter(source=Source.ONLINE, created_at__gt=since).order_by("-created_at")
    times = list(lately.values_list("created_at", flat=True)[:MOST_IN_AN_HOUR])
    if len(times) == MOST_IN_AN_HOUR:
        raise TooManyError(times[-1] + AN_HOUR)


def can_be_changed(item: Item) -> bool:
    """Until the last day, and not once it is answered. `item` comes with its round.

    An answer also holds where a moderator has taken the comment back since: that is asked apart.
    """
    return item.round.is_open and item.state in CHANGEABLE


@transaction.atomic
def change_comment(
    *, item: Item, words: str, kind: str, quote: str, seen_version: int, language: str = ""
) -> Item:
    """Put other words in place of a comment's, and let them be checked anew.

    What is on hold stays on hold. Without a `language` it stays as it was. Sent twice, it is done
    once. Raises `Item.DoesNotExist` where the comment is gone, `ChangedElsewhereError` and
    `NotOpenError`.
    """
    if item.contributor:
        locked(item.contributor)
    rows = Item.objects.alive().select_for_update(of=("self",)).select_related("round")
    now: Item = rows.defer("round__content", "round__sections").get(pk=item.pk)
    said = {"words": words, "kind": kind, "quote": quote, "language": language or now.language}
    if all(getattr(now, name) == value for name, value in said.items()):
        return now
    if not can_be_changed(now) or now.outcomes.shown().exists():
        raise NotOpenError
    if now.version != seen_version:
        raise ChangedElsewhereError(now)
    for name, value in said.items():
        setattr(now, name, value)
    write_again(now)
    return now


def write_again(item: Item) -> None:
    """Store new words: what was shared of the old ones is shared no more."""
    item.shared_words, item.redacted, item.told_at = "", False, None
    if item.state != State.HELD:
        item.state, item.reason = State.RECEIVED, ""
    item.version += 1
    item.changed_at = timezone.now()
    item.save()
    ItemEvent.objects.create(item=item, action=EventAction.CHANGED)
