"""Changing a comment."""

import re
from typing import Any

import html5lib
import pytest
from django.test import Client

from draftcomments.actions.erasing import erase_item
from draftcomments.enums import Language, RoundStatus, State
from draftcomments.models import LONGEST_COMMENT, Contributor, Item
from tests.draftcomments.mine.own import address, words
from tests.draftcomments.visits import Visitor, html
from tests.factories.draftcomments import OutcomeFactory, client_of
from tests.selfcheck.markup import HTML, error_pattern

pytestmark = pytest.mark.django_db


def box_in(answer: Any, name: str = "words") -> str:
    boxes = html5lib.parse(answer.content).iter(f"{HTML}textarea")
    return next(box.text or "" for box in boxes if box.get("name") == name)


def version_in(answer: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', html(answer))
    assert found
    return found[1]


def test_a_change_may_be_of_the_language_alone(
    client: Client, person: Contributor, item: Item
) -> None:
    data = {"words": item.words, "language": "cy", "version": "1"}
    assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert (item.language, item.version) == (Language.WELSH, 2)


def test_a_change_is_stored_and_checked_anew(
    client: Client, person: Contributor, item: Item
) -> None:
    page = client.get(address(person, item))
    assert box_in(page) == "There are no buses."
    data = {"words": "There are few buses.", "quote": "Ask", "version": version_in(page)}
    answer = client.post(address(person, item), data)
    assert answer.status_code == 303
    item.refresh_from_db()
    assert (item.words, item.quote, item.version) == ("There are few buses.", "Ask", 2)
    after = client.get(answer["Location"])
    assert "We have your new words." in words(after)


def test_a_double_tap_on_save_ends_well(client: Client, person: Contributor, item: Item) -> None:
    for _ in range(2):
        data = {"words": "There are few buses.", "version": "1"}
        assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert item.version == 2


def test_the_older_of_two_tabs_is_told_and_overwrites_nothing(
    client: Client, person: Contributor, item: Item
) -> None:
    older, newer = client.get(address(person, item)), client.get(address(person, item))
    client.post(address(person, item), {"words": "New.", "version": version_in(newer)})
    told = client.post(address(person, item), {"words": "Old.", "version": version_in(older)})
    assert told.status_code == 409
    assert "Which words are right?" in words(told)
    assert "What we have New." in words(told)
    assert box_in(told) == "Old."
    item.refresh_from_db()
    assert item.words == "New."
    client.post(address(person, item), {"words": box_in(told), "version": version_in(told)})
    item.refresh_from_db()
    assert item.words == "Old."


def test_a_comment_may_have_been_changed_more_often_than_anybody_would_think(
    client: Client, person: Contributor, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(version=12_345)
    data = {
        "words": "There are few buses.",
        "version": version_in(client.get(address(person, item))),
    }
    assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert (item.words, item.version) == ("There are few buses.", 12_346)


@pytest.mark.parametrize("version", ["", "x", "-1", "1e9", "99999999999999999999", "٣"])
def test_a_version_that_nobody_saw_overwrites_nothing(
    client: Client, person: Contributor, item: Item, version: str
) -> None:
    answer = client.post(address(person, item), {"words": "Other.", "version": version})
    assert answer.status_code == 409
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_to_nothing_or_too_much_keeps_everything(
    client: Client, person: Contributor, item: Item
) -> None:
    long = "x" * (LONGEST_COMMENT + 1)
    for sent in (" ", long):
        answer = client.post(address(person, item), {"words": sent, "version": "1"})
        assert answer.status_code == 422
        error_pattern(answer.content)
        assert box_in(answer) == sent
        assert version_in(answer) == "1"
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_with_a_lost_token_gives_the_words_back(
    client: Client, person: Contributor, item: Item
) -> None:
    visitor = Visitor()
    visitor.cookies = client.cookies
    data = {"words": "Typed for long.", "version": "1"}
    lost = visitor.post(address(person, item), data)
    assert (lost.status_code, box_in(lost)) == (403, "Typed for long.")
    item.refresh_from_db()
    assert item.version == 1
    assert visitor.send(address(person, item), data).status_code == 303


@pytest.mark.parametrize("sent", ["Too late.", "x" * (LONGEST_COMMENT + 1)])
def test_a_change_after_the_end_gives_the_words_back(
    client: Client, person: Contributor, item: Item, sent: str
) -> None:
    type(person.round).objects.update(status=RoundStatus.CLOSED)
    answer = client.post(address(person, item), {"words": sent, "version": "1"})
    assert answer.status_code == 409
    assert sent in html(answer)
    assert "You cannot send comments any more" in words(answer)
    away = client.get(address(person, item))
    assert (away.status_code, away["Location"]) == (303, address(person))


@pytest.mark.parametrize("strict", [True, False], ids=["lost token", "good token"])
def test_a_change_after_the_page_was_deleted_gives_the_words_back(
    person: Contributor, item: Item, strict: bool
) -> None:
    person.round.page.delete()
    client = client_of(person, enforce_csrf_checks=strict)
    answer = client.post(address(person, item), {"words": "Too late.", "version": "1"})
    assert answer.status_code == 409
    assert box_in(answer) == "Too late."
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_an_answered_comment_keeps_its_words_and_gives_the_new_ones_back(
    client: Client, person: Contributor, item: Item
) -> None:
    OutcomeFactory(round=person.round, items=[item])
    Item.objects.update(state=State.ANSWERED, shared_words=item.words)
    answer = client.post(address(person, item), {"words": "Other.", "version": "1"})
    assert answer.status_code == 409
    assert "We have answered it" in words(answer)
    assert "Other." in html(answer)
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_of_what_was_deleted_in_another_tab_gives_the_words_back(
    client: Client, person: Contributor, item: Item
) -> None:
    erase_item(item=item)
    answer = client.post(address(person, item), {"words": "New words.", "version": "1"})
    assert answer.status_code == 404
    assert "New words." in html(answer)
    item.refresh_from_db()
    assert item.words == ""
