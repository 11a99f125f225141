"""Levels with their statements, as pages and questions show them."""

from collections.abc import Iterable, Sequence
from typing import Any

from framework.enums import Lens, Wording
from framework.lenses import with_lens, worded_for
from framework.models import Statement
from framework.outline import LevelOutline


def level_names(levels: Iterable[LevelOutline]) -> dict[int, str]:
    """What each level is called, by its number."""
    return {level.number: level.name for level in levels}


def level_rows(
    levels: Sequence[LevelOutline],
    statements: Iterable[Statement],
    lens: str = "",
    *,
    linked: bool = False,
) -> list[dict[str, Any]]:
    """Every level in order, as `components/levels.html` wants them.

    A level without statements is marked as missing. Statements come with their level. With a
    `lens`, those of another kind of work are left out, and `elsewhere` counts them. Where they are
    `linked`, each leads to its own page.
    """
    there = list(statements)
    return [level_row(level, there, lens, linked=linked) for level in levels]


def level_row(
    level: LevelOutline, statements: Sequence[Statement], lens: str, *, linked: bool
) -> dict[str, Any]:
    here = [each for each in statements if each.level.number == level.number]
    shown = [each for each in here if each.lens in Lens.beside(lens)]
    return {
        "identifier": level.identifier,
        "name": level.name,
        "number": level.number,
        "meaning": level.meaning,
        "statements": [statement_row(each, lens, linked=linked) for each in shown],
        "missing": not here,
        "elsewhere": len(here) - len(shown),
    }


def statement_row(statement: Statement, lens: str = "", *, linked: bool = False) -> dict[str, str]:
    """A statement as lists show it; one that speaks of one kind of work only says so."""
    only = "" if lens or statement.lens == Lens.BOTH else f" ({statement.get_lens_display()} work)"
    text = worded_for(statement, lens)
    # Wordings for a kind of work are always ours.
    wording = Wording(statement.wording if text == statement.text else Wording.OURS)
    row = {
        "text": f"{text}{only}",
        "advice": statement.advice,
        "wording": wording.value,
        "whose": str(wording.label),
    }
    return {**row, "url": with_lens(statement.path, lens)} if linked else row
