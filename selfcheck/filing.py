"""From a check to what its file holds."""

from collections.abc import Mapping

from django.utils import timezone

from selfcheck.answer_file import Contents, FiledAction, FiledAnswer, FiledStatement
from selfcheck.models import Action, Answer, SelfCheck, StatementAnswer
from selfcheck.wordings import Version, former_wordings


def read_contents(self_check: SelfCheck) -> Contents:
    """Everything of a check but its links and its team: four queries at most."""
    answers = self_check.answers.select_related("sub_phase", "level", "question")
    practices = self_check.statement_answers.select_related("statement").order_by("statement")
    former = former_wordings(
        (said.statement.identifier, said.statement_version)
        for said in practices
        if said.statement_version != said.statement.version
    )
    actions = self_check.actions.select_related("measure", "sub_phase")
    return Contents(
        saved_on=timezone.localdate(self_check.saved_at),
        route=self_check.route,
        lens=self_check.lens,
        reach=self_check.reach,
        answers=tuple(filed_answer(answer) for answer in answers.order_by("sub_phase")),
        statements=tuple(filed_statement(said, former) for said in practices),
        action_plan=tuple(filed_action(action) for action in actions),
        before=self_check.before,
    )


def filed_answer(answer: Answer) -> FiledAnswer:
    return FiledAnswer(
        part=answer.sub_phase.identifier,
        part_version=answer.sub_phase_version,
        kind=answer.kind,
        level=answer.level.identifier if answer.level else "",
        note=answer.note,
        reason=answer.reason,
        question=answer.question.identifier if answer.question else "",
        question_version=answer.question_version,
        title=answer.sub_phase.title,
    )


def filed_statement(said: StatementAnswer, former: Mapping[Version, str]) -> FiledStatement:
    """A statement in the words that the person answered to, where they are still known."""
    statement = said.statement
    current = statement.text if said.statement_version == statement.version else ""
    return FiledStatement(
        statement=statement.identifier,
        version=said.statement_version,
        practice=said.practice,
        text=current or former.get((statement.identifier, said.statement_version), ""),
    )


def filed_action(action: Action) -> FiledAction:
    return FiledAction(
        what=action.what,
        why=action.why,
        owner=action.owner,
        due_on=action.due_on,
        progress=action.progress,
        measure=action.measure.identifier if action.measure else "",
        how_we_will_know=action.how_we_will_know,
        part=action.sub_phase.identifier if action.sub_phase else "",
    )
