"""Typing in what somebody said at a workshop, by phone, on paper or through an interpreter."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import User
from draftcomments.actions.items import Sent, send_comment
from draftcomments.actions.people import Choices, begin
from draftcomments.models import Contributor, Item, Round
from draftcomments.pseudonyms import new_pseudonym

PURPOSE = "draftcomments.helping"
MOST_ROWS = 30


@dataclass(frozen=True)
class Heard:
    """One comment, by the number of its row in the form."""

    row: int
    section_key: str
    words: str
    question: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Entered:
    """What came of a form.

    - `contributor` - None where all that the form had stored was erased since
    - `sent` - its comments, in its order
    - `is_new` - false where the form was sent before
    - `differs` - it was sent before, and with something else in it
    """

    contributor: Contributor | None
    sent: Sequence[Sent]
    is_new: bool
    differs: bool


@transaction.atomic
def enter_comments(
    *,
    round: Round,
    contributor: Contributor | None,
    asked: Choices | None,
    heard: Sequence[Heard],
    source: str,
    key: str,
    user: User,
) -> Entered:
    """Store what was heard from a person, who is made where `contributor` is None.

    `asked` is what they agreed to, where they were asked now. A form that is sent twice stores
    nothing twice: its `key` tells. Raises `NotOpenError`, and `NoAccessError` for somebody who has
    withdrawn.
    """
    now = Round.objects.locked(round.pk)
    before = stored_before(now, key)
    if before:
        person = next((item.contributor for item in before if item.contributor), None)
    else:
        person = contributor or new_person(now)
        if asked is not None:
            begin(contributor=person, recorded_by=user, **asked)
    sent = [store(person, each, source, key, user) for each in heard] if person else []
    other_person = bool(before and contributor and contributor != person)
    differs = other_person or any(each.differs for each in sent)
    return Entered(person, sent, is_new=not before, differs=differs)


def new_person(round: Round) -> Contributor:
    person: Contributor = round.contributors.create(pseudonym=new_pseudonym(round))
    return person


def store(person: Contributor, heard: Heard, source: str, key: str, user: User) -> Sent:
    return send_comment(
        contributor=person,
        section_key=heard.section_key,
        question=heard.question,
        words=heard.words,
        kind=heard.kind,
        submit_key=submit_key(person.round_id, key, heard.row),
        source=source,
        entered_by=user,
    )


def stored_before(round: Round, key: str) -> list[Item]:
    """What a form has stored, in the order of its rows."""
    keys = [submit_key(round.pk, key, row) for row in range(MOST_ROWS)]
    items = Item.objects.filter(submit_key__in=keys).select_related("contributor")
    return list(items.order_by("pk"))


def submit_key(round_id: int, key: str, row: int) -> str:
    """The key of one row of a form, which its comment is stored under."""
    made = salted_hmac(PURPOSE, f"{round_id}:{key}:{row}", algorithm="sha256").digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode()
