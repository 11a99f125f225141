"""Where each part of the framework stands in a check: the person's own word, or what is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from framework.enums import Advice, Lens
from framework.levels import level_names
from framework.models import Statement
from framework.outline import Outline
from selfcheck import scoring
from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from selfcheck.question_records import QuestionText, questions_in_use
from selfcheck.reading import LevelReading, StatementRead, read

READINGS: Mapping[str, scoring.Reading] = {
    AnswerKind.NOT_SURE.value: scoring.NOT_SURE,
    AnswerKind.DOES_NOT_APPLY.value: scoring.DOES_NOT_APPLY,
    AnswerKind.NOT_ANSWERED.value: scoring.NOT_ANSWERED,
}
"""The answers that are not a level, by what is stored."""

StatementsByPart = Mapping[int, Sequence[Statement]]
Practices = Mapping[int, str]


@dataclass(frozen=True)
class Standing:
    """Where one part stands.

    - `reading` - what counts: the person's own answer where there is one, else what is read
    - `answer` - what they said about the part as a whole; it may hold only a note
    - `read` - what their statements read as; None where there is nothing to read
    - `overruled` - they chose something else than the statements read as
    - `no_longer_asked` - they answered a question that is retired, with none in its place; the
      answer still counts
    """

    reading: scoring.Reading
    answer: Answer | None
    read: LevelReading | None
    overruled: bool
    no_longer_asked: bool = False


NOTHING_SAID = Standing(scoring.NOT_ANSWERED, None, None, overruled=False)


def read_standings(self_check: SelfCheck, outline: Outline) -> dict[int, Standing]:
    """Where each known part stands, by its pk: three queries."""
    return read_standings_of([self_check], outline)[self_check.pk]


def read_standings_of(
    self_checks: Iterable[SelfCheck], outline: Outline
) -> dict[int, dict[int, Standing]]:
    """The same for any number of checks, by the pk of the check: three queries."""
    checks = list(self_checks)
    asked = questions_in_use()
    statements = read_statements_in_use(outline)
    answers = read_answers_of(checks)
    practices = read_practices_of(checks)
    return {
        check.pk: standings_of(
            check.lens, outline, asked, answers[check.pk], statements, practices[check.pk]
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
    asked: Mapping[int, QuestionText],
    answers: Mapping[int, Answer],
    statements: StatementsByPart,
    practices: Practices,
) -> dict[int, Standing]:
    """Where each known part stands in one check, from what was read of it."""
    names = level_names(outline.levels)
    return {
        part.pk: replace(
            standing_of(answers.get(part.pk), read_as(lens, statements[part.pk], practices, names)),
            no_longer_asked=part.pk not in asked and names_a_question(answers.get(part.pk)),
        )
        for part in outline.known_sub_phases()
    }


def standing_of(answer: Answer | None, found: LevelReading | None) -> Standing:
    """The person's own answer overrules what the statements read as. A note alone does not."""
    if answer is None or not has_answered(answer):
        reading = found.reading if found else scoring.NOT_ANSWERED
        return Standing(reading, answer, found, overruled=False)
    own = reading_of(answer)
    return Standing(own, answer, found, overruled=found is not None and found.reading != own)


def names_a_question(answer: Answer | None) -> bool:
    """Whether somebody answered a question that has a record of its own."""
    return answer is not None and has_answered(answer) and answer.question_id is not None


def has_answered(answer: Answer) -> bool:
    """Whether there is an answer, and not only words beside the place for one."""
    return answer.kind != AnswerKind.NOT_ANSWERED


def reason_of(answer: Answer | None) -> str:
    """Why this level. A reason whose answer was taken back is kept, and not shown."""
    return answer.reason if answer and has_answered(answer) else ""


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
    return statement.lens in Lens.beside(lens)
