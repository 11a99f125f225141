"""Forms of a team: opening it, the name that somebody goes by in it, and what it agrees."""

from collections.abc import Sequence
from typing import Any

from django import forms

from designsystem.forms import Appearance, Form
from framework.outline import LevelOutline, SubPhaseOutline
from search.words import visible
from selfcheck.actions.answers import Said, Saved, values_of
from selfcheck.actions.statements import CLEAR
from selfcheck.enums import AnswerKind
from selfcheck.forms import AnswersForm, answer_field, note_field, with_hidden_words
from selfcheck.forms.seen import Data
from selfcheck.models.checks import LONGEST_NAME
from selfcheck.teams import PartTogether, level_rows_by_part
from selfcheck.words_read import version_field, version_shown

REASON_HINT = (
    "Optional. With a reason, the part shows as agreed. Do not write personal or patient details."
)


class NameField(forms.CharField):
    """A short name. Control, direction and invisible characters are left out."""

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value) or "")


class OpenTeamForm(Form):
    """Opens a team."""

    label = NameField(
        label="What is your team called?",
        help_text="Optional. People see it when they join. For example, Engagement leads, north.",
        max_length=LONGEST_NAME,
        required=False,
        error_messages={"max_length": f"The name must be {LONGEST_NAME} characters or fewer"},
    )
    appearance = {"label": Appearance(size="m")}


class NameInTeamForm(Form):
    """How somebody is called in a team, and whether the team sees it."""

    display_name = NameField(
        label="Your role, or a name to go by",
        help_text="For example, Engagement lead. You need not use your own name.",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Enter your role, or a name to go by",
            "max_length": f"The name must be {LONGEST_NAME} characters or fewer",
        },
    )
    shows_name = forms.BooleanField(
        label="The team may see my name beside my answers",
        help_text=(
            "Your notes show with them. Without a tick, your answers only count with those of others."
        ),
        required=False,
    )
    appearance = {"display_name": Appearance(size="m")}


class AgreedForm(AnswersForm):
    """What a team agrees about the parts of one phase, and why. What is not sent stays."""

    def __init__(
        self,
        parts: Sequence[PartTogether],
        levels: Sequence[LevelOutline],
        lens: str,
        data: Data | None = None,
        saved: Saved | None = None,
    ) -> None:
        self.parts = parts
        self.levels = levels
        self.lens = lens
        self.labels = {each.part.identifier: each.part.label for each in parts}
        stored: dict[str, str] = {}
        for each in parts:
            values = values_of(each.part, each.agreed.answer)
            stored |= {name: values[name] for name in field_names(each.part)}
        super().__init__(stored, data, saved)

    def add_fields(self) -> None:
        self.appearance = {}
        for each in self.parts:
            self.add_part(each.part)

    def add_part(self, part: SubPhaseOutline) -> None:
        answer, reason = field_names(part)
        clearable = self.stored[answer] or answer in self.conflicts
        clear = [(CLEAR, "Nothing agreed yet")] if clearable else []
        label = with_hidden_words("What did you agree?", part.label)
        self.fields[answer] = answer_field(part, self.levels, label=label, after=clear)
        self.fields[reason] = note_field(
            part, label="Why did you agree this?", hint=REASON_HINT, called="reason"
        )
        look = Appearance(size="s", dividers={AnswerKind.NOT_SURE.value: "or"})
        self.appearance = {**self.appearance, answer: look, reason: Appearance(size="s")}

    def subject(self, field: str) -> str:
        return self.labels[field.partition("-")[2]]

    def groups(self) -> list[dict[str, Any]]:
        """The parts in their order, each with its two fields, for the template."""
        levels = level_rows_by_part(self.parts, self.levels, self.lens)
        rows = []
        for each in self.parts:
            answer, reason = field_names(each.part)
            rows.append(
                {
                    "together": each,
                    "levels": levels[each.part.pk],
                    "answer": self[answer],
                    "reason": self[reason],
                    "elsewhere": self.stored_elsewhere(reason),
                    "is_earlier": each.is_earlier and self.stored[answer],
                }
            )
        return rows

    def said(self) -> list[Said]:
        """What was sent, for `save_answers`; nothing for a field that was not."""
        said = []
        for each in self.parts:
            answer, reason = field_names(each.part)
            version = version_shown(self.was_seen, answer, each.part.version)
            said.append(
                Said(
                    sub_phase=each.part,
                    choice=self.said_in(answer),
                    note=None,
                    reason=self.said_in(reason),
                    version=version,
                )
            )
        return said

    def versions(self) -> dict[str, str]:
        return {
            version_field(field_names(each.part)[0]): str(each.part.version) for each in self.parts
        }


def field_names(part: SubPhaseOutline) -> tuple[str, str]:
    return f"answer-{part.identifier}", f"reason-{part.identifier}"
