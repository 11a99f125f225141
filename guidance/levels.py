"""A sub-phase's four levels with their statements, as the page shows them."""

from collections.abc import Sequence
from typing import Any

from framework.models import Statement
from framework.outline import LevelOutline


def levels_with_statements(
    levels: Sequence[LevelOutline], statements: Sequence[Statement]
) -> list[dict[str, Any]]:
    """Every level in order; one without statements is marked as text to be added.

    Rows are as `components/levels.html` wants them.
    """
    return [
        {
            "identifier": level.identifier,
            "name": level.name,
            "number": level.number,
            "meaning": level.meaning,
            "statements": (rows := statements_at(level, statements)),
            "missing": not rows,
        }
        for level in levels
    ]


def statements_at(level: LevelOutline, statements: Sequence[Statement]) -> list[dict[str, str]]:
    return [
        {
            "identifier": statement.identifier,
            "text": statement.text,
            "advice": statement.advice,
        }
        for statement in statements
        if statement.level.number == level.number
    ]
