"""Whose words a page of the framework is in, and the edition that its licence asks us to name."""

from collections.abc import Iterable
from typing import Any

from framework.enums import Wording
from framework.models import Edition, Phase, Statement, SubPhase
from framework.outline import PhaseOutline

MIXED = "mixed"


def whose_words(wordings: Iterable[str], edition: Edition | None) -> dict[str, Any]:
    """As `components/our_words.html` wants it. Reads the newest edition where none is given."""
    said = set(wordings)
    if said <= {Wording.OURS.value}:
        return {"wording": Wording.OURS.value, "edition": None}
    if len(said) > 1:
        said = {MIXED if Wording.OURS.value in said else Wording.ADAPTED.value}
    return {"wording": said.pop(), "edition": edition or Edition.objects.first()}


def words_of_phases(
    outlines: Iterable[PhaseOutline], edition: Edition | None = None
) -> dict[str, Any]:
    """Whose words phases and the summaries of their parts are in."""
    wordings: list[str] = []
    for outline in outlines:
        parts = outline.known_sub_phases
        wordings += [outline.wording, *(part.wording for part in parts)]
    return whose_words(wordings, edition)


def words_of_part(part: SubPhase, statements: Iterable[Statement]) -> dict[str, Any]:
    """Whose words a part and its statements are in."""
    return whose_words([part.wording, *(each.wording for each in statements)], part.edition)


def words_of_phase(phase: Phase, outline: PhaseOutline | None) -> dict[str, Any]:
    return words_of_phases([outline] if outline else [], phase.edition)
