"""Forms that start a check: on the start page, beside a question on another page, and with a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from designsystem.forms import Appearance, Form
from framework.outline import SubPhaseOutline, framework_outline
from selfcheck.actions.answers import Said
from selfcheck.answer_file import MOST_BYTES, Contents, read_file
from selfcheck.entries import DamagedFileError
from selfcheck.enums import AnswerKind, Route
from selfcheck.forms.fields import AnswerField, answer_field
from selfcheck.question_records import QuestionText, questions_in_use

TOO_BIG = f"The file must be smaller than {MOST_BYTES // 1_000_000} MB"


class StartForm(Form):
    """Starts a check: alone, or with the answer to a question that a page asks."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        asked: SubPhaseOutline | None = None,
        place: str = "",
    ) -> None:
        wanted = data.get("sub_phase", "") if data else ""
        self.asked = asked or sub_phase_asked_about(wanted)
        self.lost_question = bool(wanted) and self.asked is None
        # Several questions may stand on one page: each has ids of its own.
        name = self.asked.identifier if self.asked else "start"
        super().__init__(data, auto_id=f"id_check-{name}{place}-%s")
        if self.asked:
            self.question = questions_in_use()[self.asked.pk]
            self.fields["answer"] = answer_to(self.asked, self.question)
            self.appearance = {
                "answer": Appearance(
                    size="m",
                    choice_hints=self.question.hints,
                    dividers={AnswerKind.NOT_SURE.value: "or"},
                )
            }

    @property
    def route(self) -> str:
        """The route of the button; the quick one where it names none."""
        wanted = self.data.get("route", "")
        return wanted if wanted in Route.values else Route.QUICK.value

    def clean(self) -> dict[str, Any]:
        if self.lost_question:
            raise forms.ValidationError("That question has changed. You can start without it.")
        return self.cleaned_data

    def said(self) -> list[Said]:
        choice = self.cleaned_data.get("answer")
        if self.asked is None or not choice:
            return []
        question = self.question
        return [
            Said(
                sub_phase=self.asked,
                choice=choice,
                note=None,
                question=question.pk,
                question_version=question.version,
            )
        ]


def answer_to(part: SubPhaseOutline, question: QuestionText) -> AnswerField:
    """The radios of one question. Its legend names the part, since it may stand on any page."""
    label = f"{part.label}: {question.text}"
    answer = answer_field(part, framework_outline().levels, label=label)
    answer.help_text = question.help_text
    return answer


def sub_phase_asked_about(identifier: str) -> SubPhaseOutline | None:
    """The sub-phase of that identifier, where there is a question about it. No query once cached."""
    if not identifier:
        return None
    known = framework_outline().known_sub_phases()
    found = next((part for part in known if part.identifier == identifier), None)
    return found if found and found.pk in questions_in_use() else None


class LoadForm(Form):
    """Takes a file of answers."""

    file = forms.FileField(
        label="Your file of answers",
        help_text="It ends in .json. You downloaded it from a self-check.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Choose the file with your answers",
            "missing": "Choose the file with your answers",
            "invalid": "Choose the file with your answers",
            "empty": "The file is empty. Choose the file with your answers",
        },
    )

    def clean_file(self) -> Contents:
        """What the file holds."""
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        self.data_sent = sent.read()
        try:
            return read_file(self.data_sent)
        except DamagedFileError as damaged:
            raise forms.ValidationError(str(damaged)) from None
