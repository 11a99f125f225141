"""One check as its question pages show it: what each phase asks, and what has been said so far."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from framework.enums import Advice
from framework.lenses import worded_for
from framework.levels import level_names, level_rows
from framework.models import Statement
from framework.outline import LevelOutline, Outline, PhaseOutline, SubPhaseOutline
from selfcheck import scoring
from selfcheck.enums import AnswerKind, Route
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from selfcheck.question_records import DEFAULT_TEXT, QuestionText, questions_in_use
from selfcheck.results.words import reading_in_words
from selfcheck.standing import (
    Standing,
    read_answers_of,
    read_statements_in_use,
    speaks_of,
    standings_of,
)

UNREAD = "We have not yet been able to read the text of this level."


@dataclass(frozen=True)
class PartSheet:
    """A sub-phase in one check.

    - `question` - what the quick route asks; None where its question is retired
    - `lens` - the kind of work that the answers are about
    - `statements` - what the detailed route asks, in order: those about the check's kind of work
    - `unread` - numbers of the levels that nobody here has read any statement of
    - `practices` - what was said of statements, by their pk
    - `versions` - the version of each statement that this was said of, by its pk
    """

    part: SubPhaseOutline
    levels: tuple[LevelOutline, ...]
    question: QuestionText | None
    lens: str
    statements: tuple[Statement, ...]
    unread: frozenset[int]
    practices: Mapping[int, str]
    versions: Mapping[int, int]
    standing: Standing

    @property
    def answer(self) -> Answer | None:
        """What was said about the part as a whole; it may hold only a note."""
        return self.standing.answer

    @property
    def chosen(self) -> bool:
        """Somebody has answered the question about the part as a whole."""
        return self.answer is not None and self.answer.kind != AnswerKind.NOT_ANSWERED

    @property
    def asked(self) -> str:
        """The question in the words for the kind of work; the usual one where it is retired."""
        return self.question.asked(self.lens) if self.question else DEFAULT_TEXT

    @property
    def is_earlier(self) -> bool:
        """The answer is to a question that is retired, with none in its place. It still counts."""
        return self.standing.no_longer_asked

    @property
    def reworded(self) -> bool:
        """The part, or its question, has other words now than when the question was answered."""
        answer, now = self.answer, self.question
        if answer is None or not self.chosen:
            return False
        if answer.sub_phase_version < self.part.version:
            return True
        if now is None or answer.question_id is None:
            return False
        return answer.question_id != now.pk or answer.question_version < now.version

    def statement_reworded(self, statement: Statement) -> bool:
        """A statement has other words now than when it was answered."""
        return self.versions.get(statement.pk, statement.version) < statement.version

    @property
    def stands(self) -> str:
        """Where the part stands, in words."""
        return reading_in_words(self.standing.reading, self.level_names)

    @property
    def read_as(self) -> str:
        """What its statements read as, in words; empty where there is nothing to read."""
        read = self.standing.read
        return reading_in_words(read.reading, self.level_names) if read else ""

    @property
    def level_names(self) -> dict[int, str]:
        return level_names(self.levels)

    @property
    def unanswered(self) -> int:
        """How many statements nobody has said anything about."""
        return sum(statement.pk not in self.practices for statement in self.statements)

    def asked_on(self, route: str) -> bool:
        """Whether a route asks anything about the part."""
        return bool(self.question or (route == Route.DETAILED and self.statements))

    def done(self, route: str) -> bool:
        """Whether everything that a route asks about the part has an answer."""
        if route == Route.DETAILED and self.statements:
            return self.chosen or not self.unanswered
        return self.standing.reading != scoring.NOT_ANSWERED

    def at(self, number: int) -> list[Statement]:
        """The statements of a level."""
        return [each for each in self.statements if each.level.number == number]

    def level_rows(self) -> list[dict[str, Any]]:
        """The levels as `components/levels.html` takes them."""
        rows = level_rows(self.levels, self.statements)
        return [{**row, "meaning": "", "missing": row["number"] in self.unread} for row in rows]

    def hints(self) -> dict[str, str]:
        """A first impression of each level: the question's own words, or its first statement."""
        return {level.identifier: self.hint_at(level) for level in self.levels}

    def hint_at(self, level: LevelOutline) -> str:
        usual = self.part.hints.get(level.identifier, "")
        words = self.question.hints.get(level.identifier, "") if self.question else usual
        if words != usual:
            return words
        # The framework's own first statement may be about the other kind of work.
        there = self.at(level.number)
        if not there:
            return UNREAD if level.number in self.unread else ""
        beyond = "Move beyond: " if there[0].advice == Advice.MOVE_BEYOND else ""
        return f"{beyond}{worded_for(there[0], self.lens)}"


@dataclass(frozen=True)
class PhaseSheet:
    """A phase in one check."""

    phase: PhaseOutline
    parts: tuple[PartSheet, ...]

    def asked(self, route: str, also: Collection[str] = ()) -> list[PartSheet]:
        """The parts that a route asks about, and those with an identifier among `also`."""
        return [part for part in self.parts if part.asked_on(route) or part.part.identifier in also]

    @property
    def begun(self) -> bool:
        """Somebody has said something about a part of it, on either route."""
        return any(part.answer or part.unanswered < len(part.statements) for part in self.parts)

    def complete(self, route: str) -> bool:
        return all(part.done(route) for part in self.asked(route))


def read_sheet(
    self_check: SelfCheck,
    outline: Outline,
    also: Collection[int] = (),
    said: Mapping[int, StatementAnswer] | None = None,
) -> list[PhaseSheet]:
    """Every phase of a check: three queries, and the questions from their cache.

    `also` as in `read_phase`. `said` is what is said of statements, where that is known already.
    """
    answers = read_answers_of([self_check])[self_check.pk]
    if said is None:
        rows = StatementAnswer.objects.filter(self_check=self_check)
        said = {answer.statement_id: answer for answer in rows}
    return sheets_of(self_check.lens, outline, answers, said, also)


def read_phase(
    self_check: SelfCheck, outline: Outline, phase: PhaseOutline, also: Collection[int] = ()
) -> PhaseSheet:
    """One phase of a check: three queries, and only its own statements are read.

    `also` are the pks of statements to show although they are retired, or about the other kind of
    work: somebody answered them on a page that had stood open. That may take one query more.
    """
    return read_sheet(self_check, replace(outline, phases=(phase,)), also)[0]


def read_blank_sheet(lens: str, outline: Outline, also: Collection[int] = ()) -> list[PhaseSheet]:
    """What every phase asks, without what anybody said: one query."""
    return sheets_of(lens, outline, {}, {}, also)


def read_blank_phase(
    lens: str, outline: Outline, phase: PhaseOutline, also: Collection[int] = ()
) -> PhaseSheet:
    """The same of one phase."""
    return read_blank_sheet(lens, replace(outline, phases=(phase,)), also)[0]


def sheets_of(
    lens: str,
    outline: Outline,
    answers: Mapping[int, Answer],
    said: Mapping[int, StatementAnswer],
    also: Collection[int],
) -> list[PhaseSheet]:
    statements = read_statements_in_use(outline)
    practices = {pk: answer.practice for pk, answer in said.items()}
    versions = {pk: answer.statement_version for pk, answer in said.items()}
    asked = questions_in_use()
    standings = standings_of(lens, outline, asked, answers, statements, practices)
    more = read_more(outline, statements, also)

    def part_sheet(part: SubPhaseOutline) -> PartSheet:
        here = statements[part.pk]
        shown = [each for each in here if speaks_of(lens, each) or each.pk in also]
        return PartSheet(
            part=part,
            levels=outline.levels,
            question=asked.get(part.pk),
            lens=lens,
            statements=(*shown, *more.get(part.pk, ())),
            unread=unread(outline.levels, here),
            practices=practices,
            versions=versions,
            standing=standings[part.pk],
        )

    return [
        PhaseSheet(phase, tuple(part_sheet(part) for part in phase.known_sub_phases))
        for phase in outline.phases
    ]


def read_more(
    outline: Outline, there: Mapping[int, Sequence[Statement]], wanted: Collection[int]
) -> dict[int, list[Statement]]:
    """Statements that are wanted and not there, by part: one query, where there are any."""
    missing = set(wanted) - {statement.pk for each in there.values() for statement in each}
    found: dict[int, list[Statement]] = defaultdict(list)
    if missing:
        retired = Statement.objects.with_level().filter(pk__in=missing, sub_phase__in=there)
        for statement in retired:
            found[statement.sub_phase_id].append(statement)
    return found


def unread(levels: Sequence[LevelOutline], statements: Sequence[Statement]) -> frozenset[int]:
    """The numbers of the levels that have no statement for any kind of work."""
    read = {statement.level.number for statement in statements}
    return frozenset(level.number for level in levels) - read
