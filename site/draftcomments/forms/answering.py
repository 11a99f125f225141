"""Forms for those who answer comments: an answer, and the statement."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from draftcomments.actions.answering import Answer
from draftcomments.drafts.changes import UNCHANGED, PartNow
from draftcomments.enums import Result
from draftcomments.models import Item, Outcome, Round

LONGEST_ANSWER = 3_000
CHANGED_MEANWHILE = "changed_meanwhile"
READ_AGAIN = (
    "A comment was changed, deleted or answered while you wrote. Nothing was saved."
    " Your text is still here. Read the comments below again, then go on."
)
PART_STATES = {
    "changed": "changed since",
    "removed": "taken out since",
    "new": "new since",
    "unchanged": "not changed since",
}


class SeenItemsField(forms.MultipleChoiceField):
    """Comments as somebody saw them. Those that are not so any more are named `READ_AGAIN`."""

    default_error_messages = {"required": "Choose at least one comment."}

    def validate(self, value: Sequence[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if not all(self.valid_value(each) for each in value):
            raise ValidationError(READ_AGAIN, code=CHANGED_MEANWHILE)


def long_text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=help_text,
    )


def labelled(part: PartNow) -> str:
    return f"{part.label} ({PART_STATES[part.state]})"


class AnswerForm(forms.Form):
    """One answer to some comments. The rules are the action's (`actions.answering`)."""

    items = SeenItemsField(label="Comments that this answers")
    result = forms.ChoiceField(
        label="What came of it", choices=Result, widget=forms.RadioSelect, required=False
    )
    you_said = long_text("You said", "In your own words. Do not copy theirs.")
    we_did = long_text("We did", "What you changed, or what you will do.")
    why = long_text("Why", "Needed unless you changed it. People read it.")
    changed_keys = forms.MultipleChoiceField(
        label="Parts that changed because of it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="People see each of these parts before and after.",
    )
    public = forms.BooleanField(
        label="Put it on the public page too",
        required=False,
        help_text=(
            "From when people can read it. A draft does not keep this tick."
            " It needs a “You said, we did” block on a page."
        ),
    )
    quoted = forms.MultipleChoiceField(
        label="Quote these on the public page",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only people who agreed. A quote goes if they change their mind.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        items: Iterable[Item],
        parts: Iterable[PartNow],
        outcome: Outcome | None = None,
    ) -> None:
        self.known = {f"{item.pk}.{item.version}": item for item in items}
        self.parts, self.outcome = list(parts), outcome
        super().__init__(data, initial=self.initial_of(outcome))
        self.offer("items", [(value, str(item)) for value, item in self.known.items()])
        chosen = self.initial.get("changed_keys", [])
        offered = [part for part in self.parts if part.state != UNCHANGED or part.key in chosen]
        self.offer("changed_keys", [(part.key, labelled(part)) for part in offered])
        quotable = [item for item in self.known.values() if getattr(item, "may_quote", False)]
        self.offer("quoted", [(str(item.pk), f"{item}: {item.shared_words}") for item in quotable])
        if self.is_of_a_shown_answer:
            self.fields["items"].required = False

    @property
    def is_of_a_shown_answer(self) -> bool:
        """Its comments stay, whatever is ticked."""
        return self.outcome is not None and self.outcome.shown_at is not None

    def as_stored(self) -> "AnswerForm":
        """The form of the same answer as it is stored, in which nobody has typed."""
        stored = AnswerForm(items=self.known.values(), parts=self.parts, outcome=self.outcome)
        if self.is_of_a_shown_answer:
            del stored.fields["items"]
        return stored

    def initial_of(self, outcome: Outcome | None) -> dict[str, Any]:
        if outcome is None:
            return {"items": list(self.known)}
        return {
            "items": list(self.known),
            "result": outcome.result,
            "you_said": outcome.you_said,
            "we_did": outcome.we_did,
            "why": outcome.why,
            "changed_keys": [data["key"] for data in outcome.changed_sections],
            "public": outcome.public,
            "quoted": [str(number) for number in outcome.quoted.values_list("pk", flat=True)],
        }

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What can be chosen. Where there is nothing, it is not asked."""
        field = self.fields[name]
        if choices or field.required:
            cast(forms.MultipleChoiceField, field).choices = choices
        else:
            del self.fields[name]

    def take(self, error: ValidationError) -> None:
        """Show what the action found, at the fields that there are."""
        for name, messages in error.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def answer(self) -> Answer:
        cleaned = self.cleaned_data
        by_number = {str(item.pk): item for item in self.known.values()}
        return Answer(
            **{name: cleaned[name].strip() for name in ("you_said", "we_did", "why")},
            result=cleaned["result"],
            changed_keys=cleaned.get("changed_keys", []),
            public=cleaned["public"],
            quoted=[by_number[number] for number in cleaned.get("quoted", [])],
        )

    def items_answered(self) -> list[Item]:
        return [self.known[value] for value in self.cleaned_data["items"]]

    def chosen(self) -> set[str]:
        """The numbers of the comments that are ticked, however they were seen."""
        values = self["items"].value() or []
        return {value.partition(".")[0] for value in values}


class StatementForm(forms.ModelForm):
    """What people heard, did and could not do, in the words of the staff."""

    class Meta:
        model = Round
        fields = ["heard", "did", "could_not"]
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in fields}
        help_texts = {
            "heard": "What people told you, in your own words.",
            "did": "What you changed. If nothing, say so.",
            "could_not": "What you did not change, and why not. Leave it empty if there is nothing.",
        }
