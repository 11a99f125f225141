"""Answers to what is no longer asked, in the words of then: an old check keeps reading correctly."""

from collections.abc import Iterator

from selfcheck.models import Answer, StatementAnswer
from selfcheck.models.questions import DEFAULT_TEXT
from selfcheck.report import EarlierAnswer
from selfcheck.results.gathered import Gathered
from selfcheck.standing import has_answered, reason_of


def earlier_answers(known: Gathered) -> tuple[EarlierAnswer, ...]:
    """Those to parts that are no longer known, then those to retired statements."""
    return (*about_parts(known), *about_statements(known))


def about_parts(known: Gathered) -> Iterator[EarlierAnswer]:
    shown = {part.pk for part in known.outline.known_sub_phases() if known.asks_about(part)}
    for pk, answer in sorted(known.answers.items()):
        says_something = has_answered(answer) or answer.note
        if says_something and pk not in shown:
            yield earlier_answer(answer, known)


def earlier_answer(answer: Answer, known: Gathered) -> EarlierAnswer:
    part = answer.sub_phase
    then = known.wordings.get((part.identifier, answer.sub_phase_version), part.worded)
    return EarlierAnswer(
        label=f"{part.identifier} {then.splitlines()[0] if then.strip() else ''}".strip(),
        asked=question_then(answer, known),
        level=answer.level.name if answer.level else answer.get_kind_display(),
        note=answer.note,
        reason=reason_of(answer),
    )


def question_then(answer: Answer, known: Gathered) -> str:
    """What was asked, in the words of then; the usual question where none is recorded."""
    question = answer.question
    if question is None:
        return DEFAULT_TEXT
    return known.wordings.get((question.identifier, answer.question_version), question.text)


def about_statements(known: Gathered) -> Iterator[EarlierAnswer]:
    in_use = {statement.pk for each in known.statements.values() for statement in each}
    labels = {part.pk: part.label for part in known.outline.known_sub_phases()}
    for pk, said in known.said.items():
        if pk not in in_use:
            yield earlier_statement(said, labels, known)


def earlier_statement(
    said: StatementAnswer, labels: dict[int, str], known: Gathered
) -> EarlierAnswer:
    statement = said.statement
    version = (statement.identifier, said.statement_version)
    return EarlierAnswer(
        label=labels.get(statement.sub_phase_id, str(statement.sub_phase)),
        asked=known.wordings.get(version, statement.text),
        level=said.get_practice_display(),
        note="",
    )
