"""A check counts as finished when its task list shows all that it asks as completed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framework.enums import Lens
from framework.models import Level, Statement, SubPhase
from framework.outline import framework_outline
from selfcheck.actions.answers import Said, SaidOfStatement, save_answers
from selfcheck.actions.checks import describe_self_check
from selfcheck.enums import AnswerKind, Practice, Route
from selfcheck.finishing import is_finished
from selfcheck.models import MonthlyCount, SelfCheck
from selfcheck.sheets import read_sheet
from selfcheck.tasks import task_rows
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import QuestionFactory, SelfCheckFactory

pytestmark = pytest.mark.django_db

PARTS = ["1a", "1b", "5a"]
CHOICES = st.sampled_from(["maturing", "not-sure", "does-not-apply", None])
PRACTICES = st.sampled_from([*Practice.values, None])


def statuses(self_check: SelfCheck) -> set[str]:
    """What the task list says of the phases that it asks about."""
    sheets = read_sheet(self_check, framework_outline())
    rows = task_rows("token", self_check.route, sheets)
    return {row["status_text"] for row in rows} - {
        "No\N{NO-BREAK SPACE}questions\N{NO-BREAK SPACE}yet"
    }


@pytest.fixture
def both_kinds(framework: dict[str, SubPhase]) -> list[Statement]:
    """1a with a statement at each level; 1b with one of each kind of work; 5a whose question is retired."""
    level = Level.objects.get(number=1)
    for lens in (Lens.STRATEGIC, Lens.OPERATIONAL):
        StatementFactory(sub_phase=framework["1b"], level=level, lens=lens)
    QuestionFactory(sub_phase=framework["5a"], retired_on=date(2020, 1, 1))
    return list(Statement.objects.order_by("pk"))


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    route=st.sampled_from(Route.values),
    lens=st.sampled_from(["", Lens.STRATEGIC.value]),
    choices=st.tuples(CHOICES, CHOICES, CHOICES),
    practices=st.lists(PRACTICES, min_size=6, max_size=6),
)
def test_the_count_and_the_task_list_agree(
    both_kinds: list[Statement],
    route: str,
    lens: str,
    choices: tuple[str | None, ...],
    practices: list[str | None],
) -> None:
    known = {part.identifier: part for part in framework_outline().known_sub_phases()}
    check = SelfCheckFactory(route=route, lens=lens)
    save_answers(
        self_check=check,
        said=[Said(known[name], choice, None) for name, choice in zip(PARTS, choices, strict=True)],
        statements=[
            SaidOfStatement(statement.pk, 1, practice)
            for statement, practice in zip(both_kinds, practices, strict=True)
        ],
    )
    check.refresh_from_db()
    shown = statuses(check) == {"Completed"}
    assert is_finished(check) == shown
    assert check.finished == (shown and check.version > 1)
    check.delete()


def test_one_statement_that_does_not_apply_finishes_no_part(self_check: SelfCheck) -> None:
    known = {part.identifier: part for part in framework_outline().known_sub_phases()}
    statement = Statement.objects.get(level__number=2)
    save_answers(
        self_check=self_check,
        said=[Said(known[name], "maturing", None) for name in ("1b", "5a")],
        statements=[SaidOfStatement(statement.pk, 1, Practice.DOES_NOT_APPLY)],
    )
    self_check.refresh_from_db()
    assert "Incomplete" in statuses(self_check)
    assert not self_check.finished


def test_nothing_asked_is_nothing_finished(self_check: SelfCheck) -> None:
    SubPhase.objects.update(known=False)
    assert not is_finished(self_check)


def test_taking_the_quick_route_may_finish_a_check(self_check: SelfCheck) -> None:
    SelfCheck.objects.update(route=Route.DETAILED)
    known = {part.identifier: part for part in framework_outline().known_sub_phases()}
    statement = Statement.objects.get(level__number=2)
    save_answers(
        self_check=self_check,
        said=[Said(known[name], AnswerKind.NOT_SURE, None) for name in ("1b", "5a")],
        statements=[SaidOfStatement(statement.pk, 1, Practice.DOING)],
    )
    self_check.refresh_from_db()
    assert not self_check.finished
    describe_self_check(self_check=self_check, described={"route": "quick"})
    self_check.refresh_from_db()
    assert self_check.finished
    assert MonthlyCount.objects.get(route="quick").finished == 1
