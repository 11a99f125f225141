"""The forms that people write in: a comment on one part, and answers to the questions of a round."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from designsystem.forms import Appearance, CountedTextarea, Form
from draftcomments.enums import Kind, Language
from draftcomments.models import LONGEST_COMMENT, LONGEST_QUOTE
from officefiles.cells import printable

NEW_LINE = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# They turn the words around them. Right-to-left words need none of them.
TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
# A box that people never see. The template draws it, always empty.
UNSEEN = "website"
FILLED_UNSEEN = (
    "Something filled in a box that nobody can see. That can happen by itself."
    " Your words are still here. Press Send again."
)
NOT_FROM_OUR_PAGE = (
    "We have not got your words yet, to be safe: this page may have been open for a long time."
    " They are still here. Press Send again."
)
WRITE_SOMETHING = "Write what you want to say"
HOW_TO_WRITE = (
    "Write as you speak. Spelling does not matter. Please do not write real names, or anything"
    " that shows who somebody is."
)


def clean_words(text: str) -> str:
    """Somebody's words without marks that nobody sees, such as those that turn text around.

    >>> clean_words("a\\x00\\r\\nb\\u202ec"), clean_words("سلام 👋🏽")
    ('a\\nbc', 'سلام 👋🏽')
    """
    return TURNS.sub("", printable(NEW_LINE.sub("\n", text)))


class WordsField(forms.CharField):
    """Plain words. A line break counts as one character, whatever the browser sends."""

    def __init__(self, *, most: int = LONGEST_COMMENT, rows: int = 8, **values: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        if most == LONGEST_COMMENT:
            widget = CountedTextarea(attrs={"rows": rows})
        super().__init__(widget=widget, **values)
        # Not told to Django: its widget would make browsers cut pasted words short.
        self.max_length = most

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_words(value or "")) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.max_length and len(value) > self.max_length:
            raise ValidationError(too_long(self.max_length, len(value)), code="too_long")

    def bound_data(self, data: Any, initial: Any) -> str:
        return clean_words(data or "")


class WordsForm(Form):
    """A form that is sent from a page for contributors. It never loses what somebody wrote."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, language: str, **values: Any):
        super().__init__(data, **values)
        self.add_fields()
        for field in self.fields.values():
            if isinstance(field, WordsField):
                field.widget.attrs |= {"lang": language, "dir": "auto"}

    def add_fields(self) -> None:
        """Make the fields that come from records, where there are any."""

    def clean(self) -> dict[str, Any]:
        if self.data.get(UNSEEN):
            self.add_error(None, FILLED_UNSEEN)
        return self.cleaned_data

    def refuse(self, why: str) -> None:
        """Say at the top why nothing was stored, beside whatever else is wrong."""
        self.full_clean()
        self.add_error(None, why)


class CommentForm(WordsForm):
    words = WordsField(
        label="What do you want to say?",
        help_text=HOW_TO_WRITE,
        error_messages={"required": WRITE_SOMETHING},
    )
    quote = WordsField(
        label="Which words do you mean?",
        help_text="Optional. Type a few words of the draft, so that we find the place.",
        most=LONGEST_QUOTE,
        rows=2,
        required=False,
    )
    kind = forms.ChoiceField(
        label="What is it about?",
        help_text="Optional.",
        choices=[("", "I would rather not choose"), *Kind.choices],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of the answers listed"},
    )
    language = forms.ChoiceField(
        label="Language of this comment",
        help_text="Change this if you wrote it in another language.",
        choices=Language,
        required=False,
        error_messages={"invalid_choice": "Choose one of the languages listed"},
    )
    appearance: Mapping[str, Appearance] = {"words": Appearance(size="m")}

    def __init__(self, data: Mapping[str, Any] | None = None, *, language: str, **values: Any):
        super().__init__(data, language=language, **values)
        self.usual_language = language
        self.fields["language"].initial = language
        if self["language"].value() in Language.values:
            self.fields["words"].widget.attrs["lang"] = self["language"].value()

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.usual_language

    @property
    def has_more(self) -> bool:
        """Whether something is said, or wrong, in the part that is folded away."""
        said = any(self[name].value() or self[name].errors for name in ("quote", "kind"))
        language = self["language"].value() or self.usual_language
        return said or language != self.usual_language


class QuestionsForm(WordsForm):
    """One box for each question, named `words-1` and so on. Any may be left empty, but not all."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        language: str,
        questions: Sequence[str],
        **values: Any,
    ) -> None:
        self.questions = questions
        super().__init__(data, language=language, **values)

    def add_fields(self) -> None:
        for number, question in enumerate(self.questions, start=1):
            self.fields[named(number)] = WordsField(label=question, rows=5, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not any(found.values()):
            self.add_error(named(1), "Answer at least one question, or go back to the draft")
        return found

    def answers(self) -> Iterator[tuple[int, str]]:
        """The number of each question that has an answer, with the answer."""
        for number in range(1, len(self.questions) + 1):
            if words := self.cleaned_data[named(number)]:
                yield number, words


def too_long(most: int, written: int) -> str:
    return (
        f"You can write up to {most:,} characters here. You wrote {written:,}."
        " Nothing is lost: make it shorter, or send it in two parts."
    )


def named(question: int) -> str:
    return f"words-{question}"


def too_many(again_at: datetime) -> str:
    """What somebody reads who has sent a lot."""
    return (
        "You have sent a lot in one hour, thank you. We have not got this one yet: your words are"
        f" still here. You can send it from {localtime(again_at):%H:%M}."
    )
