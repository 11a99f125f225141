"""Forms of answers: what was not sent stays, and what somebody else changed is asked about."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from designsystem.forms import Form
from selfcheck.actions.answers import Said, Saved
from selfcheck.actions.statements import CLEAR, SaidOfStatement
from selfcheck.merging import SEEN, Conflict, Values, read_seen, seen_of
from selfcheck.moments import ago

Data = Mapping[str, Any]
ABOUT_PARTS = ("answer-", "note-", "reason-")


class AnswersForm(Form):
    """A form that says, in a hidden field, what its page had shown.

    - `stored` - what is stored now, by the names of fields; an empty text where there is nothing
    - `data` - what was sent. What a form did not send is shown as it is stored
    - `saved` - what came of saving it: its conflicts are shown as errors, beside what is stored now
    """

    clear_is_a_choice = False
    """Whether nothing stored is a radio of its own, and not the lack of one."""
    nothing = CLEAR
    """The value of the radio for nothing."""

    def __init__(
        self, stored: Values, data: Data | None = None, saved: Saved | None = None
    ) -> None:
        self.stored = stored
        self.sent = data or {}
        found = saved.conflicts if saved else ()
        self.from_elsewhere = bool(saved and saved.from_elsewhere)
        self.conflicts = {each.field: each for each in found if each.field in stored}
        shown = {field: self.shown(field, value) for field, value in stored.items()}
        super().__init__(self.to_show(data, shown), initial=shown)
        self.add_fields()
        if saved:
            self.full_clean()
            for conflict in self.conflicts.values():
                words = self.in_words(conflict, ago(saved.last_saved))
                self.add_error(conflict.field, words)

    def add_fields(self) -> None:
        """Make the fields that come from records, where there are any."""

    def subject(self, field: str) -> str:
        """What a field is about, in a few words."""
        raise NotImplementedError

    def versions(self) -> dict[str, str]:
        """In which version the page shows the words that it asks in: see `words_read`."""
        return {}

    def said(self) -> list[Said]:
        """What was sent about parts, for `save_answers`; None for a field that was not."""
        return []

    def said_of_statements(self) -> list[SaidOfStatement]:
        """The same of statements."""
        return []

    def shown(self, field: str, value: str) -> str:
        """A stored value as the form sends it."""
        empty = not value and self.is_choice(field) and self.clear_is_a_choice
        return self.nothing if empty else value

    def to_show(self, data: Data | None, shown: Values) -> Data | None:
        """What was sent, laid over what is stored; after a conflict, only what is in question."""
        if self.conflicts:
            posted = {
                each.field: each.posted or (self.nothing if self.is_choice(each.field) else "")
                for each in self.conflicts.values()
            }
            return {**shown, **posted}
        return None if data is None else {**shown, **{field: data[field] for field in data}}

    def is_choice(self, field: str) -> bool:
        """Whether a field is made of radios, and not of words."""
        return not field.startswith(("note-", "reason-"))

    @cached_property
    def was_seen(self) -> dict[str, str]:
        """What the page that was sent had shown, for `save_answers`."""
        return read_seen(self.sent.get(SEEN))

    @property
    def seen(self) -> str:
        """The hidden field: what this page shows; of a form with errors, what it showed first."""
        if self.is_bound and not self.conflicts:
            return self.sent.get(SEEN, "")
        return seen_of(self.stored, self.versions())

    def said_in(self, field: str) -> str | None:
        """What was sent for a field; None where nothing was."""
        if field not in self.sent or field not in self.fields:
            return None
        value: str = self.cleaned_data[field]
        return (value or None) if self.is_choice(field) else value

    def in_words(self, conflict: Conflict, when: str) -> str:
        """What was saved before, here or elsewhere; what was posted; and what to do."""
        about = self.subject(conflict.field)
        if not self.is_choice(conflict.field):
            return (
                f"{about}: other words were saved here before. The last save was {when}."
                " Put together what is right, and save again."
            )
        theirs = self.named(conflict.field, conflict.stored)
        ours = self.named(conflict.field, conflict.posted)
        if self.from_elsewhere:
            return (
                f"You have answered {about} already: “{theirs}”. On the other page you chose"
                f" “{ours}”. Which is right? Choose it, and save."
            )
        return (
            f"{about}: “{theirs}” was saved here before. The last save was {when}."
            f" You chose “{ours}”. Choose the one that is right, and save again."
        )

    def named(self, field: str, value: str) -> str:
        """A choice as its radio names it."""
        if not value and not self.clear_is_a_choice:
            return "No answer"
        labels = {choice["value"]: choice["label"] for choice in self[field].choices}
        return str(labels.get(value or self.nothing, value))

    def stored_elsewhere(self, field: str) -> str:
        """The words that were saved before, to be shown beside those that were posted."""
        conflict = self.conflicts.get(field)
        return conflict.stored if conflict else ""


def parts_in(data: Data | None, saved: Saved | None) -> set[str]:
    """The identifiers of the parts that something was sent about: the ends of field names."""
    fields = {*(data or ()), *(each.field for each in (saved.conflicts if saved else ()))}
    return {field.partition("-")[2] for field in fields if field.startswith(ABOUT_PARTS)}
