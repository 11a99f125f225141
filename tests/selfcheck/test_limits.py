"""Too many from one network: nothing new is made, nothing that was typed is lost, reading goes on."""

import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from content.limits import client_key
from framework.models import SubPhase
from selfcheck.actions.teams import open_team
from selfcheck.links import Purpose, link_of
from selfcheck.models import SelfCheck
from selfcheck.views import downloads, joining, starting
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import checked, text_of

pytestmark = pytest.mark.django_db

START = "/self-check/start/"
ASKED = {"sub_phase": "5a", "answer": "thriving"}
LIMITS = (starting.STARTS, starting.LOADS, joining.JOINS, downloads.FILES)


@pytest.fixture
def full() -> None:
    """Everything that has a limit has been done as often as it may."""
    somebody = RequestFactory().get("/")
    for limit in LIMITS:
        cache.set(client_key(somebody, limit.what), limit.times)


def test_a_start_has_to_wait(client: Client, framework: dict[str, SubPhase], full: None) -> None:
    answer = client.post(START, {"route": "quick"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert starting.STARTS.refusal in text_of(answer.content)
    assert not SelfCheck.objects.exists()


def test_an_answer_from_another_page_is_asked_again_with_what_was_chosen(
    client: Client, framework: dict[str, SubPhase], full: None
) -> None:
    answer = client.post(START, ASKED)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert starting.STARTS.refusal in text_of(answer.content)
    assert checked(answer.content) == [("answer", "thriving")]
    assert not SelfCheck.objects.exists()


def test_who_has_a_check_goes_on_with_it(client: Client, home: str, full: None) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert client.post(START, ASKED).status_code == 303
    assert client.get(f"{home}results/").status_code == 200


def test_a_file_of_answers_has_to_wait(
    client: Client, framework: dict[str, SubPhase], full: None
) -> None:
    whole = {"format": "self-check-answers", "format_version": 1, "route": "quick"}
    file = SimpleUploadedFile("answers.json", json.dumps(whole).encode(), "application/json")
    answer = client.post("/self-check/load/", {"file": file, "key": "k" * 43})
    assert answer.status_code == 429
    assert starting.LOADS.refusal in text_of(answer.content)
    assert not SelfCheck.objects.exists()


def test_who_joins_a_team_keeps_the_name_that_was_typed(
    client: Client, self_check: SelfCheck, full: None
) -> None:
    team = open_team(token=TOKEN, label="North")
    secret = link_of(TOKEN, Purpose.JOIN, team.join_turn)
    typed = {"display_name": "Engagement lead", "shows_name": "on", "key": "k" * 43}
    answer = client.post(f"/self-check/{secret}/join/", typed)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert 'value="Engagement lead"' in answer.content.decode()
    assert f'value="{"k" * 43}"' in answer.content.decode()
    assert SelfCheck.objects.count() == 1


def test_a_file_of_results_has_to_wait(client: Client, home: str, full: None) -> None:
    answer = client.get(f"{home}download/docx/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (429, "private, no-store")
