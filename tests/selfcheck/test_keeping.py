"""Links, the file, forgetting and deleting: what people do with a check as a whole."""

from datetime import timedelta

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from framework.models import SubPhase
from selfcheck.actions.checks import delete_expired, make_view_link
from selfcheck.links import LAST_TURN, Purpose, link_of
from selfcheck.models import Answer, SelfCheck, Team
from selfcheck.views.remembering import COOKIE
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.queries import queries_of
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import HTML, ids_of, text_of

pytestmark = pytest.mark.django_db

MAKE = {"view_link": "make", "turn": "0"}


@pytest.fixture
def view_only(client: Client, home: str) -> str:
    """The address of the link for reading only."""
    client.post(f"{home}links/", MAKE)
    return f"/self-check/{link_of(TOKEN, Purpose.VIEW, 1)}/"


def value_of(content: bytes, identifier: str) -> str | None:
    fields = html5lib.parse(content).iter(f"{HTML}input")
    return next((each.get("value") for each in fields if each.get("id") == identifier), None)


def test_the_page_shows_the_link_its_code_and_the_dates(
    client: Client, home: str, self_check: SelfCheck
) -> None:
    content = client.get(f"{home}links/").content
    assert value_of(content, "secret-link") == f"http://testserver{home}"
    assert b"<title>QR code of the link</title>" in content
    words = text_of(content)
    assert "Nothing saved yet." in words
    assert f"until {self_check.expires_on:%-d %B %Y}" in words


def test_the_last_save_is_said_in_words(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert "Last saved just now, on " in text_of(client.get(f"{home}links/").content)


def test_there_is_no_link_for_reading_until_somebody_wants_one(client: Client, home: str) -> None:
    content = client.get(f"{home}links/").content
    assert value_of(content, "view-link") is None
    assert client.get(f"/self-check/{link_of(TOKEN, Purpose.VIEW, 1)}/results/").status_code == 404


def test_a_link_for_reading_opens_the_results_and_changes_nothing(
    client: Client, home: str, view_only: str
) -> None:
    content = client.get(f"{home}links/").content
    assert value_of(content, "view-link") == f"http://testserver{view_only}results/"
    assert content.count(b"<svg") >= 2
    assert client.get(f"{view_only}results/").status_code == 200
    for page in ("", "check/", "links/", "next-round/", "answer-file/", "delete/"):
        assert client.get(f"{view_only}{page}").status_code == 403
    for page in ("check/", "links/", "next-round/", "delete/"):
        assert (
            client.post(f"{view_only}{page}", {**MAKE, "answer-1a": "maturing"}).status_code == 403
        )
    assert SelfCheck.objects.count() == 1
    assert not Answer.objects.exists()


def test_making_it_twice_makes_one(client: Client, home: str, view_only: str) -> None:
    client.post(f"{home}links/", MAKE)
    assert SelfCheck.objects.get().view_turn == 1
    assert client.get(f"{view_only}results/").status_code == 200


def test_a_new_one_stops_the_old_one(client: Client, home: str, view_only: str) -> None:
    for _ in range(2):
        client.post(f"{home}links/", {"view_link": "make", "turn": "1"})
    assert client.get(f"{view_only}results/").status_code == 404
    assert client.get(f"/self-check/{link_of(TOKEN, Purpose.VIEW, 2)}/results/").status_code == 200


def test_a_stopped_link_stays_stopped(client: Client, home: str, view_only: str) -> None:
    for _ in range(2):
        client.post(f"{home}links/", {"view_link": "stop"})
    client.post(f"{home}links/", MAKE)
    assert client.get(f"{view_only}results/").status_code == 404
    assert value_of(client.get(f"{home}links/").content, "view-link") is None
    client.post(f"{home}links/", {"view_link": "make", "turn": "1"})
    assert client.get(f"{view_only}results/").status_code == 404


@pytest.mark.parametrize("turn", ["", "-1", "one", "9" * 400, "\x00", "0.0", "\u0660"])
def test_an_odd_number_of_links_does_nothing(client: Client, home: str, turn: str) -> None:
    sent = {"view_link": "make", "turn": turn}
    assert client.post(f"{home}links/", sent).status_code == 303
    assert client.post(f"{home}links/", {"view_link": turn}).status_code == 303
    assert SelfCheck.objects.get().view_hash == ""


def test_links_can_be_made_until_the_count_is_full(self_check: SelfCheck) -> None:
    SelfCheck.objects.update(view_turn=LAST_TURN)
    make_view_link(self_check=self_check, token=TOKEN, turn=str(LAST_TURN))
    assert SelfCheck.objects.get().view_turn == LAST_TURN


def test_a_change_of_links_is_no_change_of_answers(
    client: Client, home: str, view_only: str, self_check: SelfCheck
) -> None:
    kept = SelfCheck.objects.get()
    assert (kept.version, kept.saved_at) == (self_check.version, self_check.saved_at)


def test_every_id_is_there_once(client: Client, home: str, view_only: str) -> None:
    ids = ids_of(client.get(f"{home}links/").content)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", ["links/", "next-round/", "delete/", "answer-file/"])
def test_a_page_takes_few_queries(client: Client, home: str, page: str) -> None:
    assert queries_of(client, f"{home}{page}") <= 8


def test_many_answers_cost_the_file_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"])
    few = queries_of(client, f"{home}answer-file/")
    for _ in range(20):
        AnswerFactory(self_check=self_check)
    assert queries_of(client, f"{home}answer-file/") == few


def test_deleting_asks_first_and_then_leaves_nothing(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert "Delete all answers" in text_of(client.get(f"{home}delete/").content)
    assert SelfCheck.objects.exists()
    for _ in range(2):
        answer = client.post(f"{home}delete/", follow=True)
        assert "Your answers are deleted" in text_of(answer.content)
    assert not SelfCheck.objects.exists()
    assert not Answer.objects.exists()
    for page in ("", "check/", "results/", "links/", "delete/"):
        assert client.get(f"{home}{page}").status_code == 404


def test_deleting_makes_this_device_forget(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert COOKIE in client.cookies
    client.post(f"{home}delete/")
    assert client.cookies[COOKIE].value == ""


def test_deleting_one_check_leaves_another_remembered(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    SelfCheckFactory(address="another")
    for _ in range(2):
        client.post("/self-check/another/delete/")
        assert client.cookies[COOKIE].value == TOKEN
    assert SelfCheck.objects.behind(TOKEN).exists()


def test_deleting_with_a_link_for_reading_is_refused(client: Client, view_only: str) -> None:
    assert client.post(f"{view_only}delete/").status_code == 403
    assert SelfCheck.objects.exists()


def test_an_expired_check_can_still_be_deleted_at_once(client: Client, home: str) -> None:
    SelfCheck.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert client.get(f"{home}delete/").status_code == 404
    assert client.post(f"{home}delete/").status_code == 303
    assert not SelfCheck.objects.exists()


@pytest.fixture
def member(self_check: SelfCheck) -> SelfCheck:
    """A sheet in a team whose agreed sheet is `self_check`."""
    team = Team.objects.create(agreed=self_check, join_hash="x", label="Our team")
    return SelfCheckFactory(address="member", team=team, display_name="Lead", shows_name=True)


def test_deleting_the_agreed_sheet_says_that_the_team_ends(
    client: Client, home: str, member: SelfCheck
) -> None:
    assert "Deleting it ends the team." in text_of(client.get(f"{home}delete/").content)
    words = text_of(client.get("/self-check/member/delete/").content)
    assert "Your answers also leave your team. The others keep theirs." in words


def test_the_members_of_a_team_that_ended_keep_their_sheets_without_their_names(
    client: Client, home: str, member: SelfCheck
) -> None:
    client.post(f"{home}delete/")
    kept = SelfCheck.objects.get()
    assert (kept.pk, kept.team, kept.display_name, kept.shows_name) == (member.pk, None, "", False)
    assert not Team.objects.exists()


def test_the_same_holds_when_the_agreed_sheet_expires(
    self_check: SelfCheck, member: SelfCheck
) -> None:
    today = timezone.localdate()
    SelfCheck.objects.filter(pk=self_check.pk).update(expires_on=today - timedelta(days=1))
    assert delete_expired(today=today) == 1
    assert SelfCheck.objects.get().display_name == ""


def test_a_member_who_deletes_leaves_the_team_as_it_is(
    client: Client, home: str, member: SelfCheck
) -> None:
    client.post("/self-check/member/delete/")
    assert SelfCheck.objects.count() == Team.objects.count() == 1


def test_forgetting_takes_the_cookie_and_leaves_the_answers(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    words = text_of(client.get("/self-check/forget/").content)
    assert "This browser remembers" in words
    assert "It usually goes when you close the browser. Some browsers keep it." in words
    answer = client.post("/self-check/forget/")
    assert (answer.status_code, answer["Location"]) == (303, "/self-check/forget/")
    assert client.cookies[COOKIE]["max-age"] == 0
    client.cookies.clear()
    assert "This device remembers no check" in text_of(client.get("/self-check/forget/").content)
    assert Answer.objects.count() == 1


def test_forgetting_twice_is_no_error(client: Client) -> None:
    for _ in range(2):
        assert client.post("/self-check/forget/").status_code == 303
