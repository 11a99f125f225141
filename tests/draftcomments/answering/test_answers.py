"""Answers to comments: what may be said, and who may say it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry

from accounts.models import User
from draftcomments.actions.answering import (
    IN_YOUR_OWN_WORDS,
    SHOW_ANSWER,
    Answer,
    NotToAnswerError,
    change_outcome,
    show_outcome,
)
from draftcomments.enums import Result, State
from draftcomments.models import Item, Outcome, Round
from pages.models import HomePage
from tests.draftcomments.answering.said import SAID, STAIRS, answered, checked
from tests.draftcomments.drafts import draft_page
from tests.draftcomments.moderators import a_moderator, an_editor_of
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ItemFactory

pytestmark = pytest.mark.django_db


def problems(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


# What an answer does


def test_one_answer_can_serve_many_comments(round: Round, editor: User) -> None:
    items = [checked(round) for _ in range(3)]
    outcome = answered(round, editor, items)
    assert outcome.shown_at is not None
    for item in items:
        item.refresh_from_db()
        assert item.state == State.ANSWERED
        assert [event.action for event in item.events.all()] == ["answered"]
        assert item.events.get().actor == editor


def test_a_draft_answers_nothing_yet(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item], show=False, public=True)
    item.refresh_from_db()
    assert item.state == State.CHECKED
    assert (outcome.shown_at, outcome.public) == (None, False)
    show_outcome(outcome=outcome, user=editor, public=True)
    item.refresh_from_db()
    assert (item.state, outcome.public) == (State.ANSWERED, True)


def test_the_history_of_the_page_names_numbers_and_no_words(round: Round, editor: User) -> None:
    item = checked(round, words=STAIRS)
    answered(round, editor, [item])
    entry = PageLogEntry.objects.get(action=SHOW_ANSWER)
    assert entry.data == {"feedback": f"FB-{item.pk}"}
    assert entry.user == editor
    assert entry.page_id == round.page_id


@pytest.mark.parametrize("result", [each for each in Result if each != Result.CHANGED])
def test_an_outcome_not_changed_without_a_reason_is_refused(
    round: Round, editor: User, result: Result
) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], result=result, why=" ")
    assert set(problems(error)) == {"why"}
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("result", [Result.CHANGED, Result.PARTLY])
def test_a_change_says_what_was_changed(round: Round, editor: User, result: Result) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], result=result, we_did="", why="For cost.")
    assert set(problems(error)) == {"we_did"}


def test_an_answer_says_what_it_answers(round: Round, editor: User) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], you_said="", result="maybe", why="So.")
    assert set(problems(error)) == {"you_said", "result"}
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [])
    assert set(problems(error)) == {"items"}


# Whose comments may be answered


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.SET_ASIDE, State.ANSWERED])
def test_only_what_was_checked_is_answered(round: Round, editor: User, state: State) -> None:
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [checked(round, state=state)])
    assert not Outcome.objects.exists()


def test_a_comment_that_changed_meanwhile_is_not_answered(round: Round, editor: User) -> None:
    seen = checked(round)
    Item.objects.filter(pk=seen.pk).update(version=seen.version + 1)
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [seen])


def test_a_comment_of_another_round_is_not_answered(round: Round, editor: User) -> None:
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [ItemFactory(state=State.CHECKED)])


def test_a_comment_that_somebody_is_answering_is_not_answered_twice(
    round: Round, editor: User
) -> None:
    item = checked(round)
    answered(round, editor, [item], show=False)
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [item], show=False)
    assert Outcome.objects.count() == 1


def test_a_draft_whose_comment_was_deleted_is_not_shown_as_it_was(
    round: Round, editor: User
) -> None:
    item, other = checked(round), checked(round)
    outcome = answered(round, editor, [item, other], show=False)
    Item.objects.filter(pk=item.pk).update(state=State.RECEIVED)
    with pytest.raises(NotToAnswerError):
        show_outcome(outcome=outcome, user=editor)
    change_outcome(outcome=outcome, items=[other], user=editor, answer=Answer(**SAID), show=True)
    other.refresh_from_db()
    assert other.state == State.ANSWERED
    assert list(outcome.items.all()) == [other]


def test_whoever_may_not_edit_the_page_answers_nothing(round: Round) -> None:
    stranger = an_editor_of(draft_page([], HomePage.objects.get(), slug="elsewhere"))
    for attempt in (UserFactory(), stranger):
        with pytest.raises(PermissionDenied):
            answered(round, attempt, [checked(round)])


# Own words


@pytest.mark.parametrize("field", ["you_said", "we_did", "why"])
@pytest.mark.parametrize(
    ("kept_in", "who"),
    [("shared_words", an_editor_of), ("words", lambda page: a_moderator())],
)
def test_an_answer_that_repeats_somebody_is_refused(
    round: Round, field: str, kept_in: str, who: Any
) -> None:
    checked(round, **{"words": "", "shared_words": "", kept_in: STAIRS})
    editor = who(round.page)
    repeated = f"One wrote: “my neighbour ABEBE cannot climb, the stairs”. {SAID['you_said']}"
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], **{field: repeated})
    assert problems(error) == {field: [IN_YOUR_OWN_WORDS]}


@pytest.mark.parametrize("state", [State.RECEIVED, State.CHECKED, State.HELD])
def test_no_refusal_tells_an_editor_what_was_written_and_not_shared(
    round: Round, editor: User, state: State
) -> None:
    checked(round, state=state, words=STAIRS, shared_words="Somebody cannot climb […]")
    guess = f"They said: {STAIRS}"
    assert answered(round, editor, [checked(round)], you_said=guess).you_said == guess


def test_an_answer_may_repeat_the_draft_that_somebody_quoted(round: Round, editor: User) -> None:
    item = checked(round, words="Why say: Start with what people have told you.")
    we_did = "We took out “Start with what people have told you”."
    assert answered(round, editor, [item], we_did=we_did).we_did == we_did


def test_only_an_answered_comment_of_somebody_who_agreed_is_quoted(
    round: Round, editor: User
) -> None:
    agreed = checked(round, agreed={"may_quote": True})
    silent, other = checked(round), checked(round, agreed={"may_quote": True})
    for quoted in ([silent], [other], [agreed, silent]):
        with pytest.raises(ValidationError) as error:
            answered(round, editor, [agreed, silent], quoted=quoted)
        assert set(problems(error)) == {"quoted"}
    outcome = answered(round, editor, [agreed, silent], quoted=[agreed])
    assert list(outcome.quoted.all()) == [agreed]
