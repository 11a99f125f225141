"""What loading a text changes, as plain values."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from framework.official.matching import Match
from framework.official.standing import StoredStatement, is_ours
from framework.official.text import EditionText, Found, PartText, PhaseText


class Kind(StrEnum):
    """What happens to a statement."""

    ADDED = "added"
    BACK = "back"
    REWORDED = "reworded"
    MOVED = "moved"
    GONE = "gone"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class StatementChange:
    """One statement before and after. `identifier` is what it has afterwards.

    A statement that moves to another level or part is a new one: an answer to the old one was about
    the old level. The old one is retired and says what replaced it.
    """

    kind: Kind
    identifier: str
    old: StoredStatement | None = None
    new: Found | None = None
    match: Match | None = None
    is_remarked: bool = False
    replaced_by: str = ""

    @property
    def starts_anew(self) -> bool:
        """Whether a new record is made for it."""
        return self.new is not None and (self.old is None or self.old.identifier != self.identifier)

    @property
    def changes_something(self) -> bool:
        return self.kind is not Kind.UNCHANGED or self.is_remarked


@dataclass(frozen=True)
class TextChange:
    """What happens to the texts of a phase or part, and to the mark that says whose words they are."""

    label: str
    wording: str
    fields: tuple[FieldChange, ...] = ()
    is_remarked: bool = False
    is_new: bool = False

    @property
    def changes_something(self) -> bool:
        return bool(self.fields or self.is_remarked or self.is_new)


@dataclass(frozen=True)
class PartChange:
    said: PartText
    text: TextChange
    statements: tuple[StatementChange, ...] = ()

    @property
    def changes_something(self) -> bool:
        return self.text.changes_something or any(s.changes_something for s in self.statements)

    def of_kind(self, kind: Kind) -> list[StatementChange]:
        return [each for each in self.statements if each.kind is kind]


@dataclass(frozen=True)
class PhaseChange:
    said: PhaseText
    text: TextChange


@dataclass(frozen=True)
class Comparison:
    edition: EditionText
    edition_identifier: str
    phases: tuple[PhaseChange, ...]
    parts: tuple[PartChange, ...]
    left_alone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def changes_something(self) -> bool:
        parts = any(part.changes_something for part in self.parts)
        return parts or any(phase.text.changes_something for phase in self.phases)

    @property
    def is_all_ours(self) -> bool:
        """Whether no published word is brought: then there is no edition to record."""
        said = [phase.text for phase in self.phases if phase.said.purpose]
        return all(is_ours(text.wording) for text in (*said, *(part.text for part in self.parts)))

    @property
    def guesses(self) -> list[StatementChange]:
        """Pairs that somebody has to look at: their place said more than their words."""
        changes = [each for part in self.parts for each in part.statements]
        return [each for each in changes if each.match and each.match.is_a_guess]

    @property
    def new_parts(self) -> list[str]:
        """Parts that had no text here, and so have no page yet."""
        return [part.said.identifier for part in self.parts if part.text.is_new]
