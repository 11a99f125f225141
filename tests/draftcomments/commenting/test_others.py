"""What others said, where the round shows it."""

from typing import Any

import pytest
from django.test import Client

from draftcomments.enums import State
from draftcomments.models import Contributor, Item
from tests.draftcomments.commenting.boxes import address
from tests.draftcomments.visits import html
from tests.factories.draftcomments import ItemFactory, RoundFactory, client_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def other(person: Contributor, **values: Any) -> Item:
    made: Item = ItemFactory(
        **{
            "contributor__round": person.round,
            "contributor__consent__may_share": True,
            "state": State.CHECKED,
            **values,
        }
    )
    return made


def test_what_others_said_is_shown_only_where_the_round_says_so(
    client: Client, person: Contributor
) -> None:
    other(person, words="There are no buses.")
    assert "There are no buses." not in html(client.get(address(person)))
    type(person.round).objects.update(show_others=True)
    page = html(client.get(address(person)))
    assert "There are no buses." in page
    assert "Heron" not in page.replace(person.pseudonym, "")
    assert "There are no buses." not in html(client.get(address(person, "part/body.5a0c/")))


def test_of_others_only_checked_words_are_shown_that_they_agreed_to_share(
    client: Client, person: Contributor
) -> None:
    type(person.round).objects.update(show_others=True)
    other(person, words="SECRET not checked", state=State.RECEIVED)
    other(person, words="SECRET on hold", state=State.HELD, shared_words="SECRET on hold")
    other(person, words="SECRET set aside", state=State.SET_ASIDE, shared_words="SECRET aside")
    other(person, words="SECRET not agreed", contributor__consent__may_share=False)
    changed = other(person, words="SECRET taken back").contributor
    changed.consents.create(notice_version=1, store_and_use=True, may_share=False)
    other(person, words="SECRET as written", shared_words="As redacted.", redacted=True)
    other(person, words="SECRET round", contributor__round=RoundFactory(show_others=True))
    page = html(client.get(address(person)))
    assert "SECRET" not in page
    assert "As redacted." in page


def test_own_comments_are_not_among_those_of_others(client: Client, person: Contributor) -> None:
    type(person.round).objects.update(show_others=True)
    person.consents.create(notice_version=1, store_and_use=True, may_share=True)
    ItemFactory(contributor=person, words="My own words.", state=State.CHECKED)
    assert "My own words." not in html(client.get(address(person)))


@pytest.mark.parametrize("rest", ["part/summary/", "part/page/", "questions/", "sent/"])
def test_the_queries_of_a_page_do_not_grow_with_comments(asked: Contributor, rest: str) -> None:
    type(asked.round).objects.update(show_others=True)
    client = client_of(asked)
    ItemFactory.create_batch(3, contributor=asked)
    other(asked)
    few = queries_of(client, address(asked, rest))
    ItemFactory.create_batch(197, contributor=asked)
    other(asked)
    assert queries_of(client, address(asked, rest)) == few <= 8
