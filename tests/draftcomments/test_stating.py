"""The statement that a round ends with: who writes it, and when people can read it."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from draftcomments.actions.answering import IN_YOUR_OWN_WORDS
from draftcomments.actions.stating import HIDE_STATEMENT, SHOW_STATEMENT, save_statement
from draftcomments.enums import State
from draftcomments.models import Round
from pages.models import HomePage
from tests.draftcomments.moderators import SEEN, a_superuser, an_editor_of, in_the_admin, seen_in
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory, RoundFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
SAID = {"heard": "Buses matter.", "did": "We named buses.", "could_not": ""}
WORDS = "My neighbour Abebe cannot climb the stairs to the clinic"


@pytest.fixture
def round(home_page: HomePage) -> Round:
    return RoundFactory(page=StandardPageFactory(parent=home_page))


@pytest.fixture
def client(round: Round) -> Client:
    return in_the_admin(an_editor_of(round.page))


def address(round: Round, name: str = "statement") -> str:
    return reverse(f"draftcomments_admin:{name}", args=[round.pk])


def logged() -> list[Any]:
    entries = PageLogEntry.objects.filter(action__startswith="draftcomments").order_by("pk")
    return [(entry.action, entry.data) for entry in entries]


def test_a_statement_is_kept_and_shown_later(round: Round, client: Client) -> None:
    client.post(address(round), {**SAID, "did": ""})
    round.refresh_from_db()
    assert (round.heard, round.statement_shown_at) == ("Buses matter.", None)
    seen = seen_in(client, address(round))
    client.post(address(round), {**SAID, "show": "yes", "seen": seen})
    round.refresh_from_db()
    assert round.statement_shown_at is not None
    assert logged() == [(SHOW_STATEMENT, {"round": 1})]


def test_two_editors_do_not_overwrite_each_others_statement(round: Round, client: Client) -> None:
    seen = seen_in(client, address(round))
    save_statement(round=round, user=a_superuser(), **SAID, show=False)
    typed = {**SAID, "heard": "Trains matter.", "seen": seen}
    refused = client.post(address(round), typed)
    content = refused.content.decode()
    round.refresh_from_db()
    assert (refused.status_code, round.heard) == (409, "Buses matter.")
    assert "Trains matter.</textarea>" in content
    assert "Buses matter.</dd>" in content
    again = SEEN.search(content)
    assert again is not None
    assert client.post(address(round), {**typed, "seen": again[1]}).status_code == 302
    round.refresh_from_db()
    assert round.heard == "Trains matter."


def test_a_statement_sent_twice_is_saved_once_and_without_seen_overwrites_nothing(
    round: Round, client: Client
) -> None:
    typed = {**SAID, "show": "yes", "seen": seen_in(client, address(round))}
    assert [client.post(address(round), typed).status_code for _ in range(2)] == [302, 302]
    assert client.post(address(round), {**SAID, "heard": "Trains."}).status_code == 409
    round.refresh_from_db()
    assert round.heard == "Buses matter."


def test_a_statement_is_not_shown_half_written(round: Round, client: Client) -> None:
    response = client.post(address(round), {**SAID, "did": " ", "show": "yes"})
    assert response.status_code == 422
    assert "If nothing, say so." in response.content.decode()
    assert "Buses matter." in response.content.decode()
    round.refresh_from_db()
    assert (round.heard, round.statement_shown_at) == ("", None)


@pytest.mark.parametrize("field", ["heard", "did", "could_not"])
def test_a_statement_that_repeats_somebody_is_refused(round: Round, field: str) -> None:
    ItemFactory(contributor=ContributorFactory(round=round), words=WORDS, state=State.CHECKED)
    said = {**SAID, field: f"One told us that {WORDS.lower()}."}
    with pytest.raises(ValidationError) as error:
        save_statement(round=round, user=a_superuser(), **said, show=False)
    assert error.value.message_dict == {field: [IN_YOUR_OWN_WORDS]}


def test_a_shown_statement_changes_at_once_and_stays_whole(round: Round, client: Client) -> None:
    save_statement(round=round, user=a_superuser(), **SAID, show=True)
    shown_at = round.statement_shown_at
    seen = {"seen": seen_in(client, address(round))}
    client.post(address(round), {**SAID, "heard": "Trains matter.", **seen})
    seen = {"seen": seen_in(client, address(round))}
    assert client.post(address(round), {**SAID, "heard": "", **seen}).status_code == 422
    round.refresh_from_db()
    assert (round.heard, round.statement_shown_at) == ("Trains matter.", shown_at)


def test_a_statement_can_be_hidden_again(round: Round, client: Client) -> None:
    save_statement(round=round, user=a_superuser(), **SAID, show=True)
    assert client.get(address(round, "hide_statement")).status_code == 405
    client.post(address(round, "hide_statement"))
    round.refresh_from_db()
    assert (round.heard, round.statement_shown_at) == ("Buses matter.", None)
    assert logged()[-1] == (HIDE_STATEMENT, {"round": 1})


def test_the_page_says_what_is_unanswered_and_who_was_heard(round: Round, client: Client) -> None:
    for _ in range(5):
        person = ContributorFactory(round=round, background="carer")
        ItemFactory(contributor=person, state=State.CHECKED)
    save_statement(round=round, user=a_superuser(), **SAID, show=True)
    content = client.get(address(round)).content.decode()
    assert "5 comments still have no answer." in content
    assert "5 people, among them people who care for somebody, unpaid." in content


def test_what_is_on_hold_is_not_counted_and_a_refusal_is_said_at_the_top(
    round: Round, client: Client
) -> None:
    ItemFactory(contributor__round=round, state=State.HELD)
    assert "still ha" not in client.get(address(round)).content.decode()
    content = client.post(address(round), {"heard": "", "show": "yes"}).content.decode()
    assert "Nothing is shown yet. Something has to be put right first." in content
    assert re.search(r'<textarea name="heard"[^>]*autofocus', content)


def test_whoever_may_not_edit_the_page_states_nothing(round: Round, home_page: HomePage) -> None:
    elsewhere = StandardPageFactory(parent=home_page, slug="elsewhere")
    stranger = in_the_admin(an_editor_of(elsewhere))
    for name in ("statement", "hide_statement"):
        assert stranger.post(address(round, name), {**SAID, "show": "yes"}).status_code == 404
    with pytest.raises(PermissionDenied):
        save_statement(round=round, user=UserFactory(), **SAID, show=True)
    round.refresh_from_db()
    assert round.heard == ""


def test_without_a_page_moderators_still_state(round: Round) -> None:
    round.page.delete()
    client = in_the_admin(a_superuser())
    client.post(address(round), {**SAID, "show": "yes"})
    assert Round.objects.get(pk=round.pk).statement_shown_at is not None
