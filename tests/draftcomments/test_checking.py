"""What moderators do with comments, and what they cannot do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from draftcomments.actions.checking import (
    ChangedMeanwhileError,
    Checked,
    check_item,
    check_items,
    hold_item,
    put_back,
    set_item_aside,
)
from draftcomments.enums import EventAction, Reason, State
from draftcomments.models import LONGEST_COMMENT, Item
from pages.models import HomePage
from tests.draftcomments.moderators import a_moderator, a_superuser, an_editor_of
from tests.factories.draftcomments import ItemFactory, OutcomeFactory

pytestmark = pytest.mark.django_db


def events_of(item: Item) -> list[tuple[str, str]]:
    return list(item.events.values_list("action", "reason"))


def test_a_checked_comment_is_shared_as_it_is() -> None:
    item, user = ItemFactory(words="Name the buses."), a_moderator()
    check_item(item=item, user=user, version=1)
    item.refresh_from_db()
    assert (item.state, item.shared_words, item.redacted) == (
        State.CHECKED,
        "Name the buses.",
        False,
    )
    assert item.version == 2
    assert [(event.action, event.actor) for event in item.events.all()] == [
        (EventAction.CHECKED, user)
    ]


def test_a_redacted_comment_keeps_its_words_for_moderators() -> None:
    item = ItemFactory(words="Dr Shah was rude.", quote="Ask Dr Shah")
    check_item(
        item=item,
        user=a_moderator(),
        version=1,
        shared_words="[…] was rude.",
        reason=Reason.NAMES_SOMEONE,
    )
    item.refresh_from_db()
    assert (item.words, item.shared_words) == ("Dr Shah was rude.", "[…] was rude.")
    assert (item.redacted, item.reason) == (True, Reason.NAMES_SOMEONE)
    assert (item.quote, item.shared_quote) == ("Ask Dr Shah", "")
    assert events_of(item) == [(EventAction.REDACTED, Reason.NAMES_SOMEONE)]


@pytest.mark.parametrize(
    ("words", "reason", "field"),
    [
        ("Something.", "", "reason"),
        ("Something.", "because", "reason"),
        (" \n", Reason.UNKIND, "shared_words"),
        ("x" * (LONGEST_COMMENT + 1), Reason.UNKIND, "shared_words"),
    ],
)
def test_a_redaction_needs_words_and_a_known_reason(words: str, reason: str, field: str) -> None:
    item = ItemFactory()
    with pytest.raises(ValidationError) as refused:
        check_item(item=item, user=a_moderator(), version=1, shared_words=words, reason=reason)
    assert list(refused.value.message_dict) == [field]
    item.refresh_from_db()
    assert (item.state, item.version) == (State.RECEIVED, 1)


def test_a_comment_that_changed_meanwhile_is_left() -> None:
    item, user = ItemFactory(), a_moderator()
    Item.objects.filter(pk=item.pk).update(words="Other words.", version=2)
    for act in (check_item, put_back):
        with pytest.raises(ChangedMeanwhileError):
            act(item=item, user=user, version=1)
    for hold_back in (hold_item, set_item_aside):
        with pytest.raises(ChangedMeanwhileError):
            hold_back(item=item, user=user, version=1, reason=Reason.SAFETY)
    item.refresh_from_db()
    assert (item.state, item.shared_words, events_of(item)) == (State.RECEIVED, "", [])


def test_an_erased_comment_is_not_shared_by_whoever_had_it_on_the_screen() -> None:
    item = ItemFactory()
    Item.objects.filter(pk=item.pk).update(words="", contributor=None, erased_at=timezone.now())
    with pytest.raises(ChangedMeanwhileError):
        check_item(item=item, user=a_moderator(), version=1, shared_words="x", reason="unkind")


def test_nothing_of_a_comment_on_hold_is_shared() -> None:
    item = ItemFactory(state=State.CHECKED)
    hold_item(item=item, user=a_moderator(), version=1, reason=Reason.SAFETY)
    item.refresh_from_db()
    assert (item.state, item.shared_words, item.reason) == (State.HELD, "", Reason.SAFETY)
    assert not Item.objects.shared().exists()
    assert Item.objects.unanswered().exists()


def test_a_comment_is_held_or_set_aside_only_with_a_reason() -> None:
    item, user = ItemFactory(), a_moderator()
    for act in (hold_item, set_item_aside):
        with pytest.raises(ValidationError):
            act(item=item, user=user, version=1, reason="")


def test_a_comment_set_aside_waits_for_no_answer_until_it_is_put_back() -> None:
    item, user = ItemFactory(), a_moderator()
    set_item_aside(item=item, user=user, version=1, reason=Reason.OFF_TOPIC)
    assert not Item.objects.unanswered().exists()
    put_back(item=item, user=user, version=2)
    item.refresh_from_db()
    assert (item.state, item.reason, item.version) == (State.RECEIVED, "", 3)
    assert events_of(item) == [(EventAction.SET_ASIDE, Reason.OFF_TOPIC), (EventAction.BACK, "")]


def test_an_answered_comment_can_be_redacted_and_stays_answered() -> None:
    item = ItemFactory(state=State.ANSWERED)
    OutcomeFactory(round=item.round, items=[item])
    check_item(item=item, user=a_moderator(), version=1, shared_words="[…]", reason=Reason.LEGAL)
    item.refresh_from_db()
    assert (item.state, item.shared_words) == (State.ANSWERED, "[…]")


def test_an_answered_comment_from_hold_goes_back_to_answered() -> None:
    item, user = ItemFactory(state=State.ANSWERED), a_moderator()
    OutcomeFactory(round=item.round, items=[item])
    hold_item(item=item, user=user, version=1, reason=Reason.SAFETY)
    check_item(item=item, user=user, version=2)
    item.refresh_from_db()
    assert (item.state, item.shared_words) == (State.ANSWERED, item.words)


@pytest.mark.parametrize("state", [State.CHECKED, State.ANSWERED])
def test_what_is_shared_is_not_checked_again(state: State) -> None:
    item = ItemFactory(state=state, shared_words="[…]", redacted=True)
    with pytest.raises(ChangedMeanwhileError):
        check_item(item=item, user=a_moderator(), version=1)
    item.refresh_from_db()
    assert item.shared_words == "[…]"


def test_several_are_checked_and_those_that_changed_are_left() -> None:
    same, changed, checked = ItemFactory(), ItemFactory(version=2), ItemFactory(state=State.HELD)
    seen = {same.pk: 1, changed.pk: 1, checked.pk: 1, 999_999: 1}
    assert check_items(seen=seen, user=a_moderator()) == Checked(done=1, left=3)
    states = dict(Item.objects.values_list("pk", "state"))
    assert states == {
        same.pk: State.CHECKED,
        changed.pk: State.RECEIVED,
        checked.pk: State.HELD,
    }


def test_a_superuser_holds_without_reading_and_cannot_check() -> None:
    item, user = ItemFactory(), a_superuser()
    with pytest.raises(PermissionDenied):
        check_item(item=item, user=user, version=1)
    with pytest.raises(PermissionDenied):
        check_items(seen={item.pk: 1}, user=user)
    hold_item(item=item, user=user, version=1, reason=Reason.SAFETY)
    item.refresh_from_db()
    assert item.state == State.HELD


def test_an_editor_of_the_page_does_none_of_it(home_page: HomePage) -> None:
    item, user = ItemFactory(), an_editor_of(home_page)
    with pytest.raises(PermissionDenied):
        check_item(item=item, user=user, version=1)
    with pytest.raises(PermissionDenied):
        put_back(item=item, user=user, version=1)
    for act in (hold_item, set_item_aside):
        with pytest.raises(PermissionDenied):
            act(item=item, user=user, version=1, reason=Reason.SAFETY)


def test_events_and_logs_hold_no_words() -> None:
    item = ItemFactory(words="Dr Shah was rude.")
    check_item(
        item=item, user=a_moderator(), version=1, shared_words="[…]", reason=Reason.NAMES_SOMEONE
    )
    for event in item.events.values():
        assert "Shah" not in str(event)
        assert "[…]" not in str(event)
