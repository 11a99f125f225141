"""The forms of the action plan: adding a row, and changing one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from designsystem.dates import DateField, TypedDate
from designsystem.forms import Appearance, Form
from framework.outline import Outline
from search.words import visible
from selfcheck.actions.plans import texts_of
from selfcheck.enums import Progress
from selfcheck.ideas import Group, Ideas, MeasuresOffered
from selfcheck.merging import SEEN, Conflict, seen_of
from selfcheck.models import LONGEST_LINE, Action

NOT_LISTED = ("", "None of these")
OWN_WORDS = "own-words"
TOO_LONG_TOGETHER = (
    f"The idea and your own words must be {LONGEST_LINE} characters or fewer together."
    " Write less, or choose “Something else” to use your words alone"
)
QUESTION = Appearance(size="s")


class LineField(forms.CharField):
    """Some words that are kept as one line, however they were typed."""

    def __init__(self, *, rows: int = 0, **given: Any) -> None:
        if rows:
            given["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=LONGEST_LINE, **given)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return visible(text)


class ActionForm(Form):
    """What the two forms share. `row()` is what was sent, by the names of the record's columns."""

    what = LineField(
        rows=2,
        label="What will you do?",
        error_messages={"required": "Write what you will do"},
    )
    why = LineField(rows=2, label="Why?", required=False)
    owner = LineField(
        label="Who leads on it?",
        help_text="A role, such as “Engagement lead”. Do not write a person’s name.",
        required=False,
    )
    due_on = DateField(label="By when?", help_text="For example, 31 3 2027", required=False)
    measure = forms.ChoiceField(
        label="How will you know that it worked?",
        help_text="Some of the things that can be counted or asked.",
        required=False,
        error_messages={"invalid_choice": "Choose a measure from the list"},
    )
    how_we_will_know = LineField(
        rows=2, label="How you will know, in your own words", required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        initial: Mapping[str, Any],
        measures: MeasuresOffered,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.appearance = dict.fromkeys(self.fields, QUESTION)
        self.measure_pks = measures.pks
        choices = [NOT_LISTED, *measures.groups]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if not measures.pks:
            del self.fields["measure"]

    def row(self) -> dict[str, Any]:
        names = ("what", "why", "owner", "due_on", "how_we_will_know")
        row: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        if "measure" in self.fields:
            row["measure_id"] = self.measure_pks.get(self.cleaned_data["measure"])
        return row


class AddActionForm(ActionForm):
    """A new row, about one part of the framework or about none."""

    idea = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the ideas in the list"},
    )
    field_order = ("idea", "what", "why", "owner", "due_on", "measure", "how_we_will_know")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        ideas: Ideas | None,
        measures: MeasuresOffered,
    ) -> None:
        self.ideas = ideas
        self.part = ideas.part if ideas else None
        initial = {"why": ideas.why} if ideas else {}
        super().__init__(data, initial=initial, measures=measures)
        if ideas and ideas.what:
            self.offer(ideas)
        else:
            del self.fields["idea"]

    def offer(self, ideas: Ideas) -> None:
        """Put the ideas before the field for own words, which then adds to them or stands alone."""
        idea = self.fields["idea"]
        idea.choices = [*ideas.what, (OWN_WORDS, "Something else")]  # type: ignore[attr-defined]  # a ChoiceField
        idea.label = "What will you do?"
        if ideas.next_level:
            idea.help_text = f"These are signs of {ideas.next_level}, one level up."
        self.fields["what"].required = False
        self.fields["what"].label = "In your own words"
        self.fields["what"].help_text = (
            "Fill this in if you chose “Something else”, or to say the idea your way."
            " If you chose an idea, we keep both."
        )
        look = Appearance(size="s", dividers={OWN_WORDS: "or"})
        self.appearance = {**self.appearance, "idea": look}

    @property
    def chosen_idea(self) -> str:
        """The text of the idea that was chosen; empty for own words."""
        offered = dict(self.ideas.what) if self.ideas else {}
        return offered.get(self.cleaned_data.get("idea", ""), "")

    def clean(self) -> dict[str, Any]:
        if "idea" in self.fields and "what" in self.cleaned_data:
            what = with_own_words(self.chosen_idea, self.cleaned_data["what"])
            self.cleaned_data["what"] = what
            if not what and "idea" not in self.errors:
                self.add_error("what", "Choose an idea, or write what you will do")
            elif len(what) > LONGEST_LINE:
                self.add_error("what", TOO_LONG_TOGETHER)
        return self.cleaned_data

    def refuse(self, why: str) -> None:
        """Say why what was written, or the idea that was chosen, cannot be added."""
        self.add_error("what" if self["what"].value() or not self.chosen_idea else "idea", why)

    def row(self) -> dict[str, Any]:
        return {**super().row(), "sub_phase_id": self.part.pk if self.part else None}


class ChangeActionForm(ActionForm):
    """A row that is there. `seen` is what it showed: see `selfcheck.merging`."""

    progress = forms.ChoiceField(
        label="Where does it stand?",
        choices=Progress.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one answer from the list"},
    )
    sub_phase = forms.ChoiceField(
        label="Which part of the framework is it about?",
        required=False,
        error_messages={"invalid_choice": "Choose a part from the list"},
    )
    field_order = (
        "progress",
        "what",
        "why",
        "owner",
        "due_on",
        "measure",
        "how_we_will_know",
        "sub_phase",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        action: Action,
        outline: Outline,
        measures: MeasuresOffered,
    ) -> None:
        super().__init__(data, initial=stored_values(action), measures=measures)
        self.part_pks = {part.identifier: part.pk for part in outline.known_sub_phases()}
        self.fields["sub_phase"].choices = [("", "None of them"), *part_groups(outline)]  # type: ignore[attr-defined]  # a ChoiceField
        if action.sub_phase_id and action.sub_phase_id not in self.part_pks.values():
            # It is about a part that nobody can choose now: leave that as it is.
            del self.fields["sub_phase"]
        # A form with errors comes back as it was sent: its reader has been shown nothing new.
        self.seen = seen_of(texts_of(action)) if data is None else data.get(SEEN, "")

    def row(self) -> dict[str, Any]:
        row = {**super().row(), "progress": self.cleaned_data["progress"]}
        if "sub_phase" in self.fields:
            row["sub_phase_id"] = self.part_pks.get(self.cleaned_data["sub_phase"])
        return row


def asking_about(
    conflicts: Sequence[Conflict],
    sent: Mapping[str, Any],
    *,
    action: Action,
    outline: Outline,
    measures: MeasuresOffered,
) -> ChangeActionForm:
    """The form as it is stored now, but for what two people changed: there, what was sent.

    Beside each such field stands what the other one saved.
    """
    names = [conflict.field.removesuffix("_id") for conflict in conflicts]
    data = as_sent(stored_values(action))
    for name in names:
        data |= {each: sent[each] for each in sent if each == name or each.startswith(f"{name}-")}
    data[SEEN] = seen_of(texts_of(action))
    form = ChangeActionForm(data, action=action, outline=outline, measures=measures)
    for name in names:
        form.add_error(
            name,
            f"Somebody saved {stored_in_words(action, name)} here since you opened this page."
            " Make this right for both of you, and save again.",
        )
    return form


def with_own_words(idea: str, own: str) -> str:
    """An idea, and what somebody wrote beside it, as one line. Neither is dropped.

    >>> with_own_words("Pay people for their time.", "start with carers")
    'Pay people for their time: start with carers'
    >>> with_own_words("", "Start with carers"), with_own_words("Pay people.", "")
    ('Start with carers', 'Pay people.')

    Words that hold the idea already say both:

    >>> with_own_words("Pay people.", "Pay people, carers first")
    'Pay people, carers first'
    """
    stem = idea.removesuffix(".")
    if not own or not idea:
        return own or idea
    return own if stem in own else f"{stem}: {own}"


def stored_values(action: Action) -> dict[str, Any]:
    """A row by the names of the form's fields. Reads its measure and its part."""
    return {
        "progress": action.progress,
        "what": action.what,
        "why": action.why,
        "owner": action.owner,
        "due_on": action.due_on,
        "measure": action.measure.identifier if action.measure else "",
        "how_we_will_know": action.how_we_will_know,
        "sub_phase": action.sub_phase.identifier if action.sub_phase else "",
    }


def as_sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form as a browser would send them."""
    typed = TypedDate.of(values["due_on"])
    parts = {f"due_on-{part}": text for part, text in typed._asdict().items()}
    return {name: value for name, value in values.items() if name != "due_on"} | parts


def stored_in_words(action: Action, name: str) -> str:
    """What is stored in one field of a row, as a person would name it."""
    if name == "due_on":
        return f"{action.due_on:%-d %B %Y}" if action.due_on else "no date"
    value = action.get_progress_display() if name == "progress" else getattr(action, name)
    return f"“{value}”" if value else "nothing"


def part_groups(outline: Outline) -> list[Group]:
    """The parts in groups, one for each phase, for a list to choose from."""
    return [
        (phase.name, [(part.identifier, part.label) for part in phase.known_sub_phases])
        for phase in outline.phases
        if phase.known_sub_phases
    ]
