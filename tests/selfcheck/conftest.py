"""A small framework to check against, and a check to answer."""

from typing import Any

import pytest

from framework.enums import Advice
from framework.models import SubPhase
from selfcheck.models import SelfCheck
from tests.factories.framework import (
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.selfcheck import SelfCheckFactory

TOKEN = "a-token-that-only-these-tests-know-about-0123456789"  # noqa: S105 - of a test


@pytest.fixture
def framework(db: None) -> dict[str, SubPhase]:
    """Three phases: Check with 1a and 1b, Challenge with nothing known, Engage with 5a.

    1a has a statement at each level, of which the first describes weak practice; 5a has none.
    """
    levels = four_levels()
    check = PhaseFactory(number=1, identifier="check", name="Check")
    PhaseFactory(number=2, identifier="challenge", name="Challenge")
    engage = PhaseFactory(number=3, identifier="engage", name="Engage")
    parts: dict[str, Any] = {
        "1a": SubPhaseFactory(phase=check, letter="a", identifier="1a", title="Evidence"),
        "1b": SubPhaseFactory(phase=check, letter="b", identifier="1b", title="Skills"),
        "5a": SubPhaseFactory(phase=engage, letter="a", identifier="5a", title="Methods"),
    }
    SubPhaseFactory(phase=check, letter="c", identifier="1c", title="", known=False)
    for level in levels:
        advice = Advice.MOVE_BEYOND if level.number == 1 else Advice.KEEP
        StatementFactory(
            sub_phase=parts["1a"], level=level, text=f"{level.name} looks so.", advice=advice
        )
    return parts


@pytest.fixture
def self_check(framework: dict[str, SubPhase]) -> SelfCheck:
    SelfCheckFactory(address=TOKEN)
    return SelfCheck.objects.behind(TOKEN).get()


@pytest.fixture
def home(self_check: SelfCheck) -> str:
    """The secret address of the check."""
    return f"/self-check/{TOKEN}/"
