"""Forms of coming in: a printed code, and what a person agrees to."""

from collections.abc import Mapping
from typing import Any

from django import forms

from designsystem.forms import Appearance, Form
from draftcomments.actions.people import Agreed, Choices
from draftcomments.codes import LENGTH, is_code, normalised
from draftcomments.enums import Background, Language
from draftcomments.models import Round

LONGEST_PHONE = 40


class CodeForm(Form):
    """Takes a code from a card or letter, however it is typed."""

    code = forms.CharField(
        label="Your code",
        help_text=f"It has {LENGTH} letters and numbers. Small letters and spaces are fine.",
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": "Type the code that is on your card or letter",
            "max_length": f"A code has {LENGTH} letters and numbers",
        },
    )
    appearance = {"code": Appearance(size="m", width=20)}

    def clean_code(self) -> str:
        code = normalised(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(
                f"A code has {LENGTH} letters and numbers. What you typed has {len(code)}"
            )
        if not is_code(code):
            raise forms.ValidationError("Codes never have the letter U, or signs. Check it again")
        return code


class ChoicesForm(Form):
    """What may be done with a person's comments, how to reach them, and what they may tell of them."""

    may_share = forms.BooleanField(
        label="Other people who comment may read my comments",
        help_text="Only after a check, and without any name.",
        required=False,
    )
    may_quote = forms.BooleanField(
        label="You may quote my comments on the public website",
        help_text="Only after a check, and without any name.",
        required=False,
    )
    may_contact = forms.BooleanField(
        label="You may tell me when there is a reply",
        help_text="The message says only that there is a reply.",
        required=False,
    )
    email = forms.EmailField(
        label="Email address (optional)",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "An email address looks like name@example.com"},
    )
    phone = forms.CharField(
        label="Phone number (optional)",
        max_length=LONGEST_PHONE,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label="Language that you write in",
        help_text="These pages are in English. You may write in any of these languages.",
        choices=Language,
        initial=Language.ENGLISH,
    )
    background = forms.ChoiceField(
        label="Which of these fits you best? (optional)",
        help_text="This helps us see who we have heard from, and who we have missed.",
        choices=[*Background.choices, ("", "I would rather not say")],
        required=False,
        widget=forms.RadioSelect,
    )
    appearance = {
        "phone": Appearance(width=20),
        "background": Appearance(size="s", dividers={"": "or"}),
    }

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        round: Round,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if not round.show_others:
            del self.fields["may_share"]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if {"email", "phone"} & self.errors.keys():
            return told
        reachable = bool(told.get("email") or told.get("phone"))
        if told.get("may_contact") and not reachable:
            self.add_error(
                "email", "Give an email address or a phone number, or untick the box above"
            )
        if reachable and not told.get("may_contact"):
            self.add_error(
                "may_contact", "Tick this if we may contact you. If not, empty the boxes below"
            )
        return told

    def said(self) -> Choices:
        return choices_from(self.cleaned_data)


class StartForm(ChoicesForm):
    """The same, with the yes without which nobody takes part."""

    store_and_use = forms.BooleanField(
        label="I agree that you keep my comments and use them to make this page better"
    )
    field_order = ["store_and_use"]


def choices_from(cleaned: Mapping[str, Any]) -> Choices:
    """What a form was told, as the actions take it. A box that was not drawn counts as "no"."""
    yes = {name: cleaned.get(name, False) for name in ("may_share", "may_quote", "may_contact")}
    return Choices(
        agreed=Agreed(**yes),
        language=cleaned["language"],
        background=cleaned["background"],
        email=cleaned["email"],
        phone=cleaned["phone"],
    )
