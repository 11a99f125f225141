"""How many questions each page asks of the database: the same for few answers and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from framework.models import Level, Statement, SubPhase
from selfcheck.counting import count_started
from selfcheck.enums import AnswerKind
from selfcheck.models import SelfCheck
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory
from tests.factories.selfcheck import AnswerFactory
from tests.queries import queries_of
from tests.selfcheck.markup import seen_in

pytestmark = pytest.mark.django_db


def answer_much(self_check: SelfCheck, phase: str) -> None:
    """Twenty-five more questions in one phase, each with statements and an answer."""
    level = Level.objects.get(number=2)
    other = PhaseFactory(number=9, identifier=phase, name=phase)
    for letter in "abcdefghijklmnopqrstuvwxy":
        part = SubPhaseFactory(phase=other, letter=letter)
        StatementFactory(sub_phase=part, level=Level.objects.get(number=3))
        AnswerFactory(
            self_check=self_check, sub_phase=part, kind=AnswerKind.LEVEL, level=level, note="Why"
        )


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("", 8),
        ("check/", 8),
        ("check/statements/", 8),
        ("check/reading/", 8),
        ("about/", 8),
        ("answers/", 8),
        ("results/", 12),
    ],
)
def test_a_page_keeps_to_its_budget(client: Client, home: str, page: str, most: int) -> None:
    assert queries_of(client, f"{home}{page}") <= most


@pytest.mark.parametrize("page", ["", "answers/", "results/"])
def test_many_answers_cost_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase], page: str
) -> None:
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"])
    few = queries_of(client, f"{home}{page}")
    answer_much(self_check, "later")
    assert queries_of(client, f"{home}{page}") == few


@pytest.mark.parametrize("page", ["", "statements/", "reading/"])
def test_many_questions_cost_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase], page: str
) -> None:
    few = queries_of(client, f"{home}check/{page}")
    answer_much(self_check, "later")
    assert queries_of(client, f"{home}later/{page}") == few


def test_saving_many_answers_costs_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    answer_much(self_check, "later")
    client.post(f"{home}engage/", {"answer-5a": "maturing"})
    parts = SubPhase.objects.filter(phase__identifier="later").values_list("identifier", flat=True)
    few, many = {"answer-1a": "maturing"}, {f"answer-{part}": "thriving" for part in parts}
    counts = []
    for path, sent in ((f"{home}check/", few), (f"{home}later/", many)):
        seen = seen_in(client.get(path).content)
        counts.append(saving(client, path, {**sent, "seen": seen}))
    assert counts[0] == counts[1] <= 12


def saving(client: Client, path: str, sent: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.post(path, sent).status_code == 303
    return len(captured)


@pytest.fixture
def three_hundred(framework: dict[str, SubPhase]) -> list[Statement]:
    """A phase of six parts with fifty statements each."""
    phase = PhaseFactory(number=8, identifier="much", name="Much")
    for letter in "abcdef":
        part = SubPhaseFactory(phase=phase, letter=letter)
        for level in Level.objects.exclude(number=4):
            StatementFactory.create_batch(15, sub_phase=part, level=level)
        StatementFactory.create_batch(5, sub_phase=part, level=Level.objects.get(number=4))
    return list(Statement.objects.filter(sub_phase__phase=phase))


def test_three_hundred_statements_are_saved_in_few_queries(
    client: Client, home: str, self_check: SelfCheck, three_hundred: list[Statement]
) -> None:
    path = f"{home}much/statements/"
    assert len(three_hundred) == 300
    # The first save of a month also makes that month's row.
    count_started(self_check)
    client.get(path)
    assert saving(client, path, dict.fromkeys(fields(three_hundred), "doing")) <= 12
    assert self_check.statement_answers.count() == 300
    content = client.get(path).content
    mixed = dict.fromkeys(fields(three_hundred[:150]), "clear")
    mixed |= dict.fromkeys(fields(three_hundred[150:]), "not-yet")
    assert saving(client, path, {**mixed, "seen": seen_in(content)}) <= 12
    assert set(self_check.statement_answers.values_list("practice")) == {("not-yet",)}
    assert self_check.statement_answers.count() == 150


def fields(statements: list[Statement]) -> list[str]:
    return [f"practice-{statement.pk}" for statement in statements]
