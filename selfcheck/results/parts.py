"""One part of the framework in the result: where it stands, why, and what comes next."""

from collections.abc import Iterable
from typing import Any

from framework.enums import Advice, Lens, Rung
from framework.models import Statement
from framework.outline import SubPhaseOutline
from selfcheck import scoring
from selfcheck.enums import Practice
from selfcheck.models import Answer
from selfcheck.question_records import QuestionText
from selfcheck.reading import ABOUT_PRACTICE
from selfcheck.report import MeasureToUse, PartResult, ReadAs, StatementResult
from selfcheck.results.earlier import question_then
from selfcheck.results.gathered import Gathered
from selfcheck.results.words import changed_since, reading_in_words, worded
from selfcheck.standing import Standing, has_answered, reason_of, speaks_of

AT_LEAST_IN_PART = {Practice.DOING.value, Practice.IN_PART.value}
NOT_DONE = {Practice.NOT_YET.value, Practice.NOT_SURE.value, Practice.IN_PART.value}
FIRST_LEVEL = 1
MOST_MEASURES = 3
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
        reason=reason_of(stands.answer),
        wording_note=wording_note(part, stands.answer, known),
        statements=tuple(statement_results(part, known)),
        known_by=measures_of(part, stands.reading, known),
        hint=hint_of(part, stands, known),
        unread=is_unread(part, stands.reading, known),
        overruled=stands.overruled,
        read_as=read_as(stands, known),
        **where_it_stood(part, known),
        **what_to_do(part, stands.reading, known),
    )


def identifier_of_level(reading: scoring.Reading, known: Gathered) -> str:
    levels = {level.number: level.identifier for level in known.outline.levels}
    return levels[reading.level] if reading.level else ""


def measures_of(
    part: SubPhaseOutline, reading: scoring.Reading, known: Gathered
) -> tuple[MeasureToUse, ...]:
    """A few measures, those for the kind of work of the check first.

    Above the first level, how many were reached comes last: it says little.
    """
    above = (reading.level or 0) > FIRST_LEVEL
    beside = Lens.beside(known.lens)
    ordered = sorted(
        known.measures.get(part.pk, []),
        key=lambda each: (each.lens not in beside, above and each.rung == Rung.REACH),
    )
    return tuple(MeasureToUse(each.name, each.path) for each in ordered[:MOST_MEASURES])


def hint_of(part: SubPhaseOutline, stands: Standing, known: Gathered) -> str:
    """What the chosen level looks like, as beside the question; nothing where statements say it."""
    identifier = identifier_of_level(stands.reading, known)
    here = statements_shown(part, known)
    if not identifier or any(practice_of(each, known) for each in here):
        return ""
    usual, question = part.hints.get(identifier, ""), known.questions.get(part.pk)
    own = question.hints.get(identifier, "") if question else ""
    if own and own != usual:
        return own
    first = next((each for each in here if each.level.number == stands.reading.level), None)
    if first is None:
        return ""
    words = worded(first, known.lens)
    return f"A limit: {words}" if first.advice == Advice.MOVE_BEYOND else words


def is_unread(part: SubPhaseOutline, reading: scoring.Reading, known: Gathered) -> bool:
    """Whether there is no statement of the level of a part, for any kind of work."""
    read = {statement.level.number for statement in known.statements[part.pk]}
    return reading.level is not None and reading.level not in read


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
    if answer and has_answered(answer):
        if answer.sub_phase_version != part.version:
            then = known.wordings.get((part.identifier, answer.sub_phase_version))
            notes.append(changed_since("this part", then))
        notes += question_note(answer, known.questions.get(part.pk), known)
    before = known.before.versions.get(part.identifier) if known.before else None
    if before not in {None, part.version}:
        notes.append("Its words changed between the two rounds: compare with care.")
    return " ".join(notes)


def question_note(answer: Answer, now: QuestionText | None, known: Gathered) -> list[str]:
    """Says that the question was another one when it was answered. The answer still counts."""
    then = answer.question
    if then is None:
        return []
    words = known.wordings.get((then.identifier, answer.question_version))
    if now is None or now.pk != then.pk:
        asked = "We no longer ask this question" if now is None else "We ask another question now"
        return [f"{asked}. You answered: “{question_then(answer, known)}”"]
    return [] if then.version == answer.question_version else [changed_since("its question", words)]


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
        return tuple(with_progress(statement, known) for statement in chosen)

    done = [each for each, practice in here if practice in AT_LEAST_IN_PART]
    kept = [
        each
        for each, practice in here
        if practice == Practice.DOING
        or (practice == Practice.IN_PART and (not level or each.level.number > level + 1))
    ]
    at_level = [each for each, _ in here if each.level.number == level]
    fields: Fields = {
        "keep": texts(only(Advice.KEEP, kept)),
        "move_beyond": texts(only(Advice.MOVE_BEYOND, done if detailed else at_level)),
    }
    if not level:
        return fields
    missing = [each for each, practice in here if practice in NOT_DONE]
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


def with_progress(statement: Statement, known: Gathered) -> str:
    """A statement, marked where it is done in part: it is told once, and not as done."""
    words = worded(statement, known.lens)
    in_part = practice_of(statement, known) == Practice.IN_PART
    return f"{words} (you do this in part)" if in_part else words


def only(advice: Advice, statements: Iterable[Statement]) -> list[Statement]:
    return [statement for statement in statements if statement.advice == advice]
