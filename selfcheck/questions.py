"""The questions of the quick check: one for each sub-phase whose text is known. All of it is data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from framework.levels import level_rows
from framework.models import Statement
from framework.outline import LevelOutline, Outline, PhaseOutline, SubPhaseOutline

StatementsByLevel = Mapping[int, list[Statement]]


@dataclass(frozen=True)
class Question:
    """One sub-phase, with what each of its levels looks like."""

    sub_phase: SubPhaseOutline
    levels: tuple[LevelOutline, ...]
    statements: StatementsByLevel

    @property
    def level_rows(self) -> list[dict[str, Any]]:
        """The levels as `components/levels.html` takes them."""
        there = [statement for rows in self.statements.values() for statement in rows]
        return [{**row, "meaning": ""} for row in level_rows(self.levels, there)]

    def at(self, number: int) -> list[Statement]:
        return self.statements.get(number, [])


def read_statements(sub_phases: Iterable[SubPhaseOutline]) -> dict[int, StatementsByLevel]:
    """The statements of any number of sub-phases, by sub-phase and level: one query."""
    found: dict[int, dict[int, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    wanted = [part.pk for part in sub_phases]
    for statement in Statement.objects.in_use().with_level().filter(sub_phase__in=wanted):
        found[statement.sub_phase_id][statement.level.number].append(statement)
    return {pk: found[pk] for pk in wanted}


def questions_of(phase: PhaseOutline, outline: Outline) -> list[Question]:
    """The questions of a phase, in order: one query, or none where there are no questions."""
    parts = phase.known_sub_phases
    if not parts:
        return []
    statements = read_statements(parts)
    return [Question(part, outline.levels, statements[part.pk]) for part in parts]


def phase_after(phase: PhaseOutline, outline: Outline) -> PhaseOutline | None:
    """The next phase that has questions."""
    later = (other for other in outline.phases if other.number > phase.number)
    return next((other for other in later if other.known_sub_phases), None)


def phase_of(part: SubPhaseOutline | None, outline: Outline) -> PhaseOutline | None:
    """The phase that a sub-phase belongs to."""
    return next((phase for phase in outline.phases if part in phase.sub_phases), None)
