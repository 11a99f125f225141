"""A self-check from before official text was loaded still reads in the words of then."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from framework.models import Level, Statement, SubPhase
from framework.outline import framework_outline
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import SelfCheck
from selfcheck.results import report_of
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory, StatementAnswerFactory
from tests.framework.official.files_read import paths

pytestmark = pytest.mark.django_db
OURS = "Write up what is known."
THEIRS = "What is known is written down and kept."


@pytest.fixture
def self_check(part: SubPhase, levels: list[Level]) -> SelfCheck:
    """Answered about a part and two of its statements, in our own words."""
    check = SelfCheckFactory(address="known")
    AnswerFactory(
        self_check=check, sub_phase=part, kind=AnswerKind.LEVEL, level=levels[1], note="A reason."
    )
    for identifier in ("1b-emerging-2", "1b-developing-3"):
        statement = Statement.objects.get(identifier=identifier)
        StatementAnswerFactory(self_check=check, statement=statement, practice=Practice.DOING)
    for name in ("reviewing-evidence.html", "reviewing-evidence-second-edition.html"):
        call_command("load_framework", *paths(name), apply=True, stdout=StringIO())
    return check


def test_an_answer_says_that_the_words_have_changed_and_what_they_were(
    self_check: SelfCheck,
) -> None:
    told = report_of(self_check, framework_outline()).part("1b")
    assert told.level == "Developing"
    assert "What this part asks for." in told.wording_note


def test_an_answer_to_a_statement_that_went_reads_in_the_words_of_then(
    self_check: SelfCheck,
) -> None:
    (earlier,) = report_of(self_check, framework_outline()).earlier
    assert (earlier.asked, earlier.level) == ("Share the gaps.", "We do this")


def test_the_statements_that_are_kept_keep_their_answers(self_check: SelfCheck) -> None:
    kept = Statement.objects.get(identifier="1b-emerging-2")
    answer = self_check.statement_answers.get(statement=kept)
    assert (kept.text, kept.version, answer.statement_version) == (THEIRS, 2, 1)


def test_the_pages_of_the_self_check_still_open(self_check: SelfCheck) -> None:
    client = Client()
    results = client.get("/self-check/known/results/")
    assert results.status_code == 200
    assert "Share the gaps." in results.content.decode()
    statements = client.get("/self-check/known/check/statements/").content.decode()
    assert THEIRS in statements
    assert "These words have changed since you answered." in statements
