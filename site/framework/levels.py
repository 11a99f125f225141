"""Levels with their statements, as pages and questions show them."""

from collections.abc import Iterable, Sequence
from typing import Any

from framework.enums import Lens
from framework.models import Statement
from framework.outline import LevelOutline


def level_names(levels: Iterable[LevelOutline]) -> dict[int, str]:
    """What each level is called, by its number."""
    return {level.number: level.name for level in levels}


def level_rows(
    levels: Sequence[LevelOutline], statements: Iterable[Statement]
) -> list[dict[str, Any]]:
    """Every level in order, as `components/levels.html` wants them.

    A level without statements is marked as missing. Statements come with their level.
    """
    there = list(statements)
    return [
        {
            "identifier": level.identifier,
            "name": level.name,
            "number": level.number,
            "meaning": level.meaning,
            "statements": (
                rows := [statement_row(s) for s in there if s.level.number == level.number]
            ),
            "missing": not rows,
        }
        for level in levels
    ]


def statement_row(statement: Statement) -> dict[str, str]:
    """A statement as lists show it; one that speaks of one kind of work only says so."""
    only = "" if statement.lens == Lens.BOTH else f" ({statement.get_lens_display()} work)"
    return {"text": f"{statement.text}{only}", "advice": statement.advice}
