"""One check as its question pages show it: what each phase asks, and what has been said so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from framework.enums import Advice
from framework.levels import level_rows
from framework.models import Statement
from framework.outline import LevelOutline, Outline, PhaseOutline, SubPhaseOutline
from selfcheck import scoring
from selfcheck.actions.answers import Said
from selfcheck.enums import AnswerKind, Route
from selfcheck.models import Answer, SelfCheck
from selfcheck.question_records import QuestionText, questions_in_use
from selfcheck.results.words import reading_in_words
from selfcheck.standing import (
    Standing,
    read_answers_of,
    read_practices_of,
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
    """

    part: SubPhaseOutline
    levels: tuple[LevelOutline, ...]
    question: QuestionText | None
    lens: str
    statements: tuple[Statement, ...]
    unread: frozenset[int]
    practices: Mapping[int, str]
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
        """The question in the words for the kind of work."""
        return self.question.asked(self.lens) if self.question else ""

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
        return {level.number: level.name for level in self.levels}

    @property
    def unanswered(self) -> int:
        """How many statements nobody has said anything about."""
        return sum(statement.pk not in self.practices for statement in self.statements)

    def said(self, *, choice: str | None, note: str | None, reason: str | None) -> Said:
        """Something said about the part, with the question that was asked."""
        asked = self.question
        return Said(
            sub_phase=self.part,
            choice=choice,
            note=note,
            reason=reason,
            question=asked.pk if asked else None,
            question_version=asked.version if asked else 1,
        )

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
        words = self.question.hints.get(level.identifier, "") if self.question else ""
        if words != self.part.hints.get(level.identifier, ""):
            return words
        # The framework's own first statement may be about the other kind of work.
        there = self.at(level.number)
        if not there:
            return UNREAD if level.number in self.unread else ""
        beyond = "Move beyond: " if there[0].advice == Advice.MOVE_BEYOND else ""
        return f"{beyond}{there[0].text}"


@dataclass(frozen=True)
class PhaseSheet:
    """A phase in one check."""

    phase: PhaseOutline
    parts: tuple[PartSheet, ...]

    def asked(self, route: str) -> list[PartSheet]:
        """The parts that a route asks about."""
        if route == Route.DETAILED:
            return [part for part in self.parts if part.statements or part.question]
        return [part for part in self.parts if part.question]

    def complete(self, route: str) -> bool:
        return all(part.done(route) for part in self.asked(route))


def read_sheet(self_check: SelfCheck, outline: Outline) -> list[PhaseSheet]:
    """Every phase of a check: three queries, and the questions from their cache."""
    answers = read_answers_of([self_check])[self_check.pk]
    practices = read_practices_of([self_check])[self_check.pk]
    return sheets_of(self_check.lens, outline, answers, practices)


def read_phase(self_check: SelfCheck, outline: Outline, phase: PhaseOutline) -> PhaseSheet:
    """One phase of a check: three queries, and only its own statements are read."""
    return read_sheet(self_check, replace(outline, phases=(phase,)))[0]


def read_blank_sheet(lens: str, outline: Outline) -> list[PhaseSheet]:
    """What every phase asks, without what anybody said: one query."""
    return sheets_of(lens, outline, {}, {})


def read_blank_phase(lens: str, outline: Outline, phase: PhaseOutline) -> PhaseSheet:
    """The same of one phase."""
    return read_blank_sheet(lens, replace(outline, phases=(phase,)))[0]


def sheets_of(
    lens: str, outline: Outline, answers: Mapping[int, Answer], practices: Mapping[int, str]
) -> list[PhaseSheet]:
    statements = read_statements_in_use(outline)
    standings = standings_of(lens, outline, answers, statements, practices)
    asked = questions_in_use()
    return [
        PhaseSheet(
            phase,
            tuple(
                part_sheet(
                    part,
                    outline,
                    asked.get(part.pk),
                    statements[part.pk],
                    lens,
                    practices,
                    standings[part.pk],
                )
                for part in phase.known_sub_phases
            ),
        )
        for phase in outline.phases
    ]


def part_sheet(
    part: SubPhaseOutline,
    outline: Outline,
    question: QuestionText | None,
    statements: Sequence[Statement],
    lens: str,
    practices: Mapping[int, str],
    standing: Standing,
) -> PartSheet:
    """A part with those of its statements that are about one kind of work."""
    return PartSheet(
        part=part,
        levels=outline.levels,
        question=question,
        lens=lens,
        statements=tuple(each for each in statements if speaks_of(lens, each)),
        unread=unread(outline.levels, statements),
        practices=practices,
        standing=standing,
    )


def unread(levels: Sequence[LevelOutline], statements: Sequence[Statement]) -> frozenset[int]:
    """The numbers of the levels that have no statement for any kind of work."""
    read = {statement.level.number for statement in statements}
    return frozenset(level.number for level in levels) - read
