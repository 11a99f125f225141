"""The fields that questions are made of: radios of levels, and short notes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from designsystem.forms import CountedTextarea
from framework.outline import LevelOutline, SubPhaseOutline
from selfcheck.actions.answers import CLEAR
from selfcheck.enums import AnswerKind
from selfcheck.models import LONGEST_NOTE

OTHER_ANSWERS = [
    (AnswerKind.NOT_SURE.value, AnswerKind.NOT_SURE.label),
    (AnswerKind.DOES_NOT_APPLY.value, AnswerKind.DOES_NOT_APPLY.label),
]
BASED_ON = "What is this based on?"
BASED_ON_HINT = (
    "Optional. For example, a report or what people told you."
    " Do not write personal or patient details."
)
Choice = tuple[str, str]


class NoteField(forms.CharField):
    """A short note. A line break counts as one character, whatever the browser sends."""

    def to_python(self, value: Any) -> str:
        text = (value or "").replace("\x00", "").replace("\r\n", "\n")
        return super().to_python(text) or ""


class AnswerField(forms.ChoiceField):
    """The radios of one question. To clear is always allowed, offered or not: a second click."""

    def valid_value(self, value: str) -> bool:
        return value == CLEAR or super().valid_value(value)


def answer_field(
    part: SubPhaseOutline,
    levels: Sequence[LevelOutline],
    *,
    label: str,
    before: Sequence[Choice] = (),
    after: Sequence[Choice] = (),
) -> AnswerField:
    """The radios of one question: levels, not sure, does not apply; `before` and `after` them."""
    named = [(level.identifier, level.name) for level in levels]
    return AnswerField(
        label=label,
        choices=[*before, *named, *OTHER_ANSWERS, *after],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": f"Choose one of the answers listed for {part.label}"},
    )


def note_field(
    part: SubPhaseOutline,
    *,
    label: str = BASED_ON,
    hint: str = BASED_ON_HINT,
    called: str = "note",
) -> NoteField:
    return NoteField(
        label=with_hidden_words(label, part.label),
        help_text=hint,
        max_length=LONGEST_NOTE,
        required=False,
        widget=CountedTextarea(attrs={"rows": 3}),
        error_messages={
            "max_length": (
                f"The {called} for {part.label} must be {LONGEST_NOTE:,} characters or fewer"
            )
        },
    )


def with_hidden_words(text: str, hidden: str) -> SafeString:
    """A label whose hidden words tell it from the same label further down the page."""
    return format_html('{}<span class="nhsuk-u-visually-hidden"> {}</span>', text, hidden)
