"""A round that is closed and archived while somebody sends something. Needs PostgreSQL."""

from collections.abc import Iterator

import pytest

from draftcomments.actions.helping import Heard, enter_comments
from draftcomments.actions.items import NotOpenError, change_comment, send_comment
from draftcomments.actions.rounds import UnansweredError, archive_round, close_round
from draftcomments.enums import RoundStatus, Source, State
from draftcomments.models import ConsentEvent, Contributor, Item, ItemEvent, Round
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory, RoundFactory
from tests.racing import alone, one_then_other, seen_by_all

DONE, REFUSED = 303, 409
KEY = "k" * 43


@pytest.fixture(autouse=True)
def person(db: None) -> Iterator[None]:
    """Somebody in an open round; afterwards nobody sees anything of it."""
    with seen_by_all(begin, ItemEvent, Item, ConsentEvent, Contributor, Round):
        yield


def begin() -> None:
    """Without a page, and without what would be written about it into other tables."""
    ContributorFactory(round=RoundFactory(page=None, page_title="A draft", content=None))


def send() -> int:
    values = {"section_key": "summary", "words": "Buses.", "submit_key": KEY}
    try:
        send_comment(contributor=Contributor.objects.get(), **values)
    except NotOpenError:
        return REFUSED
    return DONE


def set_aside() -> None:
    ItemFactory(contributor=Contributor.objects.get(), state=State.SET_ASIDE, words="Buses.")


def change() -> int:
    item = Item.objects.select_related("contributor").get()
    try:
        change_comment(item=item, words="Trains.", kind="", quote="", seen_version=1)
    except NotOpenError:
        return REFUSED
    return DONE


def type_in() -> int:
    enter_comments(
        round=Round.objects.get(),
        contributor=Contributor.objects.get(),
        asked=None,
        heard=[Heard(row=0, section_key="summary", words="Said on the phone.")],
        source=Source.PHONE,
        key=KEY,
        user=None,
    )
    return DONE


def put_away() -> int:
    """Close and archive, as one does it who has nothing left to answer."""
    user = UserFactory.build()
    round = close_round(round=Round.objects.get(), user=user)
    try:
        archive_round(round=round, user=user)
    except UnansweredError:
        return REFUSED
    return DONE


def test_a_round_is_not_archived_over_what_is_being_sent() -> None:
    assert one_then_other(send, put_away) == (DONE, REFUSED)
    assert Round.objects.get().status == RoundStatus.CLOSED
    assert Item.objects.unanswered().count() == 1


def test_nothing_is_stored_in_a_round_that_was_just_archived() -> None:
    assert one_then_other(put_away, send) == (DONE, REFUSED)
    assert Round.objects.get().status == RoundStatus.ARCHIVED
    assert not Item.objects.exists()


def test_a_round_is_not_archived_over_what_is_being_changed() -> None:
    alone(set_aside)
    assert one_then_other(change, put_away) == (DONE, REFUSED)
    assert Item.objects.get().words == "Trains."
    assert Round.objects.get().status == RoundStatus.CLOSED


def test_nothing_is_changed_in_a_round_that_was_just_archived() -> None:
    alone(set_aside)
    assert one_then_other(put_away, change) == (DONE, REFUSED)
    assert Item.objects.get().words == "Buses."


def test_who_sends_while_a_helper_types_in_for_them_keeps_both() -> None:
    assert one_then_other(send, type_in) == (DONE, DONE)
    assert Item.objects.count() == 2
