"""Keeping what people answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from framework.models import Level
from framework.outline import SubPhaseOutline
from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck

CLEAR = "clear"
OTHER_KINDS = {
    CLEAR: AnswerKind.NOT_ANSWERED,
    AnswerKind.NOT_SURE.value: AnswerKind.NOT_SURE,
    AnswerKind.DOES_NOT_APPLY.value: AnswerKind.DOES_NOT_APPLY,
}


@dataclass(frozen=True)
class Said:
    """What somebody said about a sub-phase. None leaves what was there.

    `choice` is the identifier of a level, "not-sure", "does-not-apply" or "clear".
    """

    sub_phase: SubPhaseOutline
    choice: str | None
    note: str | None


@transaction.atomic
def save_answers(*, self_check: SelfCheck, said: Sequence[Said]) -> None:
    """Keep what was said. Raises `SelfCheck.DoesNotExist` when the check was deleted meanwhile."""
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    stored = {answer.sub_phase_id: answer for answer in kept.answers.all()}
    levels = dict(Level.objects.values_list("identifier", "pk"))
    wanted = [merged(kept, stored.get(each.sub_phase.pk), each, levels) for each in said]
    changed = [new for new in wanted if differs(new, stored.get(new.sub_phase_id))]
    empty = [new.sub_phase_id for new in changed if says_nothing(new)]
    kept.answers.filter(sub_phase__in=empty).delete()
    Answer.objects.bulk_create(
        [new for new in changed if not says_nothing(new)],
        update_conflicts=True,
        unique_fields=["self_check", "sub_phase"],
        update_fields=["sub_phase_version", "kind", "level", "note"],
    )
    if changed:
        mark_saved(kept)


def merged(
    self_check: SelfCheck, stored: Answer | None, said: Said, levels: dict[str, int]
) -> Answer:
    """The answer as it should now be: what was stored, with what was said laid over it."""
    answer = Answer(
        self_check=self_check,
        sub_phase_id=said.sub_phase.pk,
        sub_phase_version=said.sub_phase.version,
        kind=stored.kind if stored else AnswerKind.NOT_ANSWERED,
        level_id=stored.level_id if stored else None,
        note=stored.note if stored else "",
    )
    # A level that was renamed while the page stood open changes nothing.
    if said.choice in levels:
        answer.kind, answer.level_id = AnswerKind.LEVEL, levels[said.choice]
    elif said.choice in OTHER_KINDS:
        answer.kind, answer.level_id = OTHER_KINDS[said.choice], None
    if said.note is not None:
        answer.note = said.note
    return answer


def says_nothing(answer: Answer) -> bool:
    return answer.kind == AnswerKind.NOT_ANSWERED and not answer.note


def differs(new: Answer, stored: Answer | None) -> bool:
    if stored is None:
        return not says_nothing(new)
    fields = ("sub_phase_version", "kind", "level_id", "note")
    return any(getattr(new, field) != getattr(stored, field) for field in fields)


def mark_saved(self_check: SelfCheck) -> None:
    self_check.saved_at = timezone.now()
    self_check.version += 1
    self_check.save()
