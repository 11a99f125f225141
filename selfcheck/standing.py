"""Where each part of the framework stands in a check: the person's own word, or what is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framework.enums import Advice, Lens
from framework.models import Statement
from framework.outline import Outline
from selfcheck import scoring
from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from selfcheck.question_records import questions_in_use
from selfcheck.reading import LevelReading, StatementRead, read

READINGS = {
    AnswerKind.NOT_SURE.value: scoring.NOT_SURE,
    AnswerKind.DOES_NOT_APPLY.value: scoring.DOES_NOT_APPLY,
    AnswerKind.NOT_ANSWERED.value: scoring.NOT_ANSWERED,
}
StatementsByPart = Mapping[int, Sequence[Statement]]
Practices = Mapping[int, str]


@dataclass(frozen=True)
class Standing:
    """Where one part stands.

    - `reading` - what counts: the person's own answer where there is one, else what is read
    - `answer` - what they said about the part as a whole; it may hold only a note. An answer to a
      question that is retired, with none in its place, is an earlier answer and not here.
    - `read` - what their statements read as; None where there is nothing to read
    - `overruled` - they chose something else than the statements read as
    """

    reading: scoring.Reading
    answer: Answer | None
    read: LevelReading | None
    overruled: bool


NOTHING_SAID = Standing(scoring.NOT_ANSWERED, None, None, overruled=False)


def read_standings(self_check: SelfCheck, outline: Outline) -> dict[int, Standing]:
    """Where each known part stands, by its pk: three queries."""
    return read_standings_of([self_check], outline)[self_check.pk]


def read_standings_of(
    self_checks: Iterable[SelfCheck], outline: Outline
) -> dict[int, dict[int, Standing]]:
    """The same for any number of checks, by the pk of the check: three queries."""
    checks = list(self_checks)
    statements = read_statements_in_use(outline)
    answers = read_answers_of(checks)
    practices = read_practices_of(checks)
    return {
        check.pk: standings_of(
            check.lens, outline, answers[check.pk], statements, practices[check.pk]
        )
        for check in checks
    }


def read_statements_in_use(outline: Outline) -> dict[int, list[Statement]]:
    """Every statement in use of every known part, by part and in order: one query."""
    found: dict[int, list[Statement]] = {part.pk: [] for part in outline.known_sub_phases()}
    for statement in Statement.objects.in_use().with_level().filter(sub_phase__in=found):
        found[statement.sub_phase_id].append(statement)
    return found


def read_answers_of(checks: Sequence[SelfCheck]) -> dict[int, dict[int, Answer]]:
    """What was said of parts as a whole, by check and part: one query."""
    found: dict[int, dict[int, Answer]] = defaultdict(dict)
    answers = Answer.objects.filter(self_check__in=checks)
    for answer in answers.select_related("level", "question", "sub_phase"):
        found[answer.self_check_id][answer.sub_phase_id] = answer
    return found


def read_practices_of(checks: Sequence[SelfCheck]) -> dict[int, dict[int, str]]:
    """What was said of statements, by check and statement: one query."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = StatementAnswer.objects.filter(self_check__in=checks)
    for check, statement, practice in rows.values_list("self_check", "statement", "practice"):
        found[check][statement] = practice
    return found


def standings_of(
    lens: str,
    outline: Outline,
    answers: Mapping[int, Answer],
    statements: StatementsByPart,
    practices: Practices,
) -> dict[int, Standing]:
    """Where each known part stands in one check, from what was read of it."""
    names = {level.number: level.name for level in outline.levels}
    asked = questions_in_use()
    now = {pk: answer for pk, answer in answers.items() if pk in asked or not answer.question_id}
    return {
        part.pk: standing_of(now.get(part.pk), read_as(lens, statements[part.pk], practices, names))
        for part in outline.known_sub_phases()
    }


def standing_of(answer: Answer | None, found: LevelReading | None) -> Standing:
    """The person's own answer overrules what the statements read as. A note alone does not."""
    if answer is None or answer.kind == AnswerKind.NOT_ANSWERED:
        reading = found.reading if found else scoring.NOT_ANSWERED
        return Standing(reading, answer, found, overruled=False)
    own = reading_of(answer)
    return Standing(own, answer, found, overruled=found is not None and found.reading != own)


def reading_of(answer: Answer) -> scoring.Reading:
    return scoring.at(answer.level.number) if answer.level else READINGS[answer.kind]


def read_as(
    lens: str, statements: Sequence[Statement], practices: Practices, names: Mapping[int, str]
) -> LevelReading | None:
    """What the statements of one part read as.

    A level that has statements only of the other kind of work is passed over. One that has none at
    all is a gap in what we have read, and stops the climb.
    """
    said = [
        StatementRead(
            level=statement.level.number,
            counts=statement.advice == Advice.KEEP,
            practice=practices.get(statement.pk, ""),
            text=statement.text,
        )
        for statement in statements
        if speaks_of(lens, statement)
    ]
    of_any_lens = {statement.level.number for statement in statements}
    of_this_lens = {statement.level for statement in said}
    levels = [number for number in names if number in of_this_lens or number not in of_any_lens]
    return read(levels, said, names)


def speaks_of(lens: str, statement: Statement) -> bool:
    """Whether a statement is about a level of work: as `Statement.objects.speaking_of`."""
    return lens in {"", Lens.BOTH} or statement.lens in {Lens.BOTH, lens}
