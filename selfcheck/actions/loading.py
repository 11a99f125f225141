"""Starting a check from a file of answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from content.keys import hash_of, new_token
from framework.models import Level, Measure, Statement, SubPhase
from selfcheck.answer_file import Contents, FiledAction, FiledAnswer
from selfcheck.enums import AnswerKind
from selfcheck.models import LOADED, Action, Answer, Question, SelfCheck, StatementAnswer

Keys = Mapping[str, int]


@dataclass(frozen=True)
class Known:
    """What the framework has now, by lasting identifier."""

    sub_phases: Keys
    levels: Keys
    statements: Keys
    measures: Keys
    questions: Keys


@dataclass
class Matched:
    """The records that a file makes, and in words what has no place here, and why."""

    answers: list[Answer] = field(default_factory=list)
    statements: list[StatementAnswer] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)

    def miss(self, what: str, kind: str) -> None:
        """Name something that is left out, and say why."""
        self.unmatched.append(f"{what}: there is no such {kind} here")


@transaction.atomic
def load_answers(*, contents: Contents, token: str) -> list[str]:
    """Start a check with the contents of a file; in words, what could not be matched.

    The token was made from the key of a form: sent twice, it starts one check. The check counts
    neither as started nor as finished: it was counted where it was made.
    """
    matched, now = match(contents, read_known()), timezone.now()
    self_check, new = SelfCheck.objects.get_or_create(
        token_hash=hash_of(token),
        defaults={
            "route": contents.route,
            "lens": contents.lens,
            "reach": contents.reach,
            "before": contents.before,
            "version": LOADED,
            "created_at": now,
            "saved_at": now,
            "finished": True,
        },
    )
    if new:
        write(self_check, matched)
    return matched.unmatched


def read_known() -> Known:
    """Everything that a file can speak of, retired or not: five queries."""
    return Known(
        *(
            dict(model.objects.values_list("identifier", "pk"))
            for model in (SubPhase, Level, Statement, Measure, Question)
        )
    )


def match(contents: Contents, known: Known) -> Matched:
    """Find the records for what is said in a file."""
    matched = Matched()
    for answer in contents.answers:
        match_answer(answer, known, matched)
    for said in contents.statements:
        if said.statement in known.statements:
            matched.statements.append(
                StatementAnswer(
                    statement_id=known.statements[said.statement],
                    statement_version=said.version,
                    practice=said.practice,
                )
            )
        else:
            matched.miss(f"What you said about the statement {said.statement}", "statement")
    for position, action in enumerate(contents.action_plan, start=1):
        matched.actions.append(action_of(action, position, known))
        match_names_in(action, known, matched)
    return matched


def match_answer(filed: FiledAnswer, known: Known, matched: Matched) -> None:
    """Take an answer over. Where its level is gone, its notes are kept."""
    if filed.part not in known.sub_phases:
        matched.miss(f"Your answer for part {filed.part}", "part")
        return
    kind = filed.kind
    if filed.level and filed.level not in known.levels:
        matched.miss(f"The level {filed.level}, which you chose for part {filed.part}", "level")
        kind = AnswerKind.NOT_ANSWERED.value
    if kind == AnswerKind.NOT_ANSWERED and not (filed.note or filed.reason):
        return
    question = known.questions.get(filed.question)
    matched.answers.append(
        Answer(
            sub_phase_id=known.sub_phases[filed.part],
            sub_phase_version=filed.part_version,
            question_id=question,
            question_version=filed.question_version if question else 1,
            kind=kind,
            level_id=known.levels[filed.level] if kind == AnswerKind.LEVEL else None,
            note=filed.note,
            reason=filed.reason,
        )
    )


def action_of(filed: FiledAction, position: int, known: Known) -> Action:
    return Action(
        key=new_token(),
        position=position,
        what=filed.what,
        why=filed.why,
        owner=filed.owner,
        due_on=filed.due_on,
        progress=filed.progress,
        measure_id=known.measures.get(filed.measure),
        how_we_will_know=filed.how_we_will_know,
        sub_phase_id=known.sub_phases.get(filed.part),
    )


def match_names_in(filed: FiledAction, known: Known, matched: Matched) -> None:
    """Say what an action names that is not here. The action itself is kept."""
    if filed.measure and filed.measure not in known.measures:
        matched.miss(f"The measure {filed.measure}, in the action “{filed.what}”", "measure")
    if filed.part and filed.part not in known.sub_phases:
        matched.miss(f"Part {filed.part}, in the action “{filed.what}”", "part")


def write(self_check: SelfCheck, matched: Matched) -> None:
    rows: list[Answer | StatementAnswer | Action] = [
        *matched.answers,
        *matched.statements,
        *matched.actions,
    ]
    for row in rows:
        row.self_check = self_check
    Answer.objects.bulk_create(matched.answers)
    StatementAnswer.objects.bulk_create(matched.statements)
    Action.objects.bulk_create(matched.actions)
