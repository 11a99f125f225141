"""Loading a file of answers: all of it in a new check, or nothing, and a word on what is gone."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from framework.models import Level, Measure, Statement, SubPhase
from selfcheck.actions.checks import start_self_check
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import Action, Answer, MonthlyCount, SelfCheck, StatementAnswer
from tests.factories.selfcheck import AnswerFactory
from tests.selfcheck.markup import error_pattern, text_of

pytestmark = pytest.mark.django_db

LOAD = "/self-check/load/"
KEY = "k" * 43


@pytest.fixture
def filled(self_check: SelfCheck, framework: dict[str, SubPhase]) -> SelfCheck:
    """A check with something of everything."""
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["5a"],
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=3),
        note="A “report”\nof two lines",
        reason="We agreed",
    )
    AnswerFactory(self_check=self_check, sub_phase=framework["1b"], kind=AnswerKind.NOT_SURE)
    StatementAnswer.objects.create(
        self_check=self_check,
        statement=Statement.objects.get(level__number=2),
        statement_version=1,
        practice=Practice.IN_PART,
    )
    measure = Measure.objects.create(identifier="reach", rung="reach", name="Reach", shows="Who")
    Action.objects.create(
        self_check=self_check,
        key="key",
        position=1,
        what="Ask people",
        measure=measure,
        sub_phase=framework["5a"],
    )
    before = {
        "saved_on": "2025-11-22",
        "parts": {"5a": {"kind": "level", "level": "emerging", "sub_phase_version": 1}},
    }
    SelfCheck.objects.filter(pk=self_check.pk).update(
        lens="operational", reach="place", route="detailed", before=before
    )
    return SelfCheck.objects.get(pk=self_check.pk)


def all_of(self_check: SelfCheck) -> list[object]:
    fields = ("lens", "reach", "route", "before")
    answers = self_check.answers.order_by("sub_phase").values_list(
        "sub_phase", "sub_phase_version", "kind", "level", "note", "reason"
    )
    statements = self_check.statement_answers.values_list(
        "statement", "statement_version", "practice"
    )
    actions = self_check.actions.values_list("what", "progress", "measure", "sub_phase")
    own = [getattr(self_check, name) for name in fields]
    return [own, list(answers), list(statements), list(actions)]


def upload(data: bytes, name: str = "answers.json") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data, "application/json"), "key": KEY}


def a_file(**values: Any) -> bytes:
    whole = {"format": "self-check-answers", "format_version": 1, "route": "quick", **values}
    return json.dumps(whole).encode()


def loaded(client: Client, data: bytes) -> SelfCheck:
    """The check that a file that fits has made."""
    answer = client.post(LOAD, upload(data))
    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200
    return SelfCheck.objects.behind(answer["Location"].split("/")[2]).get()


def test_what_was_downloaded_can_be_loaded_again(
    client: Client, home: str, filled: SelfCheck
) -> None:
    data = client.get(f"{home}answer-file/").content
    new = loaded(client, data)
    assert new.pk != filled.pk
    assert all_of(new) == all_of(filled)


def test_a_loaded_check_downloads_as_the_same_file(
    client: Client, home: str, filled: SelfCheck
) -> None:
    first = json.loads(client.get(f"{home}answer-file/").content)
    place = client.post(LOAD, upload(json.dumps(first).encode()))["Location"]
    again = json.loads(client.get(f"{place}answer-file/").content)
    assert {**again, "saved_on": first["saved_on"]} == first


def test_the_same_form_sent_twice_makes_one_check(
    client: Client, home: str, filled: SelfCheck
) -> None:
    data = client.get(f"{home}answer-file/").content
    places = {client.post(LOAD, upload(data))["Location"] for _ in range(3)}
    assert len(places) == 1
    assert SelfCheck.objects.count() == 2
    assert Answer.objects.count() == 4


def test_another_file_from_the_same_page_makes_another_check(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    for lens in ("strategic", "operational"):
        client.post(LOAD, upload(a_file(lens=lens)))
    assert set(SelfCheck.objects.values_list("lens", flat=True)) == {"strategic", "operational"}


def test_each_page_has_a_key_of_its_own(client: Client) -> None:
    pages = [client.get(LOAD).content.decode() for _ in range(2)]
    keys = {page.split('name="key" value="')[1].split('"')[0] for page in pages}
    assert len(keys) == 2


def test_what_has_no_place_any_more_is_named_and_the_rest_is_kept(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    data = a_file(
        answers=[
            {"part": "9z", "kind": "not-sure"},
            {"part": "1a", "kind": "level", "level": "splendid", "note": "Why"},
            {"part": "1b", "kind": "level", "level": "thriving", "question": "gone"},
            {"part": "5a", "kind": "not-answered"},
        ],
        statements=[{"statement": "lost-and-gone", "practice": "doing"}],
        action_plan=[
            {"what": "Ask <b>people</b>", "progress": "done", "measure": "old", "part": "9z"}
        ],
    )
    answer = client.post(LOAD, upload(data))
    words = text_of(answer.content)
    assert answer.status_code == 200
    assert "So we left 5 things out" in words
    assert "or the file itself may have been changed" in words
    for what, kind in (
        ("Your answer for part 9z", "part"),
        ("The level splendid, which you chose for part 1a", "level"),
        ("What you said about the statement lost-and-gone", "statement"),
        ("The measure old, in the action “Ask <b>people</b>”", "measure"),
        ("Part 9z, in the action “Ask <b>people</b>”", "part"),
    ):
        assert f"{what}: there is no such {kind} here" in words
    kept = Answer.objects.order_by("sub_phase").values_list("kind", "level__identifier", "note")
    assert list(kept) == [("not-answered", None, "Why"), ("level", "thriving", "")]
    assert Action.objects.get().what == "Ask <b>people</b>"
    token = answer.content.decode().split('href="/self-check/')[-1].split("/")[0]
    assert SelfCheck.objects.behind(token).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not json", "This is not a file of answers that this site has made"),
        (b"", "The file is empty"),
        (b"\x00" * 10, "This is not a file of answers"),
        (b"[" * 300_000, "This is not a file of answers"),
        (b"x" * 2_000_000, "The file must be smaller than 1 MB"),
        (a_file(answers=[{"part": "1a", "kind": "level"}]), "“level” of answer 1 is missing"),
        (a_file(answers=[{"part": "1a", "kind": "not-sure"}, 7]), "the values of answer 2"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_leaves_nothing(
    client: Client, framework: dict[str, SubPhase], data: bytes, words: str
) -> None:
    answer = client.post(LOAD, upload(data))
    assert answer.status_code == 422
    assert words in text_of(answer.content)
    error_pattern(answer.content)
    assert not SelfCheck.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"file": "answers.json"}, {"file": ["a", "b"]}, {"key": KEY}], ids=str
)
def test_no_file_asks_for_one(client: Client, body: dict[str, Any]) -> None:
    answer = client.post(LOAD, body)
    assert answer.status_code == 422
    assert "Choose the file with your answers" in text_of(answer.content)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.json", "n" * 300, "=1+1.csv"])
def test_the_name_of_the_file_does_not_matter(
    client: Client, framework: dict[str, SubPhase], name: str
) -> None:
    assert client.post(LOAD, upload(a_file(), name)).status_code == 303


def test_a_plan_from_a_file_holds_nothing_that_cannot_be_seen(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    row = {"what": "Ask\u202e the\u200b\nboard", "owner": "\u2066Lead\x07", "progress": "done"}
    loaded(client, a_file(action_plan=[row]))
    assert Action.objects.values_list("what", "owner").get() == ("Ask the board", "Lead")


def test_the_words_of_a_file_are_shown_as_words(client: Client, home: str) -> None:
    note = {"part": "1a", "kind": "not-sure", "note": "<script>alert(1)</script>"}
    place = client.post(LOAD, upload(a_file(answers=[note])))["Location"]
    assert b"<script>alert(1)" not in client.get(f"{place}answers/").content


def test_a_retired_statement_is_kept(client: Client, home: str, filled: SelfCheck) -> None:
    data = client.get(f"{home}answer-file/").content
    Statement.objects.update(retired_on="2026-01-01")
    assert loaded(client, data).statement_answers.count() == 1


def test_the_file_holds_no_link_and_no_number_of_the_database(
    client: Client, home: str, filled: SelfCheck
) -> None:
    answer = client.get(f"{home}answer-file/")
    whole = json.loads(answer.content)
    assert home not in answer.content.decode()
    assert filled.token_hash not in answer.content.decode()
    assert whole["answers"][0]["title"] == "Skills"
    assert whole["statements"][0]["text"] == "Developing looks so."
    assert not {"id", "pk", "expires_on", "display_name"} & set(whole)
    assert answer["Content-Disposition"].startswith('attachment; filename="self-check-answers-')
    assert answer["Content-Type"] == "application/json"


def test_a_statement_is_filed_in_the_words_that_were_read(
    client: Client, home: str, filled: SelfCheck
) -> None:
    statement = StatementAnswer.objects.get().statement
    statement.text = "Developing looks different."
    statement.save()
    whole = json.loads(client.get(f"{home}answer-file/").content)
    assert whole["statements"][0]["text"] == "Developing looks so."


def test_loading_counts_neither_as_a_start_nor_as_a_finish(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    answers = [{"part": part, "kind": "not-sure"} for part in ("1a", "1b")]
    new = loaded(client, a_file(answers=answers))
    token_of = client.post(LOAD, upload(a_file(answers=answers)))["Location"]
    client.post(f"{token_of}engage/", {"answer-5a": "thriving"})
    assert new.version == 2
    assert not MonthlyCount.objects.exists()


def test_an_empty_check_can_be_filed_and_loaded(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    token = start_self_check()
    data = client.get(f"/self-check/{token}/answer-file/").content
    assert loaded(client, data).answers.count() == 0


def test_a_loaded_check_says_that_its_link_is_new_until_something_is_saved(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    said = "Your answers are loaded. This is a new check with a new secret link. Copy it now."
    new = client.post(LOAD, upload(a_file()))["Location"]
    assert said in text_of(client.get(new).content)
    client.post(f"{new}check/", {"answer-1a": "maturing"})
    assert said not in text_of(client.get(new).content)
