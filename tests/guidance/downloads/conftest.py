"""A small framework with pages, and a printer that is quick."""

import sys
from dataclasses import dataclass
from math import inf
from typing import Any

import pytest

from framework.models import SubPhase
from guidance.downloads import changes
from guidance.models import FrameworkIndexPage, GuidancePage, PhasePage, SubPhasePage
from officefiles import printed
from pages.models import HomePage
from tests.factories.framework import (
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)

QUICK = """
import base64, json, sys
told = sys.stdin.read()
made = "%PDF made quickly"
if sys.argv[1:] == ["many"]:
    made = json.dumps([base64.b64encode(made.encode()).decode() for _ in json.loads(told)])
sys.stdout.write(made)
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, files are made."""
    monkeypatch.setattr(changes, "LONGEST", inf)


@dataclass
class Places:
    """What there is to download from."""

    framework: FrameworkIndexPage
    phase: PhasePage
    part: SubPhasePage
    guidance: GuidancePage

    @property
    def sub_phase(self) -> SubPhase:
        return self.part.sub_phase


@pytest.fixture
def quick_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program in the place of the one that draws PDF files: that one takes seconds."""
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", QUICK])


@pytest.fixture
def places(home_page: HomePage, quick_printer: None) -> Places:
    levels = four_levels()
    check = PhaseFactory(number=1, identifier="check", name="Check", purpose="Find out who.")
    sub_phase = SubPhaseFactory(phase=check, letter="a", slug="evidence", title="Evidence")
    for level in levels[:2]:
        StatementFactory(sub_phase=sub_phase, level=level, text=f"We are {level.name.lower()}.")
    framework = FrameworkIndexPageFactory(parent=home_page, summary="Seven phases.")
    phase = PhasePageFactory(parent=framework, phase=check)
    part = SubPhasePageFactory(parent=phase, sub_phase=sub_phase)
    index = GuidanceIndexPageFactory(parent=home_page)
    guidance = GuidancePageFactory(parent=index, title="Ask people", slug="ask-people", phase=check)
    return Places(framework, phase, part, guidance)


def text_block(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}
