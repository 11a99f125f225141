"""What the answers of a check are about, and how much to ask."""

from django import forms

from designsystem.forms import Appearance
from framework.enums import Lens, Reach
from selfcheck.enums import Route
from selfcheck.forms.seen import AnswersForm


class AboutForm(AnswersForm):
    """What the answers are about, and how much to ask. The first two can be left open."""

    clear_is_a_choice = True
    nothing = ""

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
    route = forms.ChoiceField(
        label="How closely do you want to look?",
        help_text="You can switch for any phase, at any time. No answer is lost.",
        choices=Route.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose the quick or the detailed check"},
    )
    appearance = {
        "lens": Appearance(size="m"),
        "reach": Appearance(size="m"),
        "route": Appearance(size="m"),
    }
    subjects = {
        "lens": "The kind of work",
        "reach": "How wide the work goes",
        "route": "How closely you look",
    }

    def subject(self, field: str) -> str:
        return self.subjects[field]

    def described(self) -> dict[str, str]:
        """What was sent, for `describe_self_check`. There is always a route."""
        sent = {field: self.cleaned_data[field] for field in self.fields if field in self.sent}
        return {field: value for field, value in sent.items() if value or field != "route"}
