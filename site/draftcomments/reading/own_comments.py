"""A person's comments as the person reads them, and those of others as anybody in the round may."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from draftcomments.access import Access
from draftcomments.actions.items import can_be_changed
from draftcomments.enums import State
from draftcomments.models import Item, Outcome, Round
from draftcomments.reading.about import question_of
from draftcomments.reading.draft_parts import names_of

MOST_OF_OTHERS = 50
GONE = "a part of the draft"


@dataclass(frozen=True)
class OwnComment:
    """One comment.

    - `about` - the part, or the question, that it is about
    - `stands` - where it stands, in a sentence or two
    - `shared_words` - what the editors read instead of `words`; "" where that is the same
    - `why_redacted` - why words were taken out
    - `why_set_aside` - why nobody reads it
    """

    item: Item
    about: str
    stands: str
    shared_words: str
    why_redacted: str
    why_set_aside: str
    can_change: bool
    is_answered: bool

    @property
    def can_come_back(self) -> bool:
        """Whether it was set aside, and other words of it would be read."""
        return self.can_change and bool(self.item.state == State.SET_ASIDE)


@dataclass(frozen=True)
class OtherComment:
    """What somebody else said, as it was checked. Nothing says who; `question` is "" for a part."""

    words: str
    question: str
    language: str


def own_items(access: Access) -> QuerySet[Any]:
    """A person's comments that are still there, newest first; `has_answer` where one is shown."""
    shown = Outcome.objects.shown().filter(items=OuterRef("pk"))
    items: QuerySet[Any] = (
        Item.objects.alive()
        .filter(contributor=access.contributor, round=access.round)
        .annotate(has_answer=Exists(shown))
    )
    return items.order_by("-created_at", "-pk")


def counts_by_part(access: Access) -> dict[str, int]:
    """How many comments of theirs each part has, by its key."""
    items = Item.objects.alive().filter(contributor=access.contributor)
    return dict(items.order_by().values_list("section_key").annotate(Count("pk")))


def own_comments(access: Access) -> list[OwnComment]:
    """All of a person's comments, in two queries."""
    names = names_of(access.round)
    return [own_comment(access, item, names) for item in own_items(access)]


def own_comment(access: Access, item: Any, names: Mapping[str, str]) -> OwnComment:
    """One of `own_items`, with the names of the parts."""
    item.round = access.round
    differs = item.redacted and bool(item.shared_words) and item.shared_words != item.words
    why, is_aside = item.get_reason_display(), item.state == State.SET_ASIDE
    return OwnComment(
        item=item,
        about=about(item, access.round, names),
        stands=stands(access, item),
        shared_words=item.shared_words if differs else "",
        why_redacted=why if differs and not is_aside else "",
        why_set_aside=why if is_aside else "",
        can_change=access.can_comment and can_be_changed(item) and not item.has_answer,
        is_answered=item.has_answer,
    )


def about(item: Item, round: Round, names: Mapping[str, str]) -> str:
    """What a comment is about, as it stands in a sentence to the person who wrote it."""
    question = question_of(item, round)
    return f"the question “{question}”" if question else names.get(item.section_key, GONE)


def stands(access: Access, item: Any) -> str:
    """Where a comment stands, for the person who wrote it."""
    if item.state == State.HELD:
        return f"We are looking at this with care. You can ask: {access.round.contact_line}"
    if item.state == State.SET_ASIDE:
        return "We have set this aside. The editors do not see it, and you get no answer to it."
    if item.has_answer:
        return "We have answered this."
    if item.state == State.RECEIVED:
        return f"We have this. A person reads it before the editors do. {reply_due(access)}"
    return f"The editors have this. {reply_due(access)}"


def reply_due(access: Access) -> str:
    """By when there is an answer, or that it is late."""
    by = access.round.reply_by
    day = date_format(by, "j F Y")
    if timezone.localdate() > by:
        return f"Our answer is late: it was due by {day}."
    return f"You can read our answer here by {day}."


def others_said(access: Access, section_key: str) -> list[OtherComment]:
    """What others in the round said about a part, where the round shows it: the newest.

    Only what was checked, and only of people whose last word is that it may be shown.
    """
    if not access.round.show_others:
        return []
    items = Item.objects.shared().agreed("may_share").filter(round=access.round)
    there = items.filter(section_key=section_key).exclude(contributor=access.contributor)
    return [other_comment(access, item) for item in there.order_by("-pk")[:MOST_OF_OTHERS]]


def other_comment(access: Access, item: Item) -> OtherComment:
    return OtherComment(
        words=item.shared_words,
        question=question_of(item, access.round),
        language=item.language,
    )
