"""What readers are asked: whether a page was useful, and what would make it better."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from designsystem.forms import Appearance, CountedTextarea, Form
from pages.opinions import is_public_address

LONGEST_REMARK = 1000
ANSWERS = [("yes", "Yes"), ("no", "No")]


class WordsField(forms.CharField):
    """Words, without the one character that no database takes."""

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", "")) or ""


class OpinionForm(Form):
    """Whether the page at an address of ours was useful."""

    address = forms.CharField()
    useful = forms.ChoiceField(choices=ANSWERS)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not is_public_address(address):
            raise ValidationError("There is no such page.")
        return address

    def clean_useful(self) -> bool:
        return bool(self.cleaned_data["useful"] == "yes")


class RemarkForm(OpinionForm):
    """The same with a box for words, which nobody has to fill in."""

    words = WordsField(
        label="What could be better about this page? (optional)",
        required=False,
        max_length=LONGEST_REMARK,
        widget=CountedTextarea(attrs={"rows": 5}),
        help_text=(
            "Do not write anything about your health or that of others."
            " Leave out names, and how to reach you. We cannot reply."
        ),
        error_messages={"max_length": "What you write must be 1,000 characters or fewer."},
    )
    appearance = {"words": Appearance(size="m")}
