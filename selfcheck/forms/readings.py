"""What the statements of a phase read as, and room to say otherwise."""

from typing import Any

from designsystem.forms import Appearance
from framework.outline import LevelOutline, SubPhaseOutline
from selfcheck.actions.answers import Said, Saved, values_of
from selfcheck.actions.statements import CLEAR
from selfcheck.enums import AnswerKind, Route
from selfcheck.forms.fields import answer_field, note_field, with_hidden_words
from selfcheck.forms.seen import AnswersForm, Data, parts_in
from selfcheck.sheets import PartSheet, PhaseSheet
from selfcheck.words_read import version_field, version_shown

REASON = "Why this level?"
REASON_HINT = (
    "Optional. Most useful when you choose another level than the reading."
    " Do not write personal or patient details."
)


class ReadingsForm(AnswersForm):
    """For each part of a phase: use what the answers read as, or say another level and why."""

    clear_is_a_choice = True

    def __init__(
        self, sheet: PhaseSheet, data: Data | None = None, saved: Saved | None = None
    ) -> None:
        self.parts = sheet.asked(Route.DETAILED, parts_in(data, saved))
        self.labels = {part.part.identifier: part.part.label for part in self.parts}
        stored = {}
        for part in self.parts:
            stored |= {
                field: value
                for field, value in values_of(part.part, part.answer).items()
                if not field.startswith("note-")
            }
        super().__init__(stored, data, saved)

    def add_fields(self) -> None:
        self.appearance = {}
        for part in self.parts:
            name = part.part.identifier
            levels = self.other_levels(part)
            use = (
                f"Use this reading: {part.read_as} (from your statements)"
                if part.read_as
                else "Leave it open"
            )
            label = "Which level do you want to keep?"
            self.fields[f"answer-{name}"] = answer_field(
                part.part,
                levels,
                label=with_hidden_words(label, part.part.label),
                before=[(CLEAR, use)],
            )
            self.fields[f"reason-{name}"] = note_field(
                part.part, label=REASON, hint=REASON_HINT, called="reason"
            )
            first = {level.identifier: "or" for level in levels[:1]}
            self.appearance = {
                **self.appearance,
                f"answer-{name}": Appearance(
                    size="s", dividers=first | {AnswerKind.NOT_SURE.value: "or"}
                ),
            }

    def other_levels(self, part: PartSheet) -> list[LevelOutline]:
        """The levels but the one that is read: that one is offered already, as the reading."""
        field = f"answer-{part.part.identifier}"
        wanted = {self.stored[field], self.sent.get(field)}
        if conflict := self.conflicts.get(field):
            wanted.add(conflict.posted)
        return [
            level
            for level in part.levels
            if level.name != part.read_as or level.identifier in wanted
        ]

    def subject(self, field: str) -> str:
        return self.labels[field.partition("-")[2]]

    def groups(self) -> list[dict[str, Any]]:
        """The parts in order, each with its reading and its fields, for the template."""
        return [
            {
                "sub_phase": part.part,
                "read_as": part.read_as,
                "reasons": part.standing.read.reasons if part.standing.read else (),
                "asks": part.statements,
                "chosen_before": part.stands if part.chosen else "",
                "reworded": part.reworded,
                "is_earlier": part.is_earlier and self.stored[f"answer-{part.part.identifier}"],
                "answer": self[f"answer-{part.part.identifier}"],
                "reason": self[f"reason-{part.part.identifier}"],
                "elsewhere": self.stored_elsewhere(f"reason-{part.part.identifier}"),
            }
            for part in self.parts
        ]

    def versions(self) -> dict[str, str]:
        return {
            version_field(f"answer-{part.part.identifier}"): str(part.part.version)
            for part in self.parts
        }

    def said(self) -> list[Said]:
        """What was sent. No question is named: this page does not ask it."""
        return [self.said_of(part.part) for part in self.parts]

    def said_of(self, part: SubPhaseOutline) -> Said:
        answer = f"answer-{part.identifier}"
        return Said(
            sub_phase=part,
            choice=self.said_in(answer),
            note=None,
            reason=self.said_in(f"reason-{part.identifier}"),
            version=version_shown(self.was_seen, answer, part.version),
        )
