"""The framework's records: what it says, and the strategies it serves."""

from framework.models.framework import (
    FormerWording,
    Level,
    Phase,
    Principle,
    Statement,
    SubPhase,
)
from framework.models.strategies import Strategy, StrategyElement

__all__ = [
    "FormerWording",
    "Level",
    "Phase",
    "Principle",
    "Statement",
    "Strategy",
    "StrategyElement",
    "SubPhase",
]
