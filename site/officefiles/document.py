"""A document as plain values: what Word, OpenDocument and PDF files all draw, each in its way."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

PAGE_WIDTH, WIDE_PAGE_WIDTH = 174, 261
"""Between the margins of an A4 page, upright and on its side, in millimetres."""
SCHEMES = ("https", "http", "mailto")
KEPT_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True)
class Link:
    """Words that lead to an address. A file has no place of its own, so the address is whole."""

    text: str
    address: str

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in SCHEMES:
            raise ValueError(f"A link in a file needs a whole address: {self.address!r}")

    @property
    def target(self) -> str:
        """The address with nothing in it that a file may not hold.

        >>> Link("A", "https://example.org/a b?c=%20é#d").target
        'https://example.org/a%20b?c=%20%C3%A9#d'
        """
        return quote(self.address, safe=KEPT_IN_ADDRESS)


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


Piece = str | Strong | Link
Words = str | tuple[Piece, ...]
"""Text, or texts and links that follow each other in one line."""


def pieces(words: Words) -> tuple[Piece, ...]:
    return (words,) if isinstance(words, str) else words


def strengthened(words: Words) -> tuple[Piece, ...]:
    """The same words, standing out. A link stands out by itself."""
    return tuple(Strong(piece) if isinstance(piece, str) else piece for piece in pieces(words))


@dataclass(frozen=True)
class Heading:
    """`level` is 1 to 3; the title of the document stands above them all."""

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Text, after a label in bold where there is one. A line break in the text is kept."""

    text: Words
    label: str = ""
    lead: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, with numbers where the order counts. Each list counts from 1."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Lines:
    """A cell of text. With `strong`, its first line stands out."""

    texts: tuple[Words, ...]
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
    """The whole, with what a file says about itself.

    - `footer` - a line at the foot of every page, such as whose words these are
    - `wide` - pages on their side, for tables with many columns
    """

    title: str
    saved_at: datetime
    blocks: tuple[Block, ...]
    footer: str = ""
    wide: bool = False

    @property
    def page_width(self) -> int:
        return WIDE_PAGE_WIDTH if self.wide else PAGE_WIDTH


def lines(*texts: Words, strong: bool = False) -> Lines:
    """A cell of those texts that are not empty."""
    return Lines(tuple(text for text in texts if text), strong)
