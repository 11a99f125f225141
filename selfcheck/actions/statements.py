"""Keeping what people say about statements, one by one. Called by `save_answers` under its lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfcheck.enums import Practice
from selfcheck.merging import Conflict, merge
from selfcheck.models import SelfCheck, StatementAnswer

CLEAR = "clear"
SaidNow = Mapping[int, StatementAnswer]


@dataclass(frozen=True)
class SaidOfStatement:
    """What somebody said about a statement. None leaves what was there.

    `statement` is its pk, `version` that of its wording. `practice` is a value of `Practice`, or
    "clear". The field of a form about it is called `practice-<pk>`.
    """

    statement: int
    version: int
    practice: str | None

    @property
    def field(self) -> str:
        return practice_field(self.statement)

    @property
    def value(self) -> str | None:
        """What is meant, or None where it is nothing that can be said."""
        if self.practice == CLEAR:
            return ""
        return self.practice if self.practice in Practice.values else None


def practice_field(statement: int) -> str:
    """The name of the field of a form that asks about a statement."""
    return f"practice-{statement}"


def keep_statements(
    self_check: SelfCheck, said: Sequence[SaidOfStatement], seen: Mapping[str, str] | None
) -> tuple[tuple[Conflict, ...], SaidNow | None]:
    """Keep what was said about statements; the conflicts, and what is said now if that changed.

    Three queries for any number of statements, and one more for each 249 on SQLite.
    """
    sent = {each.statement: each for each in said if each.value is not None}
    if not sent:
        return (), None
    stored = {answer.statement_id: answer for answer in self_check.statement_answers.all()}
    merged = merge(
        stored={practice_field(pk): stored[pk].practice for pk in sent if pk in stored},
        posted={each.field: each.value or "" for each in sent.values()},
        seen=seen,
    )
    cleared = {pk for pk, each in sent.items() if merged.writes.get(each.field) == ""}
    if cleared:
        self_check.statement_answers.filter(statement__in=cleared).delete()
    changed = [
        StatementAnswer(
            self_check=self_check,
            statement_id=pk,
            statement_version=each.version,
            practice=each.value or "",
        )
        for pk, each in sent.items()
        if merged.writes.get(each.field) or read_anew(each, stored.get(pk))
    ]
    StatementAnswer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["self_check", "statement"],
        update_fields=["statement_version", "practice"],
    )
    now = {**stored, **{answer.statement_id: answer for answer in changed}}
    still = {pk: answer for pk, answer in now.items() if pk not in cleared}
    return merged.conflicts, still if cleared or changed else None


def read_anew(said: SaidOfStatement, stored: StatementAnswer | None) -> bool:
    """Whether the same answer was given again, to newer words."""
    if stored is None or said.value != stored.practice:
        return False
    return said.version > stored.statement_version
