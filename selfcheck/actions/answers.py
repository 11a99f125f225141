"""Keeping what people answer, without losing what somebody else answered meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from framework.models import Level
from framework.outline import SubPhaseOutline
from selfcheck.actions.statements import CLEAR, SaidNow, SaidOfStatement, keep_statements
from selfcheck.counting import count_finished, count_started
from selfcheck.enums import AnswerKind
from selfcheck.finishing import is_finished
from selfcheck.merging import Conflict, Values, merge
from selfcheck.models import Answer, Question, SelfCheck
from selfcheck.question_records import questions_in_use
from selfcheck.words_read import WordsRead, read_again

OTHER_CHOICES = ("", AnswerKind.NOT_SURE.value, AnswerKind.DOES_NOT_APPLY.value)
WRITTEN = ["sub_phase_version", "question", "question_version", "kind", "level", "note", "reason"]
RELATIONS = {"question", "level"}


@dataclass(frozen=True)
class Said:
    """What somebody said about a sub-phase. None leaves what was there.

    `choice` is the identifier of a level, "not-sure", "does-not-apply" or "clear". `question` is
    the pk of the question that was asked, where it is a record. `version` is that of the sub-phase's
    words; that of now where it is None. The fields of a form about it are called `answer-1a`,
    `note-1a` and `reason-1a`.
    """

    sub_phase: SubPhaseOutline
    choice: str | None
    note: str | None
    reason: str | None = None
    question: int | None = None
    question_version: int = 1
    version: int | None = None

    def fields(self, levels: Mapping[str, int]) -> dict[str, str]:
        """What was said, by the names of a form's fields.

        A level that was renamed while the page stood open changes nothing.
        """
        name = self.sub_phase.identifier
        choice = "" if self.choice == CLEAR else self.choice
        known = choice in levels or choice in OTHER_CHOICES
        found = {
            f"answer-{name}": choice if known else None,
            f"note-{name}": self.note,
            f"reason-{name}": self.reason,
        }
        return {field: value for field, value in found.items() if value is not None}


@dataclass(frozen=True)
class Saved:
    """What came of a save. `last_saved` is when the check was last changed before it.

    `from_elsewhere` is true for the one answer that another page of this site has sent.
    """

    last_saved: datetime
    conflicts: tuple[Conflict, ...] = ()
    from_elsewhere: bool = False


@transaction.atomic
def save_answers(
    *,
    self_check: SelfCheck,
    said: Sequence[Said],
    statements: Sequence[SaidOfStatement] = (),
    seen: Mapping[str, str] | None = None,
) -> Saved:
    """Keep what was said, but for what somebody else answered differently meanwhile.

    `seen` is what the page of the form had shown, from `merging.read_seen`. Without it (None)
    everything is written. Raises `SelfCheck.DoesNotExist` when the check was deleted meanwhile.
    """
    kept = SelfCheck.objects.select_for_update().get(pk=self_check.pk)
    last_saved = kept.saved_at
    about_parts, parts_changed = keep_parts(kept, said, seen)
    about_statements, said_now = keep_statements(kept, statements, seen)
    if parts_changed or said_now is not None:
        mark_saved(kept)
        count_if_finished(kept, said_now)
    return Saved(last_saved, about_parts + about_statements)


def keep_parts(
    self_check: SelfCheck, said: Sequence[Said], seen: Mapping[str, str] | None
) -> tuple[tuple[Conflict, ...], bool]:
    """Keep what was said about sub-phases; the conflicts, and whether anything changed."""
    if not said:
        return (), False
    stored = {each.sub_phase_id: each for each in self_check.answers.select_related("level")}
    levels = dict(Level.objects.values_list("identifier", "pk"))
    before = {
        field: value
        for each in said
        for field, value in values_of(each.sub_phase, stored.get(each.sub_phase.pk)).items()
    }
    posted = {field: value for each in said for field, value in each.fields(levels).items()}
    merged = merge(stored=before, posted=posted, seen=seen)
    after = {**before, **merged.writes}
    words = words_read(said, stored, after, posted)
    wanted = [answer_of(each, after, levels, words[each.sub_phase.pk]) for each in said]
    changed = [new for new in wanted if differs(new, stored.get(new.sub_phase_id))]
    write(self_check, changed)
    return merged.conflicts, bool(changed)


def values_of(part: SubPhaseOutline, answer: Answer | None) -> dict[str, str]:
    """What is stored about a sub-phase, by the names of a form's fields."""
    name = part.identifier
    return {
        f"answer-{name}": choice_of(answer),
        f"note-{name}": answer.note if answer else "",
        f"reason-{name}": answer.reason if answer else "",
    }


def choice_of(answer: Answer | None) -> str:
    """The choice that stands for a stored answer; empty where there are only words."""
    if answer is None or answer.kind == AnswerKind.NOT_ANSWERED:
        return ""
    return answer.level.identifier if answer.level else answer.kind


def words_read(
    said: Sequence[Said], stored: Mapping[int, Answer], after: Values, posted: Values
) -> dict[int, WordsRead]:
    """The words that each answer was given to, by sub-phase, as it should now be stored."""
    asked = questions_in_use()
    records = Question.objects.in_bulk({each.question for each in said if each.question})
    found = {}
    for each in said:
        part, field = each.sub_phase, f"answer-{each.sub_phase.identifier}"
        there, shown = stored.get(part.pk), words_shown(each, records)
        if there is None or choice_of(there) != after[field]:
            found[part.pk] = shown
        elif posted.get(field) != after[field]:
            found[part.pk] = words_of(there)
        else:
            found[part.pk] = read_again(words_of(there), shown, asked.get(part.pk))
    return found


def words_shown(said: Said, records: Mapping[int, Question]) -> WordsRead:
    """What a page had shown, as far as there is such a question about the sub-phase."""
    version = min(said.version or said.sub_phase.version, said.sub_phase.version)
    record = records.get(said.question or 0)
    if record is None or record.sub_phase_id != said.sub_phase.pk:
        return WordsRead(version)
    return WordsRead(version, record.pk, min(said.question_version, record.version))


def words_of(answer: Answer) -> WordsRead:
    return WordsRead(answer.sub_phase_version, answer.question_id, answer.question_version)


def answer_of(said: Said, after: Values, levels: Mapping[str, int], words: WordsRead) -> Answer:
    """The answer as it should now be."""
    name = said.sub_phase.identifier
    choice = after[f"answer-{name}"]
    return Answer(
        sub_phase_id=said.sub_phase.pk,
        sub_phase_version=words.sub_phase_version,
        question_id=words.question,
        question_version=words.question_version,
        kind=AnswerKind.LEVEL if choice in levels else choice or AnswerKind.NOT_ANSWERED,
        level_id=levels.get(choice),
        note=after[f"note-{name}"],
        reason=after[f"reason-{name}"],
    )


def differs(new: Answer, stored: Answer | None) -> bool:
    if stored is None:
        return not says_nothing(new)
    names = [f"{name}_id" if name in RELATIONS else name for name in WRITTEN]
    return any(getattr(new, name) != getattr(stored, name) for name in names)


def says_nothing(answer: Answer) -> bool:
    return answer.kind == AnswerKind.NOT_ANSWERED and not answer.note and not answer.reason


def write(self_check: SelfCheck, changed: Sequence[Answer]) -> None:
    empty = [new.sub_phase_id for new in changed if says_nothing(new)]
    if empty:
        self_check.answers.filter(sub_phase__in=empty).delete()
    full = [new for new in changed if not says_nothing(new)]
    for answer in full:
        answer.self_check = self_check
    Answer.objects.bulk_create(
        full,
        update_conflicts=True,
        unique_fields=["self_check", "sub_phase"],
        update_fields=WRITTEN,
    )


def mark_saved(self_check: SelfCheck) -> None:
    """Say that a check changed, under the lock of its row. The first time, it counts as started."""
    if self_check.version == 1:
        count_started(self_check)
    self_check.saved_at = timezone.now()
    self_check.version += 1
    self_check.save()


def count_if_finished(self_check: SelfCheck, said: SaidNow | None = None) -> None:
    """Count a check as finished, where it is so for the first time. `said` as in `is_finished`."""
    if not self_check.finished and is_finished(self_check, said):
        count_finished(self_check)
