"""Starting again from last time."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from content.keys import hash_of
from framework.outline import Outline, framework_outline
from selfcheck.enums import AnswerKind, Progress
from selfcheck.models import Action, Answer, SelfCheck, StatementAnswer
from selfcheck.scoring import NOT_ANSWERED, Reading, State
from selfcheck.standing import Standing, read_standings

Row = TypeVar("Row", Answer, StatementAnswer, Action)
KINDS = {
    State.LEVEL: AnswerKind.LEVEL,
    State.NOT_SURE: AnswerKind.NOT_SURE,
    State.DOES_NOT_APPLY: AnswerKind.DOES_NOT_APPLY,
}


@transaction.atomic
def start_next_round(*, self_check: SelfCheck, token: str) -> str:
    """Start a check with the answers and the open actions of another, which stays as it is.

    The token was made from that of the check and its version: asked twice, it starts one round. A
    team does not come along. Raises `SelfCheck.DoesNotExist` when the check was deleted meanwhile.
    """
    old = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    new, made = SelfCheck.objects.get_or_create(
        token_hash=hash_of(token),
        defaults={
            "route": old.route,
            "lens": old.lens,
            "reach": old.reach,
            "before": before_from(old, framework_outline()),
        },
    )
    if made:
        copy_rows(old, new)
    return token


def before_from(old: SelfCheck, outline: Outline) -> dict[str, Any]:
    """What counted in the old check, as `selfcheck.rounds` reads it."""
    standings = read_standings(old, outline)
    levels = {level.number: level.identifier for level in outline.levels}
    return {
        "saved_on": timezone.localdate(old.saved_at).isoformat(),
        "parts": {
            part.identifier: {
                **stored_reading(standings[part.pk].reading, levels),
                "sub_phase_version": version_read(standings[part.pk], part.version),
            }
            for part in outline.known_sub_phases()
            if standings[part.pk].reading != NOT_ANSWERED
        },
    }


def stored_reading(reading: Reading, levels: dict[int, str]) -> dict[str, str | None]:
    level = None if reading.level is None else levels[reading.level]
    return {"kind": KINDS[reading.state].value, "level": level}


def version_read(standing: Standing, current: int) -> int:
    """The version that the person's own answer was given to; statements are read as they are now."""
    own = standing.answer is not None and standing.answer.kind != AnswerKind.NOT_ANSWERED
    return standing.answer.sub_phase_version if standing.answer and own else current


def copy_rows(old: SelfCheck, new: SelfCheck) -> None:
    """Copy answers with their notes, and the actions that are not done."""
    Answer.objects.bulk_create([copied(row, new) for row in old.answers.all()])
    StatementAnswer.objects.bulk_create([copied(row, new) for row in old.statement_answers.all()])
    still_open = old.actions.exclude(progress=Progress.DONE)
    Action.objects.bulk_create([copied(row, new) for row in still_open])


def copied(row: Row, new: SelfCheck) -> Row:
    row.pk = None
    row.self_check = new
    row._state.adding = True
    return row
