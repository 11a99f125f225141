"""Forms built from records: adding a sub-phase adds a question, and no code."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from designsystem.forms import Appearance, CountedTextarea, Form
from framework.enums import Lens, Reach
from framework.outline import Outline, SubPhaseOutline
from selfcheck.actions.answers import CLEAR, Said
from selfcheck.enums import AnswerKind
from selfcheck.models import LONGEST_NOTE, Answer
from selfcheck.questions import Question

OTHER_ANSWERS = [
    (AnswerKind.NOT_SURE.value, AnswerKind.NOT_SURE.label),
    (AnswerKind.DOES_NOT_APPLY.value, AnswerKind.DOES_NOT_APPLY.label),
]
NOTE_HINT = (
    "Optional. For example, a report or what people told you."
    " Do not write personal or patient details."
)


class NoteField(forms.CharField):
    """A short note. A line break counts as one character, whatever the browser sends."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n")


class AnswerField(forms.ChoiceField):
    """The radios of one question. To clear is always allowed, offered or not: a second click."""

    def valid_value(self, value: str) -> bool:
        return value == CLEAR or super().valid_value(value)


def answer_field(
    part: SubPhaseOutline, outline: Outline, *, label: str, clearable: bool = False
) -> AnswerField:
    """The radios of one question: levels, not sure, does not apply, and clear where it helps."""
    levels = [(level.identifier, level.name) for level in outline.levels]
    clear = [(CLEAR, "Clear my answer")] if clearable else []
    return AnswerField(
        label=label,
        choices=[*levels, *OTHER_ANSWERS, *clear],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": f"Choose one of the answers listed for {part.label}"},
    )


def note_field(part: SubPhaseOutline) -> NoteField:
    return NoteField(
        label=with_hidden_words("What is this based on?", part.label),
        help_text=NOTE_HINT,
        max_length=LONGEST_NOTE,
        required=False,
        widget=CountedTextarea(attrs={"rows": 3}),
        error_messages={
            "max_length": f"The note for {part.label} must be {LONGEST_NOTE:,} characters or fewer"
        },
    )


def with_hidden_words(text: str, hidden: str) -> SafeString:
    """A label whose hidden words tell it from the same label further down the page."""
    return format_html('{}<span class="nhsuk-u-visually-hidden"> {}</span>', text, hidden)


def stored_choice(answer: Answer) -> str:
    """The radio that stands for a stored answer; none where there is only a note."""
    if answer.level:
        return answer.level.identifier
    return "" if answer.kind == AnswerKind.NOT_ANSWERED else answer.kind


class QuestionsForm(Form):
    """The questions of one phase. What is not sent stays as it was."""

    def __init__(
        self,
        questions: Sequence[Question],
        outline: Outline,
        answers: Mapping[int, Answer],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        initial = {}
        for part in (question.sub_phase for question in questions):
            if answer := answers.get(part.pk):
                initial[f"answer-{part.identifier}"] = stored_choice(answer)
                initial[f"note-{part.identifier}"] = answer.note
        super().__init__(data, initial=initial)
        self.questions = questions
        self.appearance = {}
        for question in questions:
            name = f"answer-{question.sub_phase.identifier}"
            self.add_question(question, outline, clearable=bool(initial.get(name)))

    def add_question(self, question: Question, outline: Outline, *, clearable: bool) -> None:
        part = question.sub_phase
        answer, note = f"answer-{part.identifier}", f"note-{part.identifier}"
        label = with_hidden_words("Which level is closest?", part.label)
        self.fields[answer] = answer_field(part, outline, label=label, clearable=clearable)
        self.fields[note] = note_field(part)
        self.appearance = {
            **self.appearance,
            answer: Appearance(
                size="s",
                choice_hints=part.hints,
                dividers={AnswerKind.NOT_SURE.value: "or"},
            ),
        }

    def groups(self) -> list[dict[str, Any]]:
        """The questions in order, each with its two fields, for the template."""
        return [
            {
                "sub_phase": question.sub_phase,
                "levels": question.level_rows,
                "answer": self[f"answer-{question.sub_phase.identifier}"],
                "note": self[f"note-{question.sub_phase.identifier}"],
            }
            for question in self.questions
        ]

    def said(self) -> list[Said]:
        """What was sent, for `save_answers`; nothing for a field that was not."""
        return [self.said_about(question.sub_phase) for question in self.questions]

    def said_about(self, part: SubPhaseOutline) -> Said:
        note = f"note-{part.identifier}"
        return Said(
            sub_phase=part,
            choice=self.cleaned_data[f"answer-{part.identifier}"] or None,
            note=self.cleaned_data[note] if note in self.data else None,
        )


class StartForm(Form):
    """Starts a check: alone, or with the answer to a question that a page asks."""

    def __init__(
        self,
        outline: Outline,
        data: Mapping[str, Any] | None = None,
        asked: SubPhaseOutline | None = None,
    ) -> None:
        wanted = data.get("sub_phase", "") if data else ""
        self.asked = asked or sub_phase_called(wanted, outline)
        self.lost_question = bool(wanted) and self.asked is None
        # Several questions may stand on one page: each has ids of its own.
        name = self.asked.identifier if self.asked else "start"
        super().__init__(data, auto_id=f"id_check-{name}-%s")
        if self.asked:
            label = f"Which level is closest for {self.asked.label}?"
            self.fields["answer"] = answer_field(self.asked, outline, label=label)
            self.appearance = {
                "answer": Appearance(
                    size="m",
                    choice_hints={level.identifier: level.meaning for level in outline.levels},
                    dividers={AnswerKind.NOT_SURE.value: "or"},
                )
            }

    def clean(self) -> dict[str, Any]:
        if self.lost_question:
            raise forms.ValidationError("That question has changed. You can start without it.")
        return self.cleaned_data

    def said(self) -> list[Said]:
        choice = self.cleaned_data.get("answer")
        if self.asked is None or not choice:
            return []
        return [Said(sub_phase=self.asked, choice=choice, note=None)]


def sub_phase_called(identifier: str, outline: Outline) -> SubPhaseOutline | None:
    """The known sub-phase of that identifier."""
    known = outline.known_sub_phases()
    return next((part for part in known if part.identifier == identifier), None)


class AboutForm(Form):
    """The kind of work that the answers are about. Both can be left open."""

    lens = forms.ChoiceField(
        label="Are you answering about strategic or operational work?",
        help_text="Strategic work sets direction, money and rules. Operational work is how things run.",
        choices=[("", "Not said"), *Lens.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one kind of work from the list"},
    )
    reach = forms.ChoiceField(
        label="How wide does the work go?",
        choices=[("", "Not said"), *Reach.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one answer from the list"},
    )
    appearance = {"lens": Appearance(size="m"), "reach": Appearance(size="m")}
