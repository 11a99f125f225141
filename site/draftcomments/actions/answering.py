"""Answers to comments: written as a draft, shown to the people who commented, and changed later.

Staff answer in their own words. A text that repeats somebody's is refused: what people wrote is
quoted on purpose, with their consent, or not at all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from draftcomments.drafts.changes import as_changed
from draftcomments.enums import EventAction, Result, State
from draftcomments.models import Item, ItemEvent, Outcome, Round
from draftcomments.permissions import can_answer, can_read_originals
from draftcomments.repeating import rows_of_words
from draftcomments.seen_values import Values, answer_values, needs_same

SHOW_ANSWER = "draftcomments.show_answer"
IN_YOUR_OWN_WORDS = "Say it in your own words. To quote somebody who agreed, use the quote box."
NEEDS_WHAT_WE_DID = frozenset({Result.CHANGED, Result.PARTLY})


class NotToAnswerError(Exception):
    """Some of the comments are not as they were seen, or do not wait for an answer any more."""


@dataclass(frozen=True)
class Answer:
    """What an answer says.

    - `changed_keys` - of the parts that came of it
    - `public` - whether everybody may read it, once it is shown
    - `quoted` - comments whose words may stand beside it then
    """

    result: str
    you_said: str
    we_did: str = ""
    why: str = ""
    changed_keys: Collection[str] = ()
    public: bool = False
    quoted: Collection[Item] = ()

    @property
    def texts(self) -> dict[str, str]:
        return {"you_said": self.you_said, "we_did": self.we_did, "why": self.why}


@transaction.atomic
def answer_items(
    *, round: Round, items: Collection[Item], user: User, answer: Answer, show: bool = False
) -> Outcome:
    """Answer one comment, or many at once: as a draft, or shown to the people who wrote them.

    `items` are as they were seen: one that has changed meanwhile, or that somebody else is
    answering, raises `NotToAnswerError`. Raises `ValidationError` with a message for each field.
    Only a shown answer can be public.
    """
    locked = as_seen(round, items)
    if Item.objects.filter(pk__in=[item.pk for item in locked]).in_drafts().exists():
        raise NotToAnswerError
    return fill(outcome=Outcome(round=round), items=items, user=user, answer=answer, show=show)


@transaction.atomic
def change_outcome(
    *,
    outcome: Outcome,
    items: Collection[Item],
    user: User,
    answer: Answer,
    show: bool = False,
    seen: str | None = None,
) -> Outcome:
    """Change an answer: a draft, which may be shown now, or one that people can already read.

    A shown one keeps its comments. With another result, people are told of it as of a new one.
    Raises `OverwritesError` when the answer is not as it was `seen`.
    """
    locked: Outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    locked.round = outcome.round
    now = answer_values(locked)
    needs_same(seen, now=now, wanted=wanted_values(now, answer, items))
    return fill(outcome=locked, items=items, user=user, answer=answer, show=show)


def wanted_values(now: Values, answer: Answer, items: Iterable[Item]) -> Values:
    """What `answer_values` of an outcome would be, once it says what is wanted."""
    is_shown = now["is_shown"]
    return {
        **answer.texts,
        "result": answer.result,
        "changed_keys": sorted(answer.changed_keys),
        "public": answer.public and is_shown,
        "quoted": sorted(item.pk for item in answer.quoted),
        "items": [] if is_shown else sorted(item.pk for item in items),
        "is_shown": is_shown,
    }


def fill(
    *, outcome: Outcome, items: Collection[Item], user: User, answer: Answer, show: bool
) -> Outcome:
    """Check and store what an answer says; show it where asked for."""
    needs_to_answer(user, outcome.round)
    was_shown = outcome.shown_at is not None
    answered = shown_items(outcome) if was_shown else as_seen(outcome.round, items)
    refuse(round=outcome.round, user=user, answer=answer, items=answered)
    if answer.result != outcome.result and was_shown:
        outcome.shown_at = timezone.now()
    outcome.result, outcome.you_said = answer.result, answer.you_said
    outcome.we_did, outcome.why = answer.we_did, answer.why
    kept = outcome.changed_sections if was_shown else ()
    outcome.changed_sections = as_changed(round=outcome.round, keys=answer.changed_keys, kept=kept)
    outcome.author = user
    outcome.public = answer.public and was_shown
    outcome.save()
    if not was_shown:
        outcome.items.set(answered)
    outcome.quoted.set(answer.quoted)
    if show and not was_shown:
        show_outcome(outcome=outcome, user=user, public=answer.public)
    elif was_shown:
        record(outcome, user, answered)
    return outcome


@transaction.atomic
def show_outcome(*, outcome: Outcome, user: User, public: bool = False) -> Outcome:
    """Let the people who commented read an answer; and everybody, with `public`.

    The parts that came of it are stored as they stand in the draft now.
    """
    needs_to_answer(user, outcome.round)
    items = as_seen(outcome.round, list(outcome.items.alive()))
    answer = stored_answer(outcome)
    refuse(round=outcome.round, user=user, answer=answer, items=items)
    outcome.changed_sections = as_changed(round=outcome.round, keys=answer.changed_keys)
    outcome.shown_at, outcome.public = timezone.now(), public
    outcome.save(update_fields=["changed_sections", "shown_at", "public"])
    numbers = [item.pk for item in items]
    Item.objects.filter(pk__in=numbers).update(state=State.ANSWERED, version=F("version") + 1)
    ItemEvent.objects.bulk_create(
        ItemEvent(item_id=number, actor=user, action=EventAction.ANSWERED) for number in numbers
    )
    record(outcome, user, items)
    return outcome


def stored_answer(outcome: Outcome) -> Answer:
    return Answer(
        result=outcome.result,
        you_said=outcome.you_said,
        we_did=outcome.we_did,
        why=outcome.why,
        changed_keys=[data["key"] for data in outcome.changed_sections],
        public=outcome.public,
        quoted=list(outcome.quoted.alive()),
    )


@transaction.atomic
def discard_draft(*, outcome: Outcome, user: User) -> None:
    """Throw away an answer that nobody has read. Its comments wait for another."""
    needs_to_answer(user, outcome.round)
    if outcome.shown_at is not None:
        raise PermissionDenied("People have read this answer. Change it instead.")
    outcome.delete()


def needs_to_answer(user: User, round: Round) -> None:
    if not can_answer(user, round):
        raise PermissionDenied("You may not answer comments of this round.")


def shown_items(outcome: Outcome) -> list[Item]:
    return list(outcome.items.alive())


def as_seen(round: Round, items: Iterable[Item]) -> list[Item]:
    """The items as they stand, locked. Raises `NotToAnswerError` when one is not as it was seen."""
    seen = {item.pk: item.version for item in items}
    if not seen:
        raise ValidationError({"items": "Choose at least one comment."})
    waiting = Item.objects.to_answer().in_rounds([round.pk]).filter(pk__in=seen)
    found = [
        item for item in waiting.defer("words").select_for_update() if item.version == seen[item.pk]
    ]
    if len(found) != len(seen):
        raise NotToAnswerError
    return found


def refuse(*, round: Round, user: User, answer: Answer, items: Collection[Item]) -> None:
    """Raise `ValidationError` for an answer that leaves something out or tells too much."""
    problems = missing_from(answer)
    if not may_be_quoted(items, answer.quoted):
        problems["quoted"] = "Quote only people who agreed to it, and whose comment you answer."
    repeating = repeating_fields(round=round, user=user, texts=answer.texts)
    problems.update(dict.fromkeys(repeating, IN_YOUR_OWN_WORDS))
    if problems:
        raise ValidationError(problems)


def missing_from(answer: Answer) -> dict[str, str]:
    problems = {}
    if answer.result not in Result.values:
        problems["result"] = "Choose what came of it."
    if not answer.you_said.strip():
        problems["you_said"] = "Say in your own words what people told you."
    if answer.result in NEEDS_WHAT_WE_DID and not answer.we_did.strip():
        problems["we_did"] = "Say what you changed."
    if answer.result != Result.CHANGED and not answer.why.strip():
        problems["why"] = "Say why. People want to know it most when the answer is no."
    return problems


def may_be_quoted(items: Collection[Item], quoted: Iterable[Item]) -> bool:
    """Whether each quoted comment is among those answered, and its author agreed."""
    asked = {item.pk for item in quoted}
    agreed = Item.objects.shared().agreed(to="may_quote").filter(pk__in=asked)
    return asked <= {item.pk for item in items} and agreed.count() == len(asked)


def repeating_fields(*, round: Round, user: User, texts: dict[str, str]) -> list[str]:
    """The fields whose text repeats somebody's words that do not stand in the draft itself.

    Asked only of words that the user may read: a refusal must not tell what else there is.
    """
    ours = {row for data in round.sections for row in rows_of_words(data["text"])}
    rows = {name: set(rows_of_words(text)) - ours for name, text in texts.items()}
    if not any(rows.values()):
        return []
    said = readable_words(round, user)
    theirs = {row for words in said for text in set(words) for row in rows_of_words(text)}
    return [name for name, own in rows.items() if own & theirs]


def readable_words(round: Round, user: User) -> Iterable[tuple[str, ...]]:
    """What was said in a round, as far as a user may read it."""
    items = Item.objects.in_rounds([round.pk])
    if can_read_originals(user):
        everything: Iterable[tuple[str, ...]] = items.alive().values_list("words", "shared_words")
        return everything
    shared: Iterable[tuple[str, ...]] = items.shared().values_list("shared_words")
    return shared


def record(outcome: Outcome, user: User, items: Iterable[Item]) -> None:
    """Say in the history of the page that comments were answered. Never with words."""
    if outcome.round.page is not None:
        readable = {State.CHECKED, State.ANSWERED}
        numbers = ", ".join(item.reference for item in items if item.state in readable)
        log(
            instance=outcome.round.page,
            action=SHOW_ANSWER,
            user=user,
            data={"feedback": numbers},
        )
