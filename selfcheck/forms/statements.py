"""The detailed route: every statement of a phase, each with five answers."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.text import Truncator

from designsystem.forms import KitField
from framework.models import Statement
from selfcheck.actions.answers import Saved
from selfcheck.actions.statements import CLEAR, SaidOfStatement, practice_field
from selfcheck.enums import Practice
from selfcheck.forms.fields import AnswerField
from selfcheck.forms.seen import AnswersForm, Data
from selfcheck.results.words import worded
from selfcheck.sheets import PartSheet, PhaseSheet
from selfcheck.words_read import version_field, version_shown

CLEARED = (CLEAR, "Clear")
FIELD = re.compile(r"practice-([1-9][0-9]{0,17})")


class StatementsForm(AnswersForm):
    """The statements of one phase. What is not sent stays as it was."""

    def __init__(
        self, sheet: PhaseSheet, data: Data | None = None, saved: Saved | None = None
    ) -> None:
        self.parts = [part for part in sheet.parts if part.statements]
        super().__init__(
            {
                practice_field(statement.pk): part.practices.get(statement.pk, "")
                for part, statement in self.statements()
            },
            data,
            saved,
        )

    def statements(self) -> Iterator[tuple[PartSheet, Statement]]:
        for part in self.parts:
            for statement in part.statements:
                yield part, statement

    def add_fields(self) -> None:
        for part, statement in self.statements():
            name = practice_field(statement.pk)
            clear = [CLEARED] if self.stored[name] or name in self.conflicts else []
            self.fields[name] = AnswerField(
                label=worded(statement, part.lens),
                choices=[*Practice.choices, *clear],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": "Choose one of the answers listed"},
            )

    def subject(self, field: str) -> str:
        return f"“{Truncator(str(self.fields[field].label)).words(8)}”"

    def groups(self) -> list[dict[str, Any]]:
        """The parts in order, each with its levels and their statements, for the template."""
        return [
            {
                "sub_phase": part.part,
                "next": following.part if following else None,
                "levels": [
                    {"level": level, "unread": level.number in part.unread, "rows": rows}
                    for level in part.levels
                    if (rows := self.rows(part, level.number)) or level.number in part.unread
                ],
            }
            for part, following in zip_longest(self.parts, self.parts[1:])
        ]

    def rows(self, part: PartSheet, number: int) -> list[tuple[Statement, KitField, bool]]:
        """The statements of a level, each with its field, and whether its words have changed."""
        return [
            (each, self[practice_field(each.pk)], part.statement_reworded(each))
            for each in part.at(number)
        ]

    def versions(self) -> dict[str, str]:
        return {
            version_field(practice_field(statement.pk)): str(statement.version)
            for _, statement in self.statements()
        }

    def said_of_statements(self) -> list[SaidOfStatement]:
        return [self.said_of(statement) for _, statement in self.statements()]

    def said_of(self, statement: Statement) -> SaidOfStatement:
        field = practice_field(statement.pk)
        return SaidOfStatement(
            statement=statement.pk,
            version=version_shown(self.was_seen, field, statement.version),
            practice=self.said_in(field),
        )


def statements_in(fields: Iterable[str]) -> set[int]:
    """The pks of the statements that fields of a form are about.

    >>> statements_in(["practice-12", "practice-x", "note-1a"])
    {12}
    """
    return {int(found[1]) for field in fields if (found := FIELD.fullmatch(field))}
