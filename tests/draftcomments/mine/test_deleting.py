"""Deleting a comment."""

import pytest
from django.test import Client

from draftcomments.enums import RoundStatus, State
from draftcomments.models import Contributor, Item
from tests.draftcomments.mine.own import address, words
from tests.draftcomments.visits import Visitor

pytestmark = pytest.mark.django_db


def test_a_comment_is_deleted_only_after_a_question(
    client: Client, person: Contributor, item: Item
) -> None:
    asked = client.get(address(person, item, "delete/"))
    assert "There are no buses." in words(asked)
    assert Item.objects.alive().count() == 1
    answer = client.post(address(person, item, "delete/"))
    assert answer.status_code == 303
    after = words(client.get(answer["Location"]))
    assert "Your comment is deleted." in after
    assert "There are no buses." not in after
    item.refresh_from_db()
    assert (item.words, item.contributor) == ("", None)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("status", [RoundStatus.CLOSED, RoundStatus.ARCHIVED])
def test_a_comment_can_be_deleted_whatever_has_become_of_it(
    client: Client, person: Contributor, item: Item, state: str, status: str
) -> None:
    Item.objects.update(state=state)
    type(person.round).objects.update(status=status)
    assert client.post(address(person, item, "delete/")).status_code == 303
    assert not Item.objects.alive().exists()


def test_deleting_needs_a_form_of_ours(client: Client, person: Contributor, item: Item) -> None:
    visitor = Visitor()
    visitor.cookies = client.cookies
    assert visitor.post(address(person, item, "delete/")).status_code == 403
    assert Item.objects.alive().count() == 1
