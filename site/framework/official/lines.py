"""Puts parts and phases together from the lines of a page or document, in reading order."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from framework.official.text import (
    LEVELS,
    EditionText,
    OfficialText,
    PartText,
    PhaseText,
    Place,
    StatementText,
    UnreadableTextError,
    squeezed,
)

PART_TITLE = re.compile(r"(\d+)\s?([^\W\d_])\s*[.:)\u2013-]?\s+(\S.*)", re.IGNORECASE)
PHASE_TITLE = re.compile(r"(?:phase\s+)?(?:(\d+)\s*[.:)\u2013-]?\s*)?(\S.*)", re.IGNORECASE)
LEVEL = re.compile(rf"(?:level\s*\d\s*[.:)\u2013-]?\s*)?({'|'.join(LEVELS)})", re.IGNORECASE)
PUBLISHED = re.compile(r"published(?: on)?:?\s+(\d{1,2} [a-z]+ \d{4})\b", re.IGNORECASE)
ADAPTED = re.compile(r"adapted from cqc text\b", re.IGNORECASE)
SECTIONS = {
    "summary": "summary",
    "link to health inequalities": "link_to_inequalities",
    "activities skills and resources": "activities",
}
ADD_A_NUMBER = (
    "Write the number of the part before its title, such as “1b Reviewing evidence”, "
    "and check that the title is a heading."
)


class Kind(Enum):
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"


@dataclass(frozen=True)
class Line:
    kind: Kind
    text: str
    at: str


@dataclass
class Draft:
    """A part while it is being read."""

    identifier: str
    title: str
    place: Place
    texts: dict[str, list[str]] = field(default_factory=dict)
    levels: dict[str, list[StatementText]] = field(default_factory=dict)
    plain: dict[str, list[StatementText]] = field(default_factory=dict)
    unread: int = 0

    def add_to_level(self, level: str, line: Line, place: Place) -> None:
        """A list item is a statement. Plain lines are, where a level has no list."""
        where = self.levels if line.kind is Kind.ITEM else self.plain
        where[level].append(StatementText(line.text, place=place))

    def finished(self, source: str, wording: str) -> PartText:
        for level, items in self.levels.items():
            if items:
                self.unread += len(self.plain[level])
        whole = {name: "\n".join(lines) for name, lines in self.texts.items()}
        return PartText(
            identifier=self.identifier,
            title=self.title,
            levels={name: tuple(items or self.plain[name]) for name, items in self.levels.items()},
            source=source,
            wording=wording,
            place=self.place,
            **whole,
        )


def section_of(heading: str) -> str:
    """The field that a heading opens; empty for another heading.

    >>> section_of("Activities, skills, and resources:")
    'activities'
    """
    return SECTIONS.get(squeezed(re.sub(r"[^a-z ]", " ", heading.lower())), "")


class Assembler:
    """Reads the lines of one file. `phases` are the names of the phases by number."""

    def __init__(self, file: str, phases: Mapping[int, str], source: str = "") -> None:
        self.file = file
        self.source = source
        self.phases = {name.casefold(): number for number, name in phases.items()}
        self.drafts: list[Draft] = []
        self.purposes: dict[int, tuple[list[str], Place]] = {}
        self.published: EditionText = EditionText()
        self.wording = ""
        self.section = ""
        self.phase = 0
        self.last_heading = Line(Kind.HEADING, "", "")

    def read(self, lines: Iterable[Line]) -> OfficialText:
        for line in lines:
            if line.kind is Kind.HEADING or self.opens_something(line):
                self.open(line)
            else:
                self.fill(line)
        filled = [draft for draft in self.drafts if draft.texts or draft.levels]
        parts = tuple(draft.finished(self.source, self.wording) for draft in filled)
        return OfficialText(
            edition=self.published,
            wording=self.wording,
            phases=tuple(
                PhaseText(number, purpose="\n".join(lines), wording=self.wording, place=place)
                for number, (lines, place) in self.purposes.items()
                if lines
            ),
            parts=parts,
            notes=tuple(
                f"{self.file}: lines of {draft.identifier} that stand in no known section, and "
                f"were not read: {draft.unread}."
                for draft in filled
                if draft.unread
            ),
        )

    def opens_something(self, line: Line) -> bool:
        """Whether a plain line stands for a heading: it says nothing but a known label."""
        said = line.text.rstrip(": ")
        return line.kind is Kind.TEXT and bool(section_of(said) or LEVEL.fullmatch(said))

    def open(self, line: Line) -> None:
        text = line.text.rstrip(": ")
        if section := section_of(text):
            self.draft_for(line).texts.setdefault(section, [])
            self.section, self.phase = section, 0
        elif level := LEVEL.fullmatch(text):
            self.open_level(level[1].lower(), line)
        elif title := PART_TITLE.fullmatch(text):
            self.open_part(f"{int(title[1])}{title[2].lower()}", title[3], line)
        else:
            self.open_other(text, line)
        self.last_heading = line

    def open_part(self, identifier: str, title: str, line: Line) -> None:
        self.drafts.append(Draft(identifier, title, self.place(line)))
        self.section, self.phase = "", 0

    def open_level(self, level: str, line: Line) -> None:
        draft = self.draft_for(line, is_level=True)
        if level in draft.levels:
            raise UnreadableTextError(
                self.place(line).problem(
                    f"The level {level.capitalize()} of {draft.identifier} stands here twice.",
                    "Keep one, with all of its actions below it.",
                )
            )
        draft.levels[level], draft.plain[level] = [], []
        self.section, self.phase = level, 0

    def open_other(self, text: str, line: Line) -> None:
        """The heading of a phase, or of something that is not read."""
        self.section, self.phase = "", 0
        found = PHASE_TITLE.fullmatch(text)
        number = self.phases.get(found[2].casefold(), 0) if found else 0
        if found and number and found[1] in {None, str(number)}:
            self.phase = number
            self.purposes.setdefault(number, ([], self.place(line)))

    def draft_for(self, line: Line, *, is_level: bool = False) -> Draft:
        """The part that a section belongs to. Raises `UnreadableTextError` where there is none.

        The levels come last, so that another section after them belongs to a part without number.
        """
        if self.drafts and (is_level or not self.drafts[-1].levels):
            return self.drafts[-1]
        heading = self.last_heading
        said = f"“{heading.text}” has no number." if heading.text else "No title was found."
        raise UnreadableTextError(
            self.place(heading if heading.text else line).problem(
                f"{said} “{line.text}” belongs to it.", ADD_A_NUMBER
            )
        )

    def fill(self, line: Line) -> None:
        if self.says_of_itself(line.text):
            return
        if self.phase:
            self.purposes[self.phase][0].append(line.text)
        elif self.section in LEVELS:
            self.drafts[-1].add_to_level(self.section, line, self.place(line))
        elif self.section in SECTIONS.values():
            self.drafts[-1].texts[self.section].append(line.text)
        elif self.drafts:
            self.drafts[-1].unread += 1

    def says_of_itself(self, text: str) -> bool:
        """Whether a line is about the file: whose words it has, or when it was published."""
        if ADAPTED.match(text):
            self.wording = "adapted"
            return True
        found = PUBLISHED.match(text)
        if found:
            with suppress(ValueError):
                day = datetime.strptime(found[1], "%d %B %Y").date()  # noqa: DTZ007 a day, no time
                self.published = EditionText(published_on=day)
        return bool(found)

    def place(self, line: Line) -> Place:
        return Place(self.file, line.at)
