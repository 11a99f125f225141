"""Starting a check, and carrying an answer from another page into the right one."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from framework.models import SubPhase
from framework.outline import forget_outline
from selfcheck.enums import Route
from selfcheck.models import Answer, Question, SelfCheck
from selfcheck.views.remembering import COOKIE
from selfcheck.views.starting import join
from tests.factories.selfcheck import SelfCheckFactory
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import checked, error_pattern, text_of

pytestmark = pytest.mark.django_db

START = "/self-check/start/"
ASKED = {"sub_phase": "5a", "answer": "thriving"}
HERE = {"Sec-Fetch-Site": "same-origin"}
FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "https://testserver"},
    {"Origin": "null"},
]


@pytest.fixture
def device(client: Client, home: str) -> Client:
    """A browser in which somebody has answered a question of the check."""
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    return client


def answers_of(self_check: SelfCheck) -> dict[str, str]:
    rows = self_check.answers.values_list("sub_phase__identifier", "level__identifier")
    return dict(rows)


def landing(client: Client, answer: HttpResponse) -> str:
    return text_of(client.get(answer["Location"]).content)


@pytest.mark.parametrize("route", Route.values)
def test_one_click_starts_either_route(
    client: Client, framework: dict[str, SubPhase], route: str
) -> None:
    answer = client.post(START, {"route": route})
    assert answer.status_code == 303
    assert "Your self-check" in landing(client, answer)
    assert SelfCheck.objects.get().route == route


@pytest.mark.parametrize("route", ["", "scenic", "\x00", "QUICK"])
def test_an_unknown_route_is_the_quick_one(
    client: Client, framework: dict[str, SubPhase], route: str
) -> None:
    client.post(START, {"route": route})
    assert SelfCheck.objects.get().route == Route.QUICK


def test_a_start_alone_sets_no_cookie_and_ignores_one(device: Client, home: str) -> None:
    answer = device.post(START, {"route": "quick"}, headers=HERE)
    assert not answer.cookies
    assert TOKEN not in answer["Location"]


def test_asking_for_the_start_address_leads_to_the_start_page(client: Client) -> None:
    assert client.get(START)["Location"] == "/self-check/"
    assert not SelfCheck.objects.exists()


def test_an_answer_from_another_page_starts_a_check_and_opens_its_phase(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    answer = client.post(START, ASKED, headers=HERE)
    assert answer.status_code == 303
    assert answer["Location"].endswith("/engage/?answered=5a")
    content = client.get(answer["Location"]).content
    assert ("answer-5a", "thriving") in checked(content)
    assert "Your answer for 5a Methods is saved." in text_of(content)
    assert b'href="/framework/engage/' in content


def test_an_answer_from_another_page_joins_the_check_of_this_device(
    device: Client, self_check: SelfCheck
) -> None:
    answer = device.post(START, ASKED, headers=HERE)
    assert answer["Location"].startswith(f"/self-check/{TOKEN}/engage/")
    assert answers_of(self_check) == {"1a": "maturing", "5a": "thriving"}
    assert SelfCheck.objects.count() == 1


def test_the_same_answer_twice_is_one_answer(device: Client, self_check: SelfCheck) -> None:
    for _ in range(2):
        assert device.post(START, ASKED, headers=HERE).status_code == 303
    assert SelfCheck.objects.get().version == 3


def test_another_answer_than_the_stored_one_is_asked_about_and_not_written(
    device: Client, home: str, self_check: SelfCheck
) -> None:
    asked = device.post(START, {"sub_phase": "1a", "answer": "emerging"}, headers=HERE)
    assert asked.status_code == 409
    words = text_of(asked.content)
    assert "You have answered 1a Evidence already: “Maturing”." in words
    assert "On the other page you chose “Emerging”. Which is right?" in words
    assert "Everything else that you sent is saved." not in words
    assert f'action="{home}check/"'.encode() in asked.content
    assert answers_of(self_check) == {"1a": "maturing"}


def test_no_choice_opens_the_phase_of_the_check_that_is_there(device: Client, home: str) -> None:
    answer = device.post(START, {"sub_phase": "5a"}, headers=HERE)
    assert answer["Location"] == f"{home}engage/"
    assert not answer.cookies


def test_no_choice_without_a_check_starts_one(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    answer = client.post(START, {"sub_phase": "5a"})
    assert answer["Location"].endswith("/engage/")
    assert not Answer.objects.exists()


def test_a_wrong_answer_is_asked_again(client: Client, framework: dict[str, SubPhase]) -> None:
    answer = client.post(START, {"sub_phase": "5a", "answer": "perfect"})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert not SelfCheck.objects.exists()


@pytest.mark.parametrize("part", ["9z", "1c", "\x00", "<b>", "z" * 5000])
def test_a_question_that_is_gone_says_so(
    client: Client, framework: dict[str, SubPhase], part: str
) -> None:
    answer = client.post(START, {"sub_phase": part, "answer": "thriving"})
    assert answer.status_code == 422
    assert "That question has changed" in text_of(answer.content)
    assert b"<b>quick" not in answer.content
    assert not SelfCheck.objects.exists()


def test_a_retired_question_is_not_asked(client: Client, framework: dict[str, SubPhase]) -> None:
    Question.objects.create(
        identifier="5a", sub_phase=framework["5a"], retired_on=timezone.localdate()
    )
    cache.clear()
    assert client.post(START, ASKED).status_code == 422


def test_the_question_that_was_asked_is_kept_with_the_answer(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    question = Question.objects.create(
        identifier="methods", sub_phase=framework["5a"], text="How do you choose methods?"
    )
    cache.clear()
    client.post(START, ASKED)
    kept = Answer.objects.get()
    assert (kept.question, kept.question_version) == (question, question.version)


def test_the_cookie_is_for_this_session_these_pages_and_no_script(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    cookie = client.post(START, ASKED).cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"]) == ("/self-check/", "Lax")
    assert cookie["httponly"]
    assert (cookie["max-age"], cookie["expires"], cookie["domain"], cookie["secure"]) == ("",) * 4


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_cookie_is_secure_where_the_site_is(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    assert client.post(START, ASKED).cookies[COOKIE]["secure"]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_a_form_that_another_site_sent_joins_no_check(
    device: Client, self_check: SelfCheck, headers: dict[str, str]
) -> None:
    answer = device.post(START, ASKED, headers=headers)
    assert TOKEN not in answer["Location"]
    assert answers_of(self_check) == {"1a": "maturing"}


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_another_site_cannot_plant_a_check_of_its_own(
    client: Client, home: str, self_check: SelfCheck, headers: dict[str, str]
) -> None:
    planted = client.post(f"{home}check/", {"answer-1a": "maturing"}, headers=headers)
    assert planted.status_code == 303
    assert COOKIE not in planted.cookies
    assert TOKEN not in client.post(START, ASKED, headers=HERE)["Location"]
    assert answers_of(self_check) == {"1a": "maturing"}


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_an_answer_that_another_site_sent_is_not_remembered(
    client: Client, framework: dict[str, SubPhase], headers: dict[str, str]
) -> None:
    answer = client.post(START, ASKED, headers=headers)
    assert answer.status_code == 303
    assert COOKIE not in answer.cookies


def test_another_site_cannot_change_which_check_is_remembered(
    device: Client, framework: dict[str, SubPhase]
) -> None:
    SelfCheckFactory(address="another")
    sent = {"answer-1a": "emerging"}
    device.post("/self-check/another/check/", sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert device.cookies[COOKIE].value == TOKEN
    device.post("/self-check/another/check/", sent, headers=HERE)
    assert device.cookies[COOKIE].value == "another"


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://testserver"}, {**HERE, "Origin": "null"}], ids=str
)
def test_a_form_of_this_site_joins_the_check_in_older_browsers_too(
    device: Client, self_check: SelfCheck, headers: dict[str, str]
) -> None:
    device.post(START, ASKED, headers=headers)
    assert answers_of(self_check) == {"1a": "maturing", "5a": "thriving"}


@pytest.mark.parametrize("forged", ["x", "", "a" * 43, "\u00e9", "x" * 4000, "../results"])
def test_a_forged_cookie_is_as_none(
    client: Client, framework: dict[str, SubPhase], forged: str
) -> None:
    client.cookies[COOKIE] = forged
    answer = client.post(START, ASKED, headers=HERE)
    assert answer.status_code == 303
    assert SelfCheck.objects.count() == Answer.objects.count() == 1


def test_the_cookie_of_a_deleted_check_starts_a_new_one(device: Client) -> None:
    SelfCheck.objects.all().delete()
    answer = device.post(START, ASKED, headers=HERE)
    assert "5a Methods is saved" in landing(device, answer)
    assert TOKEN not in answer["Location"]


def test_a_check_that_is_deleted_this_moment_is_not_joined(framework: dict[str, SubPhase]) -> None:
    assert join("gone-since-the-cookie-was-read", []) is None


def test_the_cookie_of_an_expired_check_starts_a_new_one(device: Client) -> None:
    SelfCheck.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert TOKEN not in device.post(START, ASKED, headers=HERE)["Location"]


def test_a_link_for_reading_cannot_be_a_cookie(client: Client, self_check: SelfCheck) -> None:
    SelfCheckFactory(address="other", view_hash=self_check.token_hash)
    SelfCheck.objects.filter(pk=self_check.pk).delete()
    client.cookies[COOKIE] = TOKEN
    assert TOKEN not in client.post(START, ASKED, headers=HERE)["Location"]


def test_the_cookie_opens_no_page(device: Client, home: str) -> None:
    assert device.get("/self-check/another/").status_code == 404
    assert TOKEN not in device.get("/self-check/forget/").content.decode()
    assert TOKEN not in device.get("/self-check/load/").content.decode()


def test_the_page_of_a_phase_says_nothing_about_an_answer_that_is_not_asked_there(
    client: Client, home: str
) -> None:
    for wanted in ("", "9z", "5a", "<b>", "\x00"):
        words = text_of(client.get(f"{home}check/", {"answered": wanted}).content)
        assert "is saved." not in words


def test_a_question_of_a_new_part_can_be_answered_without_new_code(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    SubPhase.objects.filter(identifier="1c").update(known=True, title="Money")
    forget_outline()
    client.post(START, {"sub_phase": "1c", "answer": "developing"})
    assert Answer.objects.get().sub_phase.identifier == "1c"
