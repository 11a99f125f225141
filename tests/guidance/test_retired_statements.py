"""A statement that is retired leaves the framework's pages, its outline and search."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framework.models import Statement
from framework.outline import framework_outline
from guidance.models import SubPhasePage
from pages.models import HomePage
from search.models import SearchDocument
from search.query import parse_query
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)

PAGE = "/framework/check/1b-part/"
TODAY = timezone.localdate


def found(words: str) -> list[str]:
    return [row.title for row in SearchDocument.objects.matching(parse_query(words))]


def hints() -> dict[str, str]:
    return framework_outline().known_sub_phases()[0].hints


@pytest.fixture
def statement(home_page: HomePage) -> Statement:
    """The first of two statements at the first level, on a published page."""
    levels = four_levels()
    phase = PhaseFactory(identifier="check", name="Check", number=1)
    part = SubPhaseFactory(phase=phase, letter="b", slug="1b-part", title="Reviewing")
    made = StatementFactory(sub_phase=part, level=levels[0], position=1, text="Draw the borders.")
    StatementFactory(sub_phase=part, level=levels[0], position=2, text="Agree the timetable.")
    index = FrameworkIndexPageFactory(parent=home_page)
    parent = PhasePageFactory(parent=index, phase=phase)
    page: SubPhasePage = SubPhasePageFactory(parent=parent, sub_phase=part)
    page.save_revision().publish()
    return made


def retire(statement: Statement, day: date) -> None:
    statement.retired_on = day
    statement.save()


def test_a_statement_in_use_is_everywhere(client: Client, statement: Statement) -> None:
    assert b"Draw the borders." in client.get(PAGE).content
    assert found("borders") == ["1b Reviewing"]
    assert hints()["emerging"] == "Draw the borders."


def test_a_retired_statement_leaves_pages_outline_and_search(
    client: Client, statement: Statement
) -> None:
    hints()
    retire(statement, TODAY())
    html = client.get(PAGE).content
    assert b"Draw the borders." not in html
    assert b"Agree the timetable." in html
    assert found("borders") == []
    assert found("timetable") == ["1b Reviewing"]
    assert hints()["emerging"] == "Agree the timetable."


def test_a_statement_stays_until_the_day_it_retires(client: Client, statement: Statement) -> None:
    retire(statement, TODAY() + timedelta(days=1))
    assert b"Draw the borders." in client.get(PAGE).content
    assert hints()["emerging"] == "Draw the borders."


def test_a_level_whose_statements_are_all_retired_says_so(
    client: Client, statement: Statement
) -> None:
    for each in Statement.objects.all():
        retire(each, TODAY())
    assert client.get(PAGE).content.count(b"Text to be added.") == 4
