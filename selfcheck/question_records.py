"""The questions that are asked now, from the editors' records, as plain values kept in the cache."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.core.cache import cache
from django.utils import timezone

from framework.enums import Lens
from framework.outline import SubPhaseOutline, framework_outline
from selfcheck.models import Question
from selfcheck.models.questions import DEFAULT_TEXT

CACHE_KEY = "self-check-questions"
CACHE_SECONDS = 60


@dataclass(frozen=True)
class QuestionText:
    """A question as it is asked. `pk` is None where a sub-phase has no record of its own.

    `hints` says what each level looks like, by the identifier of the level: in the question's own
    words, or in the framework's where it has none.
    """

    pk: int | None
    identifier: str
    version: int
    text: str
    text_strategic: str = ""
    text_operational: str = ""
    help_text: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)

    def asked(self, lens: str) -> str:
        """The words for one level of work; the general ones where it has no words of its own."""
        special: dict[str, str] = {
            Lens.STRATEGIC: self.text_strategic,
            Lens.OPERATIONAL: self.text_operational,
        }
        return special.get(lens, "") or self.text


@dataclass(frozen=True)
class Kept:
    """A record as it is kept in the cache, with the day on which it stops."""

    sub_phase: int
    retired_on: date | None
    question: QuestionText


def questions_in_use() -> dict[int, QuestionText]:
    """The question of each known sub-phase, by the pk of the sub-phase. No query once cached.

    One whose questions are all retired is left out: it is not asked.
    """
    records: dict[int, list[Kept]] = defaultdict(list)
    for kept in cast(list[Kept], cache.get_or_set(CACHE_KEY, read_records, CACHE_SECONDS)):
        records[kept.sub_phase].append(kept)
    today = timezone.localdate()
    found = {
        part.pk: question_of(part, records[part.pk], today)
        for part in framework_outline().known_sub_phases()
    }
    return {pk: question for pk, question in found.items() if question}


def read_records() -> list[Kept]:
    """Every record, retired or not: one query."""
    return [
        Kept(question.sub_phase_id, question.retired_on, text_of(question))
        for question in Question.objects.order_by("pk")
    ]


def text_of(question: Question) -> QuestionText:
    """A record as plain values. Its hints are those that it has words for."""
    return QuestionText(
        pk=question.pk,
        identifier=question.identifier,
        version=question.version,
        text=question.text,
        text_strategic=question.text_strategic,
        text_operational=question.text_operational,
        help_text=question.help_text,
        hints=question.own_hints,
    )


def question_of(part: SubPhaseOutline, records: Iterable[Kept], today: date) -> QuestionText | None:
    """The question that is asked about a sub-phase on a day, if any.

    Where one is to retire and the next is there already, the first is asked until its day comes.
    """
    there = list(records)
    if not there:
        return QuestionText(None, part.identifier, 1, DEFAULT_TEXT, hints=part.hints)
    asked = [kept for kept in there if kept.retired_on is None or kept.retired_on > today]
    if not asked:
        return None
    return with_hints(min(asked, key=retiring).question, part)


def retiring(kept: Kept) -> date:
    return kept.retired_on or date.max


def with_hints(question: QuestionText, part: SubPhaseOutline) -> QuestionText:
    """The question with the framework's words where it has none of its own."""
    return QuestionText(**{**vars(question), "hints": {**part.hints, **question.hints}})


def forget_questions(**kwargs: Any) -> None:
    """Drop the cached records: called when one of them changes."""
    cache.delete(CACHE_KEY)
