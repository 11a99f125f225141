"""The three pages of questions. Each can be saved half answered, and is asked in full before it is sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaks_filter
from django.utils.safestring import SafeString

from casestudies.models import Offer, StoryPeople
from casestudies.models.offers import LONGEST_ANSWER, LONGEST_NAME, LONGEST_ROLE, LONGEST_TITLE
from casestudies.offers.consent import CURRENT, WORDINGS
from casestudies.offers.risks import private_in
from casestudies.organisations import dated_name
from designsystem.forms import Appearance, CountedTextarea, Form
from draftcomments.forms.commenting import UNSEEN, clean_words
from taxonomy.models import Organisation

FILLED_UNSEEN = (
    "Something filled in a box that nobody can see. That can happen by itself."
    " Your words are still here. Please save again."
)
NEW_WORDING = "The words that you agree to have changed. Please read them again and save this page"
WORDING_FIELD = "wording"
NOT_ANSWERED = "Not answered"


class StoryField(forms.CharField):
    """Plain words for a story that may become public. A line break counts as one character.

    With `rows` it is a box for several lines.
    """

    def __init__(self, *, most: int, rows: int = 0, **values: Any) -> None:
        self.rows = rows
        widget = CountedTextarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=widget, **values)
        # Not told to Django: its widget would make browsers cut pasted words short.
        self.max_length = most

    def to_python(self, value: Any) -> str:
        text = clean_words(str(value or ""))
        return super().to_python(text if self.rows else " ".join(text.split())) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.max_length and len(value) > self.max_length:
            raise ValidationError(
                f"“{self.label}” can have up to {self.max_length:,} characters."
                f" You wrote {len(value):,}. Nothing is lost: please make it shorter"
            )
        if kind := private_in(value):
            raise ValidationError(
                f"“{self.label}” holds {kind}. Please take it out: nothing here may show who"
                " somebody is"
            )

    def bound_data(self, data: Any, initial: Any) -> str:
        return clean_words(str(data or ""))


class BoardField(forms.ModelChoiceField):
    """One of the boards that we know, under the name that it has or had."""

    def label_from_instance(self, obj: Any) -> str:
        return dated_name(obj.name, obj.valid_to)

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_words(str(value or "")))


class StepForm(Form):
    """A page of questions. With `later`, what is missing may stay missing for now."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offer: Offer | None = None,
        later: bool = False,
    ) -> None:
        super().__init__(data, initial=self.stored(offer) if offer else None)
        for field in self.fields.values():
            field.required = field.required and not later
        self.appearance = {name: Appearance(size="s") for name in self.fields}

    @classmethod
    def stored(cls, offer: Offer) -> dict[str, Any]:
        """What an offer says in these fields, as a form would send it."""
        said = {name: getattr(offer, name) for name in cls.base_fields}
        if organisation := said.get("organisation"):
            said["organisation"] = organisation.slug
        return said

    @classmethod
    def asked_of(cls, offer: Offer) -> "StepForm":
        """The form as if the offer had just been sent in it, to see what is missing."""
        return cls({**cls.stored(offer), WORDING_FIELD: offer.consent_version or ""}, offer=offer)

    def clean(self) -> dict[str, Any]:
        if self.data.get(UNSEEN):
            self.add_error(None, FILLED_UNSEEN)
        return self.cleaned_data

    def says_something(self) -> bool:
        return any(self.cleaned_data.values())

    def rows(self) -> Iterator[tuple[str, SafeString | str]]:
        """Each question and what is stored as its answer, for people to read."""
        for name, field in self.fields.items():
            yield str(field.label), answer_words(field, self.initial.get(name))


class WorkForm(StepForm):
    title = StoryField(
        label="What would you call this work?",
        help_text="For example: asthma reviews designed with young carers.",
        most=LONGEST_TITLE,
    )
    organisation = BoardField(
        label="Which integrated care board (ICB) is it from?",
        help_text="An ICB plans NHS care for an area. Choose its name at the time of the work.",
        queryset=Organisation.objects.order_by("name", "valid_from"),
        to_field_name="slug",
        empty_label="Not in this list",
        required=False,
        error_messages={"invalid_choice": "Choose one of the boards in the list"},
    )
    organisation_name = StoryField(
        label="Which other organisation is it from?",
        help_text="If it is not in the list, or if another organisation led the work.",
        most=LONGEST_NAME,
        required=False,
    )
    place = StoryField(
        label="Where was it? (optional)",
        help_text="A town or an area. No addresses of people.",
        most=LONGEST_NAME,
        required=False,
    )
    problem = StoryField(
        label="What was the problem?",
        help_text="What was wrong, for whom, and how did you know?",
        most=LONGEST_ANSWER,
        rows=5,
    )
    what_we_did = StoryField(
        label="What did you do?",
        help_text="The main steps, in order. Leave out people’s names.",
        most=LONGEST_ANSWER,
        rows=7,
    )
    who_with = StoryField(
        label="Who did you do it with?",
        help_text=(
            "Groups and partners. What did people with lived experience decide, make or lead?"
        ),
        most=LONGEST_ANSWER,
        rows=5,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        asked = self.fields["title"].required
        named = found.get("organisation") or found.get("organisation_name")
        if asked and not named and not self.errors.keys() & {"organisation", "organisation_name"}:
            self.add_error("organisation_name", "Choose an ICB, or write which organisation it is")
        return found


class ResultsForm(StepForm):
    what_changed = StoryField(
        label="What changed?",
        help_text="For people, and in how you work. “We do not know yet” is an answer too.",
        most=LONGEST_ANSWER,
        rows=6,
    )
    what_did_not_work = StoryField(
        label="What did not work?",
        help_text="Others learn most from this. Be plain.",
        most=LONGEST_ANSWER,
        rows=6,
    )
    figures = StoryField(
        label="Do you have any figures? (optional)",
        help_text=(
            "Say what was counted, when, and out of how many. Give no count of people under 8:"
            " it could point to a person. Write “fewer than 8”."
        ),
        most=LONGEST_ANSWER,
        rows=4,
        required=False,
    )


class ConsentForm(StepForm):
    role = StoryField(
        label="What is your role?",
        help_text="A role, such as “engagement lead”. We do not need your name.",
        most=LONGEST_ROLE,
    )
    email = forms.EmailField(
        label="Work email address (optional)",
        help_text=(
            "For questions about this offer only. Without it, look at your link for our answer."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "An email address looks like name@example.com"},
    )
    story_people = forms.ChoiceField(
        label=WORDINGS[CURRENT].story_people,
        help_text="“Not yet” is fine: we publish nothing before they agree.",
        choices=StoryPeople,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether the people in the story know and agree",
            "invalid_choice": "Choose one of the answers listed",
        },
    )
    may_publish = forms.BooleanField(
        label=WORDINGS[CURRENT].may_publish,
        error_messages={"required": "Tick this if you agree that we make a case study"},
    )
    licence_agreed = forms.BooleanField(
        label=WORDINGS[CURRENT].licence,
        error_messages={"required": "Tick this if your organisation agrees to the licence"},
    )
    wording = CURRENT

    def clean_email(self) -> str:
        return clean_words(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        agreed = found.get("may_publish") or found.get("licence_agreed")
        if agreed and str(self.data.get(WORDING_FIELD)) != str(CURRENT):
            self.add_error("may_publish", NEW_WORDING)
        return found


def answer_words(field: forms.Field, value: Any) -> SafeString | str:
    """An answer as people read it, with its paragraphs."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if not value:
        return NOT_ANSWERED
    if isinstance(field, BoardField):
        known = Organisation.objects.filter(slug=value).first()
        return field.label_from_instance(known) if known else NOT_ANSWERED
    if isinstance(field, forms.ChoiceField):
        return str(dict(StoryPeople.choices).get(value, NOT_ANSWERED))
    return linebreaks_filter(value)
