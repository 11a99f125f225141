"""The quick route: one question for each part of a phase."""

from typing import Any

from designsystem.forms import Appearance
from selfcheck.actions.answers import Said, Saved, values_of
from selfcheck.actions.statements import CLEAR
from selfcheck.enums import AnswerKind, Route
from selfcheck.forms.fields import answer_field, note_field, with_hidden_words
from selfcheck.forms.seen import AnswersForm, Data, parts_in
from selfcheck.sheets import PartSheet, PhaseSheet
from selfcheck.words_read import (
    in_short,
    question_field,
    question_shown,
    version_field,
    version_shown,
)

REASON_HINT = "You gave this reason for your answer. Do not write personal or patient details."


class QuestionsForm(AnswersForm):
    """The questions of one phase. What is not sent stays as it was.

    An answer to a question that was retired while the page stood open is taken too.
    """

    def __init__(
        self, sheet: PhaseSheet, data: Data | None = None, saved: Saved | None = None
    ) -> None:
        self.questions = sheet.asked(Route.QUICK, parts_in(data, saved))
        self.labels = {part.part.identifier: part.part.label for part in self.questions}
        stored = {}
        for part in self.questions:
            stored |= values_of(part.part, part.answer)
        super().__init__(stored, data, saved)

    def add_fields(self) -> None:
        self.appearance = {}
        for part in self.questions:
            self.add_question(part)

    def add_question(self, part: PartSheet) -> None:
        name = part.part.identifier
        answer, reason = f"answer-{name}", f"reason-{name}"
        clear = (
            [(CLEAR, "Clear my answer")] if self.stored[answer] or answer in self.conflicts else []
        )
        self.fields[answer] = answer_field(
            part.part,
            part.levels,
            label=with_hidden_words(part.asked, part.part.label),
            after=clear,
        )
        self.fields[answer].help_text = part.question.help_text if part.question else ""
        self.fields[f"note-{name}"] = note_field(part.part)
        # A reason is asked for where the statements are read. Here it is only not lost.
        if self.stored[reason] or reason in self.sent or reason in self.conflicts:
            self.fields[reason] = note_field(
                part.part, label="Why this level?", hint=REASON_HINT, called="reason"
            )
        self.appearance = {
            **self.appearance,
            answer: Appearance(
                size="s",
                choice_hints=part.hints(),
                dividers={AnswerKind.NOT_SURE.value: "or"},
            ),
        }

    def subject(self, field: str) -> str:
        return self.labels[field.partition("-")[2]]

    def groups(self) -> list[dict[str, Any]]:
        """The questions in order, each with its fields, for the template."""
        return [
            {
                "sub_phase": part.part,
                "read_as": part.read_as,
                "reworded": part.reworded,
                "levels": part.level_rows(),
                "answer": self[f"answer-{part.part.identifier}"],
                "words": [
                    {"field": self[field], "elsewhere": self.stored_elsewhere(field)}
                    for field in (f"reason-{part.part.identifier}", f"note-{part.part.identifier}")
                    if field in self.fields
                ],
            }
            for part in self.questions
        ]

    def versions(self) -> dict[str, str]:
        found = {}
        for part in self.questions:
            name = part.part.identifier
            found[version_field(f"answer-{name}")] = str(part.part.version)
            found[question_field(name)] = in_short(part.question)
        return found

    def said(self) -> list[Said]:
        return [self.said_of(part) for part in self.questions]

    def said_of(self, part: PartSheet) -> Said:
        """What was sent about a part, with the words that the page had shown."""
        name = part.part.identifier
        question, question_version = question_shown(self.was_seen, name, part.question)
        return Said(
            sub_phase=part.part,
            choice=self.said_in(f"answer-{name}"),
            note=self.said_in(f"note-{name}"),
            reason=self.said_in(f"reason-{name}"),
            question=question,
            question_version=question_version,
            version=version_shown(self.was_seen, f"answer-{name}", part.part.version),
        )
