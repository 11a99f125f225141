"""Whatever is sent, the answer is kind and nothing is half-written."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framework.models import Statement
from selfcheck.models import Answer, SelfCheck, StatementAnswer

pytestmark = pytest.mark.django_db

ODD = [
    "\x00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\u202e",
    "9" * 400,
    "z" * 20_000,
    "\ud7ff",
]
names = st.sampled_from(
    [
        "answer-1a",
        "answer-1b",
        "note-1a",
        "note-1b",
        "answer-",
        "note-9z",
        "reason-1a",
        "practice-1",
        "practice-",
        "practice-9999999999999999999999",
        "seen",
        "then",
        "sub_phase",
        "lens",
        "route",
    ]
)
values = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.sampled_from([*ODD, "maturing", "clear", "not-sure", "level", "not-answered", "later"]),
)
bodies = st.dictionaries(names, st.one_of(values, st.lists(values, max_size=3)), max_size=6)


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_choice_is_refused_and_nothing_is_written(
    client: Client, home: str, odd: str
) -> None:
    answer = client.post(f"{home}check/", {"answer-1a": odd, "answer-1b": "maturing"})
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content
    assert not Answer.objects.exists()


def everything_said() -> set[tuple[object, ...]]:
    answers = Answer.objects.values_list(
        "self_check", "sub_phase", "kind", "level", "note", "reason"
    )
    return {*answers, *StatementAnswer.objects.values_list("self_check", "statement", "practice")}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_to_a_statement_is_refused_and_nothing_is_written(
    client: Client, home: str, odd: str
) -> None:
    first, second, *_ = Statement.objects.all()
    sent = {f"practice-{first.pk}": odd, f"practice-{second.pk}": "doing"}
    answer = client.post(f"{home}check/statements/", sent)
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content
    assert not StatementAnswer.objects.exists()


def test_a_statement_of_another_phase_is_passed_over(client: Client, home: str) -> None:
    first = Statement.objects.all()[0]
    sent = {f"practice-{first.pk}": "doing"}
    assert client.post(f"{home}engage/statements/", sent).status_code == 303
    assert not StatementAnswer.objects.exists()


@pytest.mark.parametrize("odd", ODD)
def test_what_a_page_claims_to_have_shown_comes_back_harmless(
    client: Client, home: str, odd: str
) -> None:
    answer = client.post(f"{home}check/", {"answer-1a": "perfect", "seen": odd})
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(bodies)
def test_any_body_is_answered_quickly_and_never_by_a_failure(
    client: Client, home: str, body: dict[str, str | list[str]]
) -> None:
    pages = ("check/", "check/statements/", "check/reading/", "about/")
    for path in (*(f"{home}{page}" for page in pages), "/self-check/start/"):
        before = everything_said()
        started = time.process_time()
        answer = client.post(path, body)
        assert answer.status_code in {303, 307, 409, 422}
        assert time.process_time() - started < 2
        if answer.status_code == 422:
            assert everything_said() == before


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe", b"%ED%A0%80=%00", b"answer-1a", b"=&=&="])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "text/plain", "nonsense"]
)
def test_a_body_of_another_kind_changes_nothing(
    client: Client, home: str, body: bytes, kind: str
) -> None:
    answer = client.generic("POST", f"{home}check/", body, content_type=kind)
    assert answer.status_code in {303, 422}
    assert not Answer.objects.exists()


def test_a_broken_multipart_body_is_a_bad_request(client: Client, home: str) -> None:
    kind = "multipart/form-data; boundary=x"
    broken = client.generic("POST", f"{home}check/", b"no boundary", content_type=kind)
    assert broken.status_code in {303, 400}
    assert not Answer.objects.exists()


def test_a_form_with_too_many_fields_is_a_bad_request(client: Client, home: str) -> None:
    body = "&".join(f"f{number}=1" for number in range(10_001))
    kind = "application/x-www-form-urlencoded"
    assert client.generic("POST", f"{home}check/", body, content_type=kind).status_code == 400


def test_a_body_that_is_too_large_is_a_bad_request(client: Client, home: str) -> None:
    assert client.post(f"{home}check/", {"note-1a": "x" * 3_000_000}).status_code == 400
    assert not Answer.objects.exists()


def test_a_file_is_not_kept(client: Client, home: str) -> None:
    sent = {"note-1a": SimpleUploadedFile("patients.txt", b"names"), "answer-1a": "maturing"}
    client.post(f"{home}check/", sent)
    assert Answer.objects.get().note == ""


@pytest.mark.parametrize(
    "path",
    [
        "%00/",
        "a/%00/",
        "..%2f..%2f/",
        "x" * 3000 + "/",
        "%ff%fe/",
        "💬/",
        "token/check/%00/",
        "%ed%a0%80/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_odd_address_is_not_found(client: Client, home: str, path: str, method: str) -> None:
    assert getattr(client, method)(f"/self-check/{path}").status_code in {404, 405}
    assert SelfCheck.objects.count() == 1
