"""The framework's records: what it says, and the strategies it serves."""

from framework.models.editions import Edition, OfficialTextUpload
from framework.models.framework import (
    FormerWording,
    Level,
    Phase,
    Principle,
    Statement,
    SubPhase,
)
from framework.models.measures import Measure
from framework.models.strategies import Strategy, StrategyElement, StrategyLink

__all__ = [
    "Edition",
    "FormerWording",
    "Level",
    "Measure",
    "OfficialTextUpload",
    "Phase",
    "Principle",
    "Statement",
    "Strategy",
    "StrategyElement",
    "StrategyLink",
    "SubPhase",
]
