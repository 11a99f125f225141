"""The result of a self-check as plain values: what the pages show, and what every file holds.

`selfcheck.results` makes it from the database. No Django here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StatementResult:
    """A statement, and what was said about it. `practice` is empty where nothing was."""

    identifier: str
    text: str
    level: str
    level_number: int
    move_beyond: bool
    practice: str
    practice_in_words: str
    wording_then: str = ""


@dataclass(frozen=True)
class ReadAs:
    """The level that the statements read as, with reasons in sentences."""

    level: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PartResult:
    """A sub-phase: where it stands, why, and what comes next.

    - `level` - in words: a level, or "Not sure", "Not answered" …; `filled` is 0 to 4, for a bar
    - `level_before`, `filled_before` - of the round before; empty and None where there was none
    - `read_as` - what the statements say; None where none was answered
    - `overruled` - the person chose another level than the statements read as
    - `note`, `reason` - in the person's words: what it is based on; why this level
    - `wording_note` - says that the words changed since; empty where they did not
    - `keep`, `move_beyond` - what they do and should go on doing, or leave behind
    - `unfinished` - statements of this level and below that are not done yet: they come first
    - `next_level`, `next_statements` - one level up; empty at the highest and where unknown
    - `measures` - names of what would show it
    - `level_identifier` - of the level; empty where there is none
    """

    pk: int
    identifier: str
    label: str
    path: str
    question: str
    level: str
    filled: int
    level_before: str = ""
    filled_before: int | None = None
    read_as: ReadAs | None = None
    overruled: bool = False
    note: str = ""
    reason: str = ""
    wording_note: str = ""
    statements: tuple[StatementResult, ...] = ()
    keep: tuple[str, ...] = ()
    move_beyond: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    next_level: str = ""
    next_statements: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    level_identifier: str = ""

    @property
    def answered_statements(self) -> Sequence[StatementResult]:
        return [statement for statement in self.statements if statement.practice]


@dataclass(frozen=True)
class PhaseResult:
    """A phase with its parts. `filled` is its lowest level, 0 where there is none."""

    identifier: str
    number: int
    name: str
    path: str
    level: str
    filled: int
    level_before: str = ""
    filled_before: int | None = None
    parts: tuple[PartResult, ...] = ()


@dataclass(frozen=True)
class ElementResult:
    """A part of a strategy, and what the parts that serve it stand at."""

    name: str
    checked: bool
    parts: tuple["ServingPart", ...]


@dataclass(frozen=True)
class ServingPart:
    label: str
    path: str
    level: str
    filled: int
    why: str


@dataclass(frozen=True)
class StrategyResult:
    """A strategy with its status, which may be about to change."""

    name: str
    status: str
    status_kind: str
    status_reason: str
    elements: tuple[ElementResult, ...]


@dataclass(frozen=True)
class PlannedAction:
    """A row of the action plan. `uid` names it in a calendar, and says nothing else."""

    uid: str
    what: str
    why: str
    owner: str
    due_on: date | None
    progress: str
    how_we_will_know: str
    part: str


@dataclass(frozen=True)
class EarlierAnswer:
    """An answer to something that is no longer asked, in the words of then."""

    label: str
    asked: str
    level: str
    note: str


@dataclass(frozen=True)
class Report:
    """Everything about one check. Never a total, and no name but a team's label.

    - `about` - the kind of work in words; empty where it was not said
    - `sentence`, `basis` - the profile in a sentence, and how much it rests on
    - `strengths`, `next_parts` - sub-phases by identifier: at the highest level; in the order to do
    - `before_saved_on` - of the round before; None where there was none
    """

    title: str
    about: str
    saved_at: datetime
    expires_on: date
    sentence: str
    basis: str
    level_names: tuple[str, ...]
    phases: tuple[PhaseResult, ...]
    next_parts: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    strategies: tuple[StrategyResult, ...] = ()
    actions: tuple[PlannedAction, ...] = ()
    earlier: tuple[EarlierAnswer, ...] = ()
    before_saved_on: date | None = None

    @property
    def parts(self) -> Sequence[PartResult]:
        return [part for phase in self.phases for part in phase.parts]

    @property
    def steps(self) -> Sequence[PartResult]:
        """The parts to work on next, in order."""
        return [self.part(identifier) for identifier in self.next_parts]

    def part(self, identifier: str) -> PartResult:
        """The sub-phase of that identifier. Raises `StopIteration` where it is not there."""
        return next(part for part in self.parts if part.identifier == identifier)
