"""The form of a helper who types in what somebody said."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from draftcomments.actions.helping import MOST_ROWS, Heard
from draftcomments.actions.people import Choices
from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.enums import HELPED, Background, Kind, Language, Source
from draftcomments.forms.commenting import WordsField
from draftcomments.forms.entering import choices_from
from draftcomments.models import Contributor, Round
from draftcomments.reading.about import labels_of, numbered

MORE_ROWS = 3
QUESTION = "question:"
WHO = ("source", "person")
MORE = ("may_share", "may_quote", "may_contact", "email", "phone")


class HelperForm(forms.Form):
    """Who speaks, how we heard it, and what they agreed to when they were asked."""

    source = forms.ChoiceField(
        label="How did you hear it?",
        choices=[(source, source.label) for source in Source if source in HELPED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you heard it."},
    )
    person = forms.ModelChoiceField(
        Contributor.objects.none(),
        label="Who said it?",
        empty_label="Somebody new (we make up a name)",
        help_text="By the made-up name on their card or link. Never a real name.",
        required=False,
    )
    agreed = forms.BooleanField(
        label="I asked, and they agree that we keep what they say and use it for this page",
        help_text="Ticked for somebody who has agreed before, the boxes below replace what they"
        " chose then.",
        required=False,
    )
    may_share = forms.BooleanField(
        label="They agree that other people in this round may read it, without a name",
        required=False,
    )
    may_quote = forms.BooleanField(
        label="They agree that we may quote their words in public, without a name", required=False
    )
    may_contact = forms.BooleanField(
        label="They want us to tell them when there is a reply", required=False
    )
    email = forms.EmailField(label="Email address", required=False)
    phone = forms.CharField(label="Phone number", max_length=40, required=False)
    language = forms.ChoiceField(
        label="Language they speak or write", choices=Language.choices, initial=Language.ENGLISH
    )
    background = forms.ChoiceField(
        label="Who is speaking?",
        choices=[("", "They would rather not say"), *Background.choices],
        required=False,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Contributor.objects.filter(round=round, withdrawn_at=None)
        self.fields["person"].queryset = people.order_by("pseudonym")  # type: ignore[attr-defined]  # stubs type every field as Field
        if not round.show_others:
            del self.fields["may_share"]

    @property
    def who(self) -> list[BoundField]:
        return [self[name] for name in WHO]

    @property
    def consent(self) -> list[BoundField]:
        return [field for field in self if field.name not in WHO]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        person = found.get("person")
        if not found.get("agreed"):
            if person is None or not person.has_started:
                self.add_error("agreed", "Ask first. Without a yes, type nothing in.")
            elif any(found.get(name) for name in MORE):
                self.add_error("agreed", "Tick this box too if you asked them now.")
        reachable = bool(found.get("email") or found.get("phone"))
        if found.get("may_contact") and not reachable and not {"email", "phone"} & set(self.errors):
            self.add_error("email", "Write an email address or a phone number.")
        if reachable and not found.get("may_contact"):
            self.add_error("may_contact", "Tick this box, or leave address and number empty.")
        return found

    @property
    def asked(self) -> Choices | None:
        """What somebody agreed to and told of themselves, where they were asked now."""
        return choices_from(self.cleaned_data) if self.cleaned_data["agreed"] else None


class HeardForm(forms.Form):
    """One comment. A row without words is no comment."""

    about = forms.ChoiceField(label="What is it about?")
    words = WordsField(
        label="What they said",
        help_text="In their own words, as far as you can. Leave out names.",
        rows=4,
        required=False,
    )
    kind = forms.ChoiceField(
        label="What kind of comment is it?",
        choices=[("", "Not said"), *Kind.choices],
        required=False,
    )

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = subjects  # type: ignore[attr-defined]  # stubs type every field as Field


class HeardFormSet(forms.BaseFormSet):
    """The rows of a helper's form, at least one of them with words."""

    def clean(self) -> None:
        if not any(self.errors) and not list(self.heard()):
            raise forms.ValidationError("Type in at least one comment.")

    def heard(self) -> Iterator[Heard]:
        for row, form in enumerate(self.forms):
            said = getattr(form, "cleaned_data", {})
            if said.get("words"):
                place, _, number = said["about"].partition(QUESTION)
                yield Heard(
                    row=row,
                    section_key=place or WHOLE_PAGE,
                    question=int(number) if number else None,
                    words=said["words"],
                    kind=said["kind"],
                )


HeardRows = forms.formset_factory(
    HeardForm, formset=HeardFormSet, extra=MORE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def typed_so_far(sent: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    """What the rows of a form hold, unchecked, to be shown again with more rows."""
    names = HeardForm.base_fields
    rows = (
        {name: sent.get(f"{prefix}-{row}-{name}", "") for name in names} for row in range(MOST_ROWS)
    )
    return [row for row in rows if row["about"]]


def subjects_of(round: Round) -> list[tuple[str, str]]:
    """What a comment may be about: the whole page, a part of it, or a guided question."""
    asked = enumerate(round.questions, start=1)
    questions = [(f"{QUESTION}{number}", numbered(number, question)) for number, question in asked]
    return [*labels_of(round).items(), *questions]
