"""Reads a saved web page of the published framework."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

from framework.official.lines import Kind, Line
from framework.official.text import LEVELS, Place, UnreadableTextError, squeezed

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
BLOCKS = HEADINGS | {"p", "li", "td", "th", "dt", "dd", "div", "section", "blockquote"}
# Whatever stands inside these is part of what they say.
WHOLE = HEADINGS | {"li"}
BREAKS = BLOCKS | {"br", "ul", "ol", "table", "hr"}
# What stands around the text of a page.
FURNITURE = ["nav", "header", "footer", "aside", "form", "template", "iframe", "svg", "noscript"]
SCRIPTS = frozenset({"script", "object", "embed"})
MOST_ELEMENTS = 25_000
# An element has two at most, and a few stand in text.
MOST_OPENED = 2 * MOST_ELEMENTS
# What is opened and never closed is read to the end of the page each time: so many characters.
MOST_READ_AGAIN = 5_000_000
NEVER_CLOSED = (
    (re.compile(r"<"), ">"),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<!\["), "]>"),
    (re.compile(r"<!\[(?!if|else|endif)", re.IGNORECASE), "]]>"),
)
# To look into a table takes as long as the page is deep.
MOST_TABLES = 100
LONGEST_HEADING = 160
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
# As browsers take them.
CODECS = {b"windows-1252": "cp1252", b"iso-8859-1": "cp1252", b"us-ascii": "cp1252"}
TOO_MANY = "This page has far too many parts."
NO_END = "This page has tags that never end."
SAVE_AGAIN = "Open the page in a browser and save it again as “Webpage, HTML only”."


def decoded(content: bytes, place: Place) -> str:
    """The page as text: UTF-8, or what the page itself says. Raises `UnreadableTextError`."""
    found = DECLARED.search(content[:4096])
    codec = CODECS.get(found[1].lower(), "utf-8-sig") if found else "utf-8-sig"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            place.problem("Its letters cannot be read: they are not in UTF-8.", SAVE_AGAIN)
        ) from error
    if "\x00" in text or "\ufffd" in text:
        raise UnreadableTextError(place.problem("Some of its letters are broken.", SAVE_AGAIN))
    return text


def parsed(content: bytes, file: str) -> BeautifulSoup:
    """The page. Raises `UnreadableTextError` for what is no web page."""
    place = Place(file)
    text = decoded(content, place)
    refuse_slow(text, place)
    try:
        # It alone says in which line an element stands, which every message needs.
        page = BeautifulSoup(text, "html.parser")
    except ParserRejectedMarkup as error:
        raise UnreadableTextError(place.problem("This is not a web page.", SAVE_AGAIN)) from error
    if page.find(["html", "body", "main", "h1", "h2", "h3", "p", "li"]) is None:
        raise UnreadableTextError(place.problem("This is not a web page.", SAVE_AGAIN))
    if sum(1 for _ in page.descendants) > MOST_ELEMENTS:
        raise UnreadableTextError(place.problem(TOO_MANY, SAVE_AGAIN))
    return page


def refuse_slow(text: str, place: Place) -> None:
    """Raises `UnreadableTextError` for a page that would take minutes to read, before it is read."""
    if text.count("<") > MOST_OPENED:
        raise UnreadableTextError(place.problem(TOO_MANY, SAVE_AGAIN))
    for opens, closes in NEVER_CLOSED:
        rest = text[text.rfind(closes) + 1 :]
        if len(opens.findall(rest)) * len(rest) > MOST_READ_AGAIN:
            raise UnreadableTextError(place.problem(NO_END, SAVE_AGAIN))


def source_of(page: BeautifulSoup) -> str:
    """The address that a page gives for itself; empty where it gives none."""
    link = page.find("link", rel="canonical")
    address = str(link.get("href", "")) if isinstance(link, Tag) else ""
    return address if address.startswith("https://") and len(address) <= 500 else ""


@dataclass
class Said:
    """What one block says, while it is being read."""

    block: Tag
    pieces: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)

    def line(self) -> Line | None:
        text = squeezed("".join(self.pieces))
        at = f"line {self.block.sourceline}"
        if self.block.name == "li":
            return Line(Kind.ITEM, text, at)
        if not text:
            return None
        is_bold = len(text) <= LONGEST_HEADING and squeezed("".join(self.bold)) == text
        is_heading = self.block.name in HEADINGS or is_bold
        return Line(Kind.HEADING if is_heading else Kind.TEXT, text, at)


def lines_of(page: BeautifulSoup, file: str) -> Iterator[Line]:
    """The lines of a page's main part, in reading order. Raises `UnreadableTextError` for a script."""
    main = page.find("main") or page.find("article") or page.body or page
    if not isinstance(main, Tag):
        return
    for element in main.find_all(FURNITURE):
        element.decompose()
    for table in main.find_all("table", limit=MOST_TABLES):
        put_columns_in_order(table)
    for said in blocks_of(main, file):
        if line := said.line():
            yield line


def blocks_of(main: Tag, file: str) -> Iterator[Said]:
    """Each block with what it says itself: those inside it speak for themselves.

    Goes through the page once, so that a page that is made to be slow is not.
    """
    owners: dict[int, tuple[Tag, bool]] = {id(main): (main, False)}
    said = Said(main)
    for node in main.descendants:
        owner, bold = owners[id(node.parent)]
        if isinstance(node, Tag):
            refuse_script(node, owner, file)
            opens = node.name in BLOCKS and owner.name not in WHOLE
            owners[id(node)] = (node if opens else owner, bold or node.name in {"strong", "b"})
            if opens and node.name == "li":
                yield said
                said = Said(node)
            elif node.name in BREAKS and owner.name in WHOLE:
                said.pieces.append(break_in(node, said.pieces))
        elif type(node) is NavigableString and (node.strip() or said.block is owner):
            if said.block is not owner:
                yield said
                said = Said(owner)
            said.pieces.append(str(node))
            if bold:
                said.bold.append(str(node))
    yield said


def break_in(node: Tag, before: list[str]) -> str:
    """What keeps the items of a list inside a list apart."""
    said = "".join(before).rstrip()
    return "; " if node.name == "li" and said and not said.endswith((":", ";")) else " "


def refuse_script(node: Tag, owner: Tag, file: str) -> None:
    """Browsers save scripts with a page. Between texts they are passed over; in one they hide."""
    if node.name in SCRIPTS and owner.name in WHOLE | {"p"}:
        raise UnreadableTextError(
            Place(file, f"line {node.sourceline}").problem(
                "There is a script inside the text.",
                "Take it out, or save the page again from the publisher's own site.",
            )
        )


def put_columns_in_order(table: Tag) -> None:
    """A table with a level in each column is read column by column."""
    if table.find("table"):
        return
    rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    if not rows or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return
    if not all(squeezed(cell.get_text()).rstrip(":").casefold() in LEVELS for cell in rows[0]):
        return
    cells = [row[column] for column in range(len(rows[0])) for row in rows]
    for cell in cells:
        cell.extract()
    table.clear()
    table.extend(cells)
