"""Files to keep: who may have them, what they are called, and what happens when there is none."""

import sys
from datetime import date
from io import BytesIO

import docx
import pytest
from django.test import Client

from framework.models import Level, SubPhase
from officefiles import printed
from selfcheck.actions.checks import make_view_link
from selfcheck.enums import AnswerKind
from selfcheck.exports.formats import FORMATS
from selfcheck.links import Purpose, link_of
from selfcheck.models import Action, SelfCheck
from tests.factories.selfcheck import AnswerFactory
from tests.queries import queries_of
from tests.selfcheck.conftest import TOKEN

pytestmark = pytest.mark.django_db
QUICK = [known.form for known in FORMATS if known.form != "pdf"]


@pytest.fixture
def answered(self_check: SelfCheck, framework: dict[str, SubPhase]) -> SelfCheck:
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=2),
        note="What people told us",
    )
    Action.objects.create(
        self_check=self_check, key="k", position=1, what="Ask first", due_on=date(2027, 3, 31)
    )
    return self_check


@pytest.fixture
def prints_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that takes no time: it hands back what it is given."""
    echo = "import sys; sys.stdout.buffer.write(b'%PDF' + sys.stdin.buffer.read())"
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", echo])


@pytest.mark.parametrize("form", QUICK)
def test_a_file_has_a_plain_name_and_nobody_keeps_it(
    client: Client, home: str, answered: SelfCheck, form: str
) -> None:
    known = next(known for known in FORMATS if known.form == form)
    answer = client.get(f"{home}download/{form}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == known.media_type
    assert answer["Content-Disposition"].startswith('attachment; filename="self-check')
    assert answer["Content-Disposition"].endswith(f'.{known.ending}"')
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert TOKEN.encode() not in answer.content


def test_the_word_file_says_what_the_result_says(
    client: Client, home: str, answered: SelfCheck
) -> None:
    file = docx.Document(BytesIO(client.get(f"{home}download/docx/").content))
    words = [paragraph.text for paragraph in file.paragraphs]
    assert "What this is based on: What people told us" in words
    cells = [cell.text for table in file.tables for cell in table._cells]
    assert "Ask first" in cells
    assert any(cell.startswith("31 March 2027") for cell in cells)


@pytest.mark.parametrize("form", ["docx", "ics"])
def test_a_view_only_link_may_have_a_file_and_no_other_link_may(
    client: Client, home: str, answered: SelfCheck, form: str
) -> None:
    make_view_link(self_check=answered, token=TOKEN, turn="0")
    view = link_of(TOKEN, Purpose.VIEW, 1)
    assert client.get(f"/self-check/{view}/download/{form}/").status_code == 200
    assert client.get(f"/self-check/{'x' * 43}/download/{form}/").status_code == 404


@pytest.mark.parametrize("form", ["exe", "doc", "pdf-a", "docx-"])
def test_an_unknown_kind_is_answered_with_the_kinds_that_there_are(
    client: Client, home: str, form: str
) -> None:
    answer = client.get(f"{home}download/{form}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert f"{home}download/odt/" in page
    assert "Word file with tick boxes (DOCX)" in page


def test_a_question_about_a_file_does_not_make_it(client: Client, home: str) -> None:
    answer = client.head(f"{home}download/xlsx/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.post(f"{home}download/xlsx/").status_code == 405


def test_while_others_are_printing_somebody_is_told_when_to_come_back(
    client: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed, "PATIENCE", 0.01)
    monkeypatch.setattr(printed, "TRIAL", [sys.executable, "-I", "-c", "pass"])
    with printed.at_work:
        answer = client.get(f"{home}download/pdf/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"
    assert "no-store" in answer["Cache-Control"]
    assert "Your answers are safe" in answer.content.decode()


def test_where_the_printer_fails_somebody_is_offered_the_other_files(
    client: Client, home: str, answered: SelfCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed, "TRIAL", [sys.executable, "-I", "-c", "pass"])
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "raise SystemExit(1)"])
    answer = client.get(f"{home}download/pdf/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "no-store" in answer["Cache-Control"]
    assert "We cannot make this file" in page
    assert "Your answers are safe" in page
    assert f'href="{home}download/docx/"' in page


def test_nobody_is_given_the_file_of_another_check(
    client: Client,
    home: str,
    answered: SelfCheck,
    framework: dict[str, SubPhase],
    prints_at_once: None,
) -> None:
    first = client.get(f"{home}download/pdf/").content
    answered.answers.update(note="What somebody else knows")
    second = client.get(f"{home}download/pdf/").content
    assert b"What people told us" in first
    assert b"What people told us" not in second
    assert b"What somebody else knows" in second


@pytest.mark.parametrize("form", ["docx", "xlsx", "statements-csv", "ics"])
def test_a_file_costs_few_queries(
    client: Client, home: str, answered: SelfCheck, form: str
) -> None:
    assert queries_of(client, f"{home}download/{form}/") <= 12


def test_the_result_offers_each_file_and_a_calendar_only_where_there_is_a_date(
    client: Client, home: str, answered: SelfCheck
) -> None:
    page = client.get(f"{home}results/").content.decode()
    assert all(f'href="{home}download/{form}/"' in page for form in QUICK)
    answered.actions.update(due_on=None)
    page = client.get(f"{home}results/").content.decode()
    assert f"{home}download/ics/" not in page
    assert f"{home}download/docx/" in page
