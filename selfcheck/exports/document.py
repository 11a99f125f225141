"""A document as plain values: what Word, OpenDocument and PDF files all draw, each in its way."""

from dataclasses import dataclass
from datetime import datetime

PAGE_WIDTH = 174
"""Between the margins of an A4 page, in millimetres."""


@dataclass(frozen=True)
class Heading:
    """`level` is 1 to 3; the title of the document stands above them all."""

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Text, after a label in bold where there is one. A line break in the text is kept."""

    text: str
    label: str = ""
    lead: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """A cell of text. With `strong`, its first line stands out."""

    texts: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Choice:
    """What was chosen of the options of its column, by place; None where nothing was.

    `about` names what the choice is about, for people who hear the tick boxes.
    """

    about: str
    chosen: int | None


@dataclass(frozen=True)
class Mark:
    """What stands below one option of a column."""

    option: str
    ticked: bool
    shaded: bool


@dataclass(frozen=True)
class Column:
    """A heading and a width in millimetres; or, with `options`, a column of that width for each.

    - `boxes` - tick boxes that work, where a file can have them
    - `bar` - shaded up to what was chosen, as a bar
    """

    heading: str
    width: int
    options: tuple[str, ...] = ()
    boxes: bool = True
    bar: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return self.options or (self.heading,)

    @property
    def share(self) -> str:
        """The width in hundredths of the page's."""
        return f"{self.width * 100 / PAGE_WIDTH:.2f}"

    def marks(self, choice: Choice) -> list[Mark]:
        last = -1 if choice.chosen is None else choice.chosen
        return [
            Mark(option, place == last, self.bar and place <= last)
            for place, option in enumerate(self.options)
        ]


Cell = Lines | Choice


@dataclass(frozen=True)
class Table:
    """A table. Its first row is repeated on every page, and its first cells name the rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Document:
    """The whole, with what a file says about itself."""

    title: str
    saved_at: datetime
    blocks: tuple[Block, ...]


def lines(*texts: str, strong: bool = False) -> Lines:
    """A cell of those texts that are not empty."""
    return Lines(tuple(text for text in texts if text), strong)
