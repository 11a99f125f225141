"""What a moderator sends about one comment: which version they saw, and what is to become of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from draftcomments.enums import Reason
from draftcomments.models import LONGEST_COMMENT, Item

CHOOSE = ("", "Choose a reason")


class SeenForm(forms.Form):
    """Which version of the comment was looked at."""

    version = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)


class ReasonForm(SeenForm):
    """Why it is kept back."""

    reason = forms.ChoiceField(
        choices=[CHOOSE, *Reason.choices],
        help_text="The person who wrote it reads this reason.",
        error_messages={"required": "Choose a reason."},
    )


class HoldForm(ReasonForm):
    """Why it is on hold, for moderators: the person reads that it is looked at with care."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Only moderators read this reason."


class RedactForm(ReasonForm):
    """What editors read in place of the words as written, and why."""

    field_order = ("shared_words", "reason", "version")
    shared_words = forms.CharField(
        label="What editors will read",
        max_length=LONGEST_COMMENT,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
        help_text=(
            "Take out what must not be shared, and put […] in its place. The words as written are"
            " kept, for moderators only."
        ),
        error_messages={
            "required": "Write what editors may read. If that is nothing, set the comment aside."
        },
    )


def words_to_redact(item: Item) -> str:
    """What a redaction starts from: what is shared now, or the words, with what they quote."""
    if item.redacted:
        return item.shared_words
    return f"“{item.quote}”\n\n{item.words}" if item.quote else item.words


def seen_from(values: Iterable[str]) -> dict[int, int]:
    """The version of each ticked comment by its number, from "number:version".

    >>> seen_from(["12:1", "13:2", "x", "14:", ":3", "1" * 40 + ":1"])
    {12: 1, 13: 2}
    """
    pairs = (value.split(":") for value in values if value.count(":") == 1)
    return {
        int(number): int(version)
        for number, version in pairs
        if is_number(number, digits=18) and is_number(version, digits=5)
    }


def is_number(text: str, *, digits: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= digits


def initial_of(item: Item) -> dict[str, Any]:
    return {"version": item.version, "shared_words": words_to_redact(item)}
