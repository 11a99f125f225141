"""A small framework: three phases, four levels, and part 1b in our own words."""

import pytest

from framework.models import Level, Phase, SubPhase
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.framework.official.files_read import PHASES

OURS = {
    1: ["Use the data that you hold to find communities and gaps.", "Write up what is known."],
    2: ["Look for what the data does not tell.", "Judge how good the data is.", "Share the gaps."],
    3: ["Bring communities in to check.", "Write down corrections.", "Tell people what you did."],
    4: ["Make it routine to combine data."],
}


@pytest.fixture
def phases(db: None) -> dict[int, Phase]:
    return {
        number: PhaseFactory(number=number, identifier=name.lower(), name=name)
        for number, name in PHASES.items()
    }


@pytest.fixture
def levels(db: None) -> list[Level]:
    return four_levels()


@pytest.fixture
def part(phases: dict[int, Phase], levels: list[Level]) -> SubPhase:
    """1b in our words, with a note that some of it is not here yet; 1a is not known."""
    SubPhaseFactory(
        phase=phases[1], letter="a", title="", summary="", link_to_inequalities="", known=False
    )
    part = SubPhaseFactory(
        phase=phases[1], letter="b", title="Reviewing evidence", gaps="The end was cut."
    )
    for level in levels:
        for position, text in enumerate(OURS[level.number], start=1):
            StatementFactory(sub_phase=part, level=level, position=position, text=text)
    return part
