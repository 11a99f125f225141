"""Sending comments once, and changing them without losing any."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.keys import new_token
from draftcomments.actions.erasing import erase_item
from draftcomments.actions.items import (
    MOST_IN_AN_HOUR,
    ChangedElsewhereError,
    NotOpenError,
    Sent,
    TooManyError,
    change_comment,
    send_answers,
    send_comment,
)
from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.enums import EventAction, Language, Reason, RoundStatus, Source, State
from draftcomments.models import Contributor, Item
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def send(contributor: Contributor, key: str, words: str = "Buses.", **values: object) -> Sent:
    known = {"section_key": "summary", "words": words, **values}
    return send_comment(contributor=contributor, submit_key=key, **known)


def test_a_comment_is_stored_as_it_was_said() -> None:
    person = ContributorFactory(language=Language.URDU)
    item = send(person, new_token(), kind="wrong", quote="Ask early").item
    item.refresh_from_db()
    assert (item.contributor, item.round) == (person, person.round)
    assert (item.words, item.kind, item.quote) == ("Buses.", "wrong", "Ask early")
    assert (item.language, item.state, item.source) == ("ur", State.RECEIVED, Source.ONLINE)
    assert item.shared_words == ""


def test_a_double_tap_makes_one_item() -> None:
    person, key = ContributorFactory(), new_token()
    first, second = send(person, key), send(person, key)
    assert (first.is_new, second.is_new, second.differs) == (True, False, False)
    assert first.item == second.item
    assert Item.objects.count() == 1


def test_other_words_under_the_same_key_are_not_stored_and_not_taken_for_the_first() -> None:
    person, key = ContributorFactory(), new_token()
    send(person, key)
    again = send(person, key, words="Trains.")
    assert (again.is_new, again.differs) == (False, True)
    assert [item.words for item in Item.objects.all()] == ["Buses."]


def test_a_replay_does_not_bring_back_what_was_deleted() -> None:
    person, key = ContributorFactory(), new_token()
    erase_item(item=send(person, key).item)
    again = send(person, key)
    assert again.differs
    assert not Item.objects.alive().exists()


def test_the_key_of_another_person_opens_nothing_of_theirs() -> None:
    round, key = RoundFactory(), new_token()
    send(ContributorFactory(round=round), key)
    assert send(ContributorFactory(round=round), key).differs


def test_a_replay_after_the_last_day_finds_what_was_stored() -> None:
    person, key = ContributorFactory(), new_token()
    send(person, key)
    person.round.closes_on = TODAY() - timedelta(days=1)
    person.round.save()
    assert not send(person, key).is_new


@pytest.mark.parametrize(
    "late",
    [
        {"round__closes_on": TODAY() - timedelta(days=1)},
        {"round__status": RoundStatus.CLOSED},
        {"started_at": None},
        {"withdrawn_at": timezone.now()},
    ],
    ids=["last day over", "closed by hand", "has not agreed", "has withdrawn"],
)
def test_nothing_is_stored_too_late_or_too_early(late: dict[str, object]) -> None:
    with pytest.raises(NotOpenError):
        send(ContributorFactory(**late), new_token())
    assert not Item.objects.exists()


def test_a_helper_may_type_in_a_paper_after_the_last_day() -> None:
    user = UserFactory()
    person = ContributorFactory(round__status=RoundStatus.CLOSED)
    item = send(person, new_token(), source=Source.PAPER, entered_by=user).item
    assert (item.source, item.entered_by) == ("paper", user)


def test_a_helper_may_type_nothing_into_an_archived_round() -> None:
    person = ContributorFactory(round__status=RoundStatus.ARCHIVED)
    with pytest.raises(NotOpenError):
        send(person, new_token(), source=Source.PAPER)


def test_twenty_comments_in_an_hour_are_the_most() -> None:
    person = ContributorFactory()
    first = send(person, new_token()).item
    for number in range(MOST_IN_AN_HOUR - 1):
        send(person, new_token(), words=f"Number {number}")
    with pytest.raises(TooManyError) as error:
        send(person, new_token(), words="One more.")
    assert error.value.again_at == first.created_at + timedelta(hours=1)
    assert Item.objects.count() == MOST_IN_AN_HOUR


def test_a_replay_is_no_twenty_first_comment() -> None:
    person, key = ContributorFactory(), new_token()
    send(person, key)
    ItemFactory.create_batch(MOST_IN_AN_HOUR, contributor=person)
    assert not send(person, key).is_new


def test_the_same_words_from_a_page_that_somebody_went_back_to_are_one_comment() -> None:
    person = ContributorFactory()
    first = send(person, new_token(), kind="wrong", quote="Ask early")
    ItemFactory.create_batch(MOST_IN_AN_HOUR, contributor=person)
    again = send(person, new_token(), kind="wrong", quote="Ask early")
    assert (again.item, again.is_new, again.differs) == (first.item, False, False)


@pytest.mark.parametrize(
    "values",
    [
        {"words": "Trains."},
        {"kind": "wrong"},
        {"quote": "Ask early"},
        {"section_key": "title"},
        {"question": 1},
        {"source": Source.PAPER},
    ],
    ids=lambda values: next(iter(values)),
)
def test_anything_else_said_is_another_comment(values: dict[str, object]) -> None:
    person = ContributorFactory()
    send(person, new_token())
    assert send(person, new_token(), **values).is_new


def test_the_same_words_of_somebody_else_or_later_or_once_deleted_are_another_comment() -> None:
    person = ContributorFactory()
    first = send(person, new_token()).item
    assert send(ContributorFactory(round=person.round), new_token()).is_new
    Item.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=61))
    second = send(person, new_token())
    assert second.is_new
    erase_item(item=second.item)
    assert send(person, new_token()).is_new


def test_one_comment_may_be_in_another_language_than_the_persons() -> None:
    person = ContributorFactory(language=Language.URDU)
    item = send(person, new_token(), language=Language.ENGLISH).item
    assert item.language == Language.ENGLISH
    changed = change_comment(
        item=item, words="Buses.", kind="", quote="", language="pa", seen_version=1
    )
    assert (changed.language, changed.version) == ("pa", 2)


def test_the_limit_holds_nobody_else_up_and_ends_after_an_hour() -> None:
    person = ContributorFactory()
    ItemFactory.create_batch(MOST_IN_AN_HOUR, contributor=person)
    assert send(ContributorFactory(round=person.round), new_token()).is_new
    Item.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert send(person, new_token()).is_new


def test_a_workshop_is_not_held_up_by_the_limit() -> None:
    person = ContributorFactory()
    for number in range(MOST_IN_AN_HOUR + 1):
        send(person, new_token(), words=f"Number {number}", source=Source.WORKSHOP)
    assert send(person, new_token()).is_new


def test_each_answer_is_a_comment_of_its_own_and_is_sent_once() -> None:
    person, key = ContributorFactory(), new_token()
    answers = {1: "Yes.", 3: "Not quite."}
    send_answers(contributor=person, answers=answers, submit_key=key)
    again = send_answers(contributor=person, answers=answers, submit_key=key)
    assert [sent.is_new for sent in again] == [False, False]
    stored = Item.objects.values_list("question", "words", "section_key")
    assert list(stored) == [(1, "Yes.", WHOLE_PAGE), (3, "Not quite.", WHOLE_PAGE)]


def test_answers_are_stored_all_or_not_at_all() -> None:
    person = ContributorFactory()
    ItemFactory.create_batch(MOST_IN_AN_HOUR - 1, contributor=person)
    with pytest.raises(TooManyError):
        send_answers(contributor=person, answers={1: "A", 2: "B"}, submit_key=new_token())
    assert Item.objects.count() == MOST_IN_AN_HOUR - 1


def change(item: Item, words: str = "Trains.", seen: int = 1) -> Item:
    return change_comment(item=item, words=words, kind="", quote="", seen_version=seen)


def test_changed_words_are_checked_anew_and_shared_no_more() -> None:
    item = ItemFactory(
        state=State.CHECKED, redacted=True, reason=Reason.UNKIND, told_at=timezone.now()
    )
    change(item)
    item.refresh_from_db()
    assert (item.words, item.shared_words, item.state) == ("Trains.", "", State.RECEIVED)
    assert (item.redacted, item.reason, item.version, item.told_at) == (False, "", 2, None)
    assert [event.action for event in item.events.all()] == [EventAction.CHANGED]


def test_what_is_on_hold_stays_on_hold_with_other_words() -> None:
    item = ItemFactory(state=State.HELD, reason=Reason.SAFETY)
    changed = change(item)
    assert (changed.state, changed.reason) == (State.HELD, Reason.SAFETY)


def test_the_same_change_sent_twice_is_made_once() -> None:
    item = ItemFactory()
    change(item)
    assert change(item).version == 2
    assert item.events.count() == 1


def test_a_change_of_what_was_not_seen_overwrites_nothing() -> None:
    item = ItemFactory()
    change(item, "From one tab.")
    with pytest.raises(ChangedElsewhereError) as error:
        change(item, "From the other tab.")
    assert error.value.item.words == "From one tab."
    item.refresh_from_db()
    assert (item.words, item.version) == ("From one tab.", 2)


def test_an_answered_comment_is_not_changed() -> None:
    with pytest.raises(NotOpenError):
        change(ItemFactory(state=State.ANSWERED))


def test_a_comment_with_an_answer_is_not_changed_though_it_is_on_hold_again() -> None:
    item = ItemFactory(state=State.HELD)
    OutcomeFactory(round=item.round, items=[item])
    with pytest.raises(NotOpenError):
        change(item)


def test_nothing_is_changed_after_the_last_day() -> None:
    with pytest.raises(NotOpenError):
        change(ItemFactory(contributor__round__closes_on=TODAY() - timedelta(days=1)))


def test_an_erased_comment_is_not_changed_back() -> None:
    item = ItemFactory()
    erase_item(item=item)
    with pytest.raises(Item.DoesNotExist):
        change(item)
