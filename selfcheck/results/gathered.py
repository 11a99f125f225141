"""Everything of one check that its result is made from, read in as few queries as there are kinds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from framework.levels import level_names
from framework.models import Measure, Statement, SubPhase
from framework.outline import Outline, SubPhaseOutline
from selfcheck import standing
from selfcheck.enums import Route
from selfcheck.models import Answer, Question, SelfCheck, StatementAnswer
from selfcheck.question_records import QuestionText, questions_in_use
from selfcheck.rounds import Before, read_before
from selfcheck.standing import NOTHING_SAID, Standing
from selfcheck.wordings import former_wordings

Version = tuple[str, int]


@dataclass(frozen=True)
class KnownBy:
    """A measure that belongs to a part."""

    rung: str
    lens: str
    name: str
    path: str


@dataclass(frozen=True)
class Gathered:
    """One check with the framework of now, and the words of then where they differ.

    Dictionaries are by the pk of a part, except `said`, by the pk of a statement.
    """

    self_check: SelfCheck
    outline: Outline
    questions: Mapping[int, QuestionText]
    statements: Mapping[int, list[Statement]]
    answers: Mapping[int, Answer]
    said: Mapping[int, StatementAnswer]
    standings: Mapping[int, Standing]
    measures: Mapping[int, list[KnownBy]]
    wordings: Mapping[Version, str]
    before: Before | None

    @property
    def names(self) -> dict[int, str]:
        return level_names(self.outline.levels)

    @property
    def lens(self) -> str:
        return self.self_check.lens

    def asks_about(self, part: SubPhaseOutline) -> bool:
        """Whether a part belongs in the result: it is asked about, or something was said of it."""
        if part.pk in self.questions:
            return True
        if self.standings[part.pk].reading != NOTHING_SAID.reading:
            return True
        return self.self_check.route == Route.DETAILED and bool(self.statements[part.pk])


def gather(self_check: SelfCheck, outline: Outline) -> Gathered:
    """Read what a result is made from: five queries, once the small caches are warm."""
    questions = questions_in_use()
    statements = standing.read_statements_in_use(outline)
    answers = standing.read_answers_of([self_check])[self_check.pk]
    said = read_statement_answers(self_check)
    practices = {pk: answer.practice for pk, answer in said.items()}
    return Gathered(
        self_check=self_check,
        outline=outline,
        questions=questions,
        statements=statements,
        answers=answers,
        said=said,
        standings=standing.standings_of(
            self_check.lens, outline, questions, answers, statements, practices
        ),
        measures=read_measures(part.pk for part in outline.known_sub_phases()),
        wordings=former_wordings(versions_answered(answers.values(), said.values())),
        before=read_before(self_check),
    )


def read_statement_answers(self_check: SelfCheck) -> dict[int, StatementAnswer]:
    """What was said of each statement, those no longer in use among them: one query."""
    answers = self_check.statement_answers.select_related("statement__sub_phase")
    return {answer.statement_id: answer for answer in answers.order_by("pk")}


def read_measures(parts: Iterable[int]) -> dict[int, list[KnownBy]]:
    """The measures of each part: one query."""
    found: dict[int, list[KnownBy]] = defaultdict(list)
    links = Measure.sub_phases.through.objects.filter(subphase__in=list(parts))
    ordered = links.order_by("measure__position", "measure__name")
    fields = ("measure__rung", "measure__lens", "measure__name", "measure__identifier")
    for part, rung, lens, name, identifier in ordered.values_list("subphase", *fields):
        path = Measure(identifier=identifier).path
        found[part].append(KnownBy(rung, lens, name, path))
    return found


def versions_answered(answers: Iterable[Answer], said: Iterable[StatementAnswer]) -> list[Version]:
    """The wordings that somebody read and that are not those of now."""
    read: list[tuple[SubPhase | Question | Statement, int]] = []
    for answer in answers:
        read.append((answer.sub_phase, answer.sub_phase_version))
        if answer.question:
            read.append((answer.question, answer.question_version))
    read += [(each.statement, each.statement_version) for each in said]
    return [(record.identifier, version) for record, version in read if record.version != version]
