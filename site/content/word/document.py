"""What a Word file says, as plain values: blocks, and a report of what became of the rest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST_WHERE = 70
MOST_REMARKS = 60


class WordFileError(ValueError):
    """Why a file cannot be imported, in words for the person who chose it."""


@dataclass(frozen=True)
class Heading:
    """A heading; `level` is that of Word, from 1."""

    text: str
    level: int


@dataclass(frozen=True)
class Text:
    """Paragraphs and lists, as safe HTML of what our rich text can hold."""

    html: str


@dataclass(frozen=True)
class Table:
    """A table. A line break in a cell tells its paragraphs apart."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture of a kind and size that we may keep; `key` is the same for the same picture."""

    key: str
    content: bytes
    kind: str
    width: int
    height: int
    alt: str
    caption: str = ""

    @property
    def size(self) -> str:
        return f"{self.kind.upper()}, {self.width} by {self.height} pixels"


Block = Heading | Text | Table | Picture


@dataclass(frozen=True)
class Remark:
    """One thing that is not as it was; `where` is the start of the words near it."""

    words: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.words} (near “{self.where}”)" if self.where else self.words


@dataclass
class Report:
    """What was kept, by its name; what is kept in another shape; and what is not kept."""

    kept: Counter[str] = field(default_factory=Counter)
    changed: list[Remark] = field(default_factory=list)
    lost: list[Remark] = field(default_factory=list)

    @property
    def counted(self) -> list[tuple[str, int]]:
        """What was kept, and how much of it: what there is none of is not named."""
        return [(name, number) for name, number in self.kept.items() if number]

    def change(self, words: str, where: str = "") -> None:
        note(self.changed, words, where)

    def lose(self, words: str, where: str = "") -> None:
        note(self.lost, words, where)


def note(remarks: list[Remark], words: str, where: str) -> None:
    """Add a remark once. A file full of them fills no page."""
    remark = Remark(words, shortened(where))
    if len(remarks) == MOST_REMARKS:
        remarks.append(Remark("And more of these. Compare the page with the file."))
    elif len(remarks) < MOST_REMARKS and remark not in remarks:
        remarks.append(remark)


def shortened(words: str) -> str:
    """The start of some words, to find the place by.

    >>> shortened("  Ask   people first. ")
    'Ask people first.'
    """
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WHERE else f"{line[: LONGEST_WHERE - 1].rstrip()}…"


@dataclass(frozen=True)
class WordDocument:
    """The whole file. `title` is empty where the file names none."""

    title: str
    blocks: tuple[Block, ...]
    report: Report

    @property
    def pictures(self) -> dict[str, Picture]:
        """Every different picture, in order."""
        return {block.key: block for block in self.blocks if isinstance(block, Picture)}

    def under_headings(self) -> Iterator[tuple[str, list[Block]]]:
        """The blocks by the heading that they stand under; the first may have none."""
        title, blocks = "", list[Block]()
        for block in self.blocks:
            if isinstance(block, Heading):
                yield title, blocks
                title, blocks = block.text, []
            else:
                blocks.append(block)
        yield title, blocks
