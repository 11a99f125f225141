"""How many questions each page asks of the database: the same for few answers and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from framework.models import Level, SubPhase
from selfcheck.enums import AnswerKind
from selfcheck.models import SelfCheck
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory
from tests.factories.selfcheck import AnswerFactory
from tests.queries import queries_of

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
    ("page", "most"), [("", 8), ("check/", 8), ("about/", 8), ("answers/", 8), ("results/", 12)]
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


def test_many_questions_cost_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    few = queries_of(client, f"{home}check/")
    answer_much(self_check, "later")
    assert queries_of(client, f"{home}later/") == few


def test_saving_many_answers_costs_no_more_queries(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    answer_much(self_check, "later")
    parts = SubPhase.objects.filter(phase__identifier="later").values_list("identifier", flat=True)
    counts = []
    for sent in ({"answer-1a": "maturing"}, {f"answer-{part}": "thriving" for part in parts}):
        path = f"{home}{'check' if 'answer-1a' in sent else 'later'}/"
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.post(path, sent).status_code == 303
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
