"""Page types of the framework and its guidance, and the glossary."""

from guidance.models.downloads import Download
from guidance.models.framework import FrameworkIndexPage, PhasePage, SubPhasePage
from guidance.models.glossary import GlossaryPage, GlossaryTerm
from guidance.models.guidance import GuidanceIndexPage, GuidancePage
from guidance.models.measures import MeasureIndexPage
from guidance.models.strategies import StrategyIndexPage

__all__ = [
    "Download",
    "FrameworkIndexPage",
    "GlossaryPage",
    "GlossaryTerm",
    "GuidanceIndexPage",
    "GuidancePage",
    "MeasureIndexPage",
    "PhasePage",
    "StrategyIndexPage",
    "SubPhasePage",
]
