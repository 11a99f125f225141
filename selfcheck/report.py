"""The result of a self-check as plain values: what the pages show, and what every file holds.

`selfcheck.results` makes it from the database. No Django here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from selfcheck.reading import ABOUT_PRACTICE
from selfcheck.scoring import NOT_ANSWERED


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
class MeasureToUse:
    """An outcome measure that would show it, and where its page is."""

    name: str
    path: str


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
    - `known_by` - the measures that would show it, three at most
    - `level_identifier` - of the level; empty where there is none
    - `hint` - what that level looks like, where nobody answered a statement of the part
    - `unread` - nobody here has read the published text of that level
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
    known_by: tuple[MeasureToUse, ...] = ()
    level_identifier: str = ""
    hint: str = ""
    unread: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of what would show it."""
        return tuple(measure.name for measure in self.known_by)

    @property
    def answered_statements(self) -> Sequence[StatementResult]:
        return [statement for statement in self.statements if statement.practice]

    @property
    def move_beyond_heading(self) -> str:
        """A quick answer does not say that somebody does what is common at its level."""
        if any(statement.practice in ABOUT_PRACTICE for statement in self.statements):
            return "Move beyond"
        return f"Common at {self.level}. If you do it, move beyond it"

    @property
    def unread_note(self) -> str:
        if not self.unread:
            return ""
        return (
            f"You chose {self.level}. We have not yet read the published text of this level, so"
            " check it before you share."
        )

    @property
    def says_something(self) -> bool:
        """Whether anybody has said anything about it."""
        answered = self.level != NOT_ANSWERED.state.value
        return bool(answered or self.note or self.answered_statements)


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

    @property
    def unchecked_note(self) -> str:
        """Says which of its words we have not read on the page of their owner."""
        unchecked = [element.name for element in self.elements if not element.checked]
        if not unchecked:
            return ""
        note = "We have not yet checked these words against the published page"
        return (
            f"{note}."
            if len(unchecked) == len(self.elements)
            else f"{note}: {'; '.join(unchecked)}."
        )


@dataclass(frozen=True)
class PlannedAction:
    """A row of the action plan.

    - `uid` - names it in a calendar, and says nothing else
    - `progress` - as `selfcheck.enums.Progress` stores it
    - `overdue` - its day has passed, and it is neither done nor stopped
    """

    uid: str
    what: str
    why: str
    owner: str
    due_on: date | None
    progress: str
    progress_in_words: str
    how_we_will_know: str
    part: str
    overdue: bool = False


@dataclass(frozen=True)
class EarlierAnswer:
    """An answer to something that is no longer asked, in the words of then."""

    label: str
    asked: str
    level: str
    note: str
    reason: str = ""

    @property
    def reason_in_words(self) -> str:
        """Why they answered so; empty where they did not say."""
        return f"Why this level: {self.reason}" if self.reason else ""


@dataclass(frozen=True)
class Report:
    """Everything about one check. Never a total, and no name but a team's label.

    - `about` - the kind of work in words; empty where it was not said
    - `sentence`, `basis` - the profile in a sentence, and how much it rests on
    - `strengths`, `next_parts` - sub-phases by identifier: at the highest level; in the order to do
    - `before_saved_on` - of the round before; None where there was none
    - `team_note` - says that a team agreed these answers; empty for a check of one's own
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
    team_note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show or to keep yet."""
        said = self.earlier or self.actions or any(part.says_something for part in self.parts)
        return not said

    @property
    def read_strengths(self) -> Sequence[PartResult]:
        """The parts at the highest level, where we know what that level asks for."""
        return [part for part in map(self.part, self.strengths) if not part.unread]

    @property
    def unread_strengths(self) -> Sequence[PartResult]:
        return [part for part in map(self.part, self.strengths) if part.unread]

    @property
    def parts(self) -> Sequence[PartResult]:
        return [part for phase in self.phases for part in phase.parts]

    @property
    def has_due_dates(self) -> bool:
        """Whether there is anything for a calendar."""
        return any(action.due_on for action in self.actions)

    @property
    def steps(self) -> Sequence[PartResult]:
        """The parts to work on next, in order."""
        return [self.part(identifier) for identifier in self.next_parts]

    def part(self, identifier: str) -> PartResult:
        """The sub-phase of that identifier. Raises `StopIteration` where it is not there."""
        return next(part for part in self.parts if part.identifier == identifier)
