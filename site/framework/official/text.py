"""The published framework as plain values: what every kind of file is read into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

LEVELS = ("emerging", "developing", "maturing", "thriving")
NEW = "new"
"""In place of an identifier: the statement is a new one, whatever it looks like."""
DIGITS = "0123456789"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file, where in it, and what to do."""

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.what} {self.remedy}".strip()


class UnreadableTextError(Exception):
    """Files that cannot be loaded as they are. Says every problem that was found."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Place:
    """Where a text stands in a file, for messages."""

    file: str = ""
    at: str = ""

    def problem(self, what: str, remedy: str) -> Problem:
        return Problem(self.file, self.at, what, remedy)


@dataclass(frozen=True)
class EditionText:
    """What a file says about itself. Empty where it says nothing."""

    title: str = ""
    published_on: date | None = None
    makers: str = ""
    licence: str = ""
    licence_address: str = ""
    attribution: str = ""
    source: str = ""

    def filled_from(self, other: "EditionText") -> "EditionText":
        """Itself, with what it does not say taken from another."""
        missing = {name: getattr(other, name) for name, value in vars(self).items() if not value}
        return replace(self, **missing)


@dataclass(frozen=True)
class StatementText:
    """One action. `identifier` is what the file itself says it is, if it says so."""

    text: str
    identifier: str = ""
    wording: str = ""
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True)
class PartText:
    """A sub-phase with what it says at each level, in order."""

    identifier: str
    title: str
    summary: str = ""
    link_to_inequalities: str = ""
    activities: str = ""
    levels: Mapping[str, tuple[StatementText, ...]] = field(default_factory=dict)
    source: str = ""
    wording: str = ""
    gaps: str = ""
    place: Place = field(default=Place(), compare=False)

    @property
    def phase_number(self) -> int:
        return int(self.identifier[:-1])

    @property
    def letter(self) -> str:
        return self.identifier[-1]


@dataclass(frozen=True)
class PhaseText:
    number: int
    name: str = ""
    purpose: str = ""
    wording: str = ""
    gaps: str = ""
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True)
class Found:
    """A statement of the files with where it stands in the framework."""

    part: str
    level: str
    position: int
    said: StatementText
    wording: str = ""

    @property
    def key(self) -> str:
        """How a list of pairs names it, such as `1b-emerging-2`: the second one there."""
        return f"{self.part}-{self.level}-{self.position}"


@dataclass(frozen=True)
class OfficialText:
    """Everything that was read. `gone` names statements that no other is to be taken for."""

    edition: EditionText = EditionText()
    wording: str = ""
    phases: tuple[PhaseText, ...] = ()
    parts: tuple[PartText, ...] = ()
    gone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def wording_of(self, *said: "PartText | PhaseText | StatementText") -> str:
        """Whose words a text is in: the nearest that says so, and CQC's where none does."""
        return next((each.wording for each in said if each.wording), self.wording) or "official"

    def statements(self) -> Iterator[Found]:
        for part in self.parts:
            for level in LEVELS:
                for position, said in enumerate(part.levels.get(level, ()), start=1):
                    wording = self.wording_of(said, part)
                    yield Found(part.identifier, level, position, said, wording)


def squeezed(text: str) -> str:
    """A text without line breaks, doubled spaces and spaces at its ends.

    >>> squeezed(" One\\n  two ")
    'One two'
    """
    return " ".join(text.split())


def compared(text: str) -> str:
    """A text as it is compared: spacing, capitals, kinds of quotes and a last full stop aside.

    >>> compared("‘Do’  this.") == compared("'do' this")
    True
    """
    for typed, plain in (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
        text = text.replace(typed, plain)
    return squeezed(text).rstrip(".;,").casefold()
