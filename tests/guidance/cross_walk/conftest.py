"""A small framework with two strategies: one served by a part and a statement, one by nothing."""

from dataclasses import dataclass
from datetime import date

import pytest

from framework.models import Statement, Strategy, StrategyElement, SubPhase
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory


@dataclass(frozen=True)
class World:
    duty: Strategy
    plan: Strategy
    served: StrategyElement
    unserved: StrategyElement
    check: SubPhase
    engage: SubPhase
    statement: Statement


@pytest.fixture
def world(db: None) -> World:
    levels = four_levels()
    check = SubPhaseFactory(phase=PhaseFactory(identifier="check", number=1, name="Check"))
    engage = SubPhaseFactory(phase=PhaseFactory(identifier="engage", number=5, name="Engage"))
    statement = StatementFactory(
        sub_phase=engage,
        level=levels[2],
        text="Choose with people.",
        strategic_text="The board chooses with people.",
        lens="strategic",
    )
    duty = StrategyFactory(
        identifier="the-duty", name="The duty", kind="duty", status_since=date(2025, 7, 3)
    )
    plan = StrategyFactory(
        identifier="the-plan", name="The plan", status="changing", status_reason="It may end."
    )
    served = ElementFactory(strategy=duty, identifier="served", name="Involve people")
    unserved = ElementFactory(strategy=plan, identifier="unserved", name="Buy beds", checked=False)
    LinkFactory(element=served, sub_phase=check, why="The part helps.")
    LinkFactory(element=served, sub_phase=engage, statement=statement, why="It is involving.")
    return World(duty, plan, served, unserved, check, engage, statement)
