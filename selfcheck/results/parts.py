"""One part of the framework in the result: where it stands, why, and what comes next."""

from collections.abc import Iterable
from typing import Any

from framework.enums import Advice
from framework.models import Statement
from framework.outline import SubPhaseOutline
from selfcheck import scoring
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import Answer
from selfcheck.reading import ABOUT_PRACTICE
from selfcheck.report import PartResult, ReadAs, StatementResult
from selfcheck.results.gathered import Gathered
from selfcheck.results.words import changed_since, reading_in_words, worded
from selfcheck.standing import Standing, speaks_of

AT_LEAST_IN_PART = {Practice.DOING.value, Practice.IN_PART.value}
Fields = dict[str, Any]


def part_result(part: SubPhaseOutline, known: Gathered) -> PartResult:
    """Everything that is to be said of one part."""
    stands = known.standings[part.pk]
    question = known.questions.get(part.pk)
    return PartResult(
        pk=part.pk,
        identifier=part.identifier,
        label=part.label,
        path=part.path,
        question=question.asked(known.lens) if question else "",
        level=reading_in_words(stands.reading, known.names),
        filled=stands.reading.level or 0,
        level_identifier=identifier_of_level(stands.reading, known),
        note=stands.answer.note if stands.answer else "",
        reason=stands.answer.reason if stands.answer else "",
        wording_note=wording_note(part, stands.answer, known),
        statements=tuple(statement_results(part, known)),
        measures=tuple(known.measures[part.pk]) if part.pk in known.measures else (),
        overruled=stands.overruled,
        read_as=read_as(stands, known),
        **where_it_stood(part, known),
        **what_to_do(part, stands.reading, known),
    )


def identifier_of_level(reading: scoring.Reading, known: Gathered) -> str:
    levels = {level.number: level.identifier for level in known.outline.levels}
    return levels[reading.level] if reading.level else ""


def read_as(stands: Standing, known: Gathered) -> ReadAs | None:
    if stands.read is None:
        return None
    return ReadAs(reading_in_words(stands.read.reading, known.names), stands.read.reasons)


def where_it_stood(part: SubPhaseOutline, known: Gathered) -> Fields:
    """Of the round before; nothing in a first round."""
    if known.before is None:
        return {}
    was = known.before.readings.get(part.identifier, scoring.NOT_ANSWERED)
    return {
        "level_before": reading_in_words(was, known.names),
        "filled_before": was.level or 0,
    }


def wording_note(part: SubPhaseOutline, answer: Answer | None, known: Gathered) -> str:
    """Says which words changed since: of the part, of its question, or since the last round."""
    notes = []
    if answer and answer.kind != AnswerKind.NOT_ANSWERED:
        if answer.sub_phase_version != part.version:
            then = known.wordings.get((part.identifier, answer.sub_phase_version))
            notes.append(changed_since("this part", then))
        notes += question_note(answer, known)
    before = known.before.versions.get(part.identifier) if known.before else None
    if before not in {None, part.version}:
        notes.append("Its words changed between the two rounds: compare with care.")
    return " ".join(notes)


def question_note(answer: Answer, known: Gathered) -> list[str]:
    """Says that the question was another one when it was answered."""
    then = answer.question
    if then is None or then.version == answer.question_version:
        return []
    words = known.wordings.get((then.identifier, answer.question_version))
    return [changed_since("its question", words)]


def statements_shown(part: SubPhaseOutline, known: Gathered) -> list[Statement]:
    """The statements in use that speak of the kind of work that the check is about."""
    return [each for each in known.statements[part.pk] if speaks_of(known.lens, each)]


def practice_of(statement: Statement, known: Gathered) -> str:
    said = known.said.get(statement.pk)
    return said.practice if said else ""


def statement_results(part: SubPhaseOutline, known: Gathered) -> Iterable[StatementResult]:
    """Every statement of a part with what was said of it, in order."""
    for statement in statements_shown(part, known):
        practice = practice_of(statement, known)
        yield StatementResult(
            identifier=statement.identifier,
            text=worded(statement, known.lens),
            level=statement.level.name,
            level_number=statement.level.number,
            move_beyond=statement.advice == Advice.MOVE_BEYOND,
            practice=practice,
            practice_in_words=Practice(practice).label if practice else "",
            wording_then=wording_then(statement, known),
        )


def wording_then(statement: Statement, known: Gathered) -> str:
    """What an answered statement said then; nothing where it says the same now."""
    said = known.said.get(statement.pk)
    if said is None or said.statement_version == statement.version:
        return ""
    version = (statement.identifier, said.statement_version)
    return known.wordings.get(version, "We no longer have the earlier words.")


def what_to_do(part: SubPhaseOutline, reading: scoring.Reading, known: Gathered) -> Fields:
    """What to keep, to leave behind, to finish and to start, in the words of the statements."""
    here = [(each, practice_of(each, known)) for each in statements_shown(part, known)]
    detailed = any(practice in ABOUT_PRACTICE for _, practice in here)
    level = reading.level or 0

    def texts(chosen: Iterable[Statement]) -> tuple[str, ...]:
        return tuple(worded(statement, known.lens) for statement in chosen)

    done = [each for each, practice in here if practice in AT_LEAST_IN_PART]
    at_level = [each for each, _ in here if each.level.number == level]
    fields: Fields = {
        "keep": texts(only(Advice.KEEP, done)),
        "move_beyond": texts(only(Advice.MOVE_BEYOND, done if detailed else at_level)),
    }
    if not level:
        return fields
    missing = [each for each, practice in here if practice in {Practice.NOT_YET, Practice.NOT_SURE}]
    up_to_here = [each for each in missing if each.level.number <= level]
    next_up = [
        each
        for each, practice in here
        if each.level.number == level + 1
        and practice not in {Practice.DOING, Practice.DOES_NOT_APPLY}
    ]
    return {
        **fields,
        "unfinished": texts(only(Advice.KEEP, up_to_here)),
        "next_level": known.names.get(level + 1, ""),
        "next_statements": texts(only(Advice.KEEP, next_up)),
    }


def only(advice: Advice, statements: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.advice == advice]
