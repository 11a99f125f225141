"""Looks through the XML of a Word file, a piece at a time: is it safe, and what will get lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ParserCreate, XMLParserType

DEEPEST = 120
MOST_ELEMENTS = 200_000
SPACE = " "
COMMENTS_OF_CELLS = frozenset({"rPr", "trPr"})
ON_VALUES = frozenset({"", "1", "true", "on"})
SIMPLE_FINDS = {
    "commentReference": "comment",
    "oMath": "equation",
    "object": "object",
    "del": "deleted",
    "ins": "inserted",
    "moveFrom": "moved",
    "vanish": "hidden",
    "checkbox": "tick-box",
    "altChunk": "chunk",
}
DRAWN = {"chart": "chart", "diagram": "diagram", "wordprocessingCanvas": "drawing"}


class HarmfulXMLError(Exception):
    """XML that declares things, or is too deep or too long to read."""

    def __init__(self, *, is_long: bool) -> None:
        super().__init__("too long" if is_long else "harmful")
        self.is_long = is_long


@dataclass
class Found:
    """Something that the import cannot keep as it is, with the words around it."""

    what: str
    where: str = ""
    detail: str = ""


@dataclass
class Paragraph:
    """A paragraph that is being read."""

    words: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


class Survey:
    """What was seen in the document, and whether headers or footers hold words.

    `captions` are the names that Word keeps for tables, one for each table, in order.
    """

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.captions: list[str] = []
        self.has_frame_words = False
        self.elements = 0
        self.path: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[bool] = []
        self.shapes: list[bool] = []
        self.choices: list[bool] = []
        self.before = ""

    def read(self, xml: bytes) -> None:
        """Look through the document itself."""
        self.parse(xml, self.start, self.end, self.text)

    def look_over(self, xml: bytes, *, in_frame: bool) -> None:
        """Look whether another part is safe; that of a header or footer, whether it says a thing."""
        words: list[str] = []
        self.parse(xml, self.note_nothing, self.leave, words.append if in_frame else None)
        self.has_frame_words |= any(part.strip() for part in words)

    def parse(self, xml: bytes, start: Callable[..., None], end: Any, text: Any) -> None:
        self.path = []
        parser: XMLParserType = ParserCreate(namespace_separator=SPACE)
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        parser.StartElementHandler = lambda name, attributes: self.enter(name, attributes, start)
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.Parse(xml, True)

    def refuse(self, *_: object) -> None:
        raise HarmfulXMLError(is_long=False)

    def enter(self, name: str, attributes: dict[str, str], start: Callable[..., None]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise HarmfulXMLError(is_long=True)
        if len(self.path) >= DEEPEST:
            raise HarmfulXMLError(is_long=False)
        local = name.rpartition(SPACE)[2]
        start(local, {key.rpartition(SPACE)[2]: value for key, value in attributes.items()})
        self.path.append(local)

    def note_nothing(self, *_: object) -> None:
        """Another part is read for its safety alone."""

    def leave(self, name: str) -> None:
        self.path.pop()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Fallback" and self.choices:
            self.choices[-1] = True
        if "Fallback" in self.path:
            return
        if name in SIMPLE_FINDS:
            self.start_simple(name, attributes)
        elif handler := STARTS.get(name):
            handler(self, attributes)

    def start_simple(self, name: str, attributes: dict[str, str]) -> None:
        """A find that its name alone tells. Marks on a row or a paragraph end say nothing."""
        parent = self.path[-1] if self.path else ""
        if name in {"ins", "del"} and parent in COMMENTS_OF_CELLS:
            return
        if name == "vanish" and attributes.get("val", "") not in ON_VALUES:
            return
        if name == "vanish" and "pPr" in self.path[-2:]:
            return
        self.find(SIMPLE_FINDS[name])

    def end(self, name: str) -> None:
        local = self.path.pop()
        if "Fallback" not in self.path and (handler := ENDS.get(local)):
            handler(self)

    def text(self, words: str) -> None:
        if self.paragraphs and self.path[-1] == "t" and "Fallback" not in self.path:
            self.paragraphs[-1].words.append(words)

    def find(self, what: str, detail: str = "") -> None:
        """Note something; where it stands is known when its paragraph ends."""
        found = Found(what, self.before, detail)
        self.found.append(found)
        if self.paragraphs:
            self.paragraphs[-1].found.append(found)

    def end_paragraph(self) -> None:
        paragraph = self.paragraphs.pop()
        words = "".join(paragraph.words).strip()
        for found in paragraph.found:
            found.where = words or self.before
        self.before = words or self.before

    def end_table(self) -> None:
        if self.tables.pop():
            self.find("merged")

    def merge(self, attributes: dict[str, str]) -> None:
        if self.tables and attributes.get("val") != "1":
            self.tables[-1] = True

    def start_table(self, _: dict[str, str]) -> None:
        if self.tables:
            self.find("inner-table")
        self.tables.append(False)
        self.captions.append("")

    def caption(self, attributes: dict[str, str]) -> None:
        if self.captions:
            self.captions[-1] = attributes.get("val", "")

    def link(self, attributes: dict[str, str]) -> None:
        anchor = attributes.get("anchor", "")
        if anchor and not attributes.get("id") and not anchor.startswith("_Toc"):
            self.find("inside-link")

    def picture(self, attributes: dict[str, str]) -> None:
        if attributes.get("link") and not attributes.get("embed"):
            self.find("linked-picture")

    def drawn(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("uri", "").rstrip("/").rpartition("/")[2]
        if kind in DRAWN:
            self.find(DRAWN[kind])

    def end_shape(self) -> None:
        self.find("text-box" if self.shapes.pop() else "drawing")

    def start_words_of_shape(self, _: dict[str, str]) -> None:
        if self.shapes:
            self.shapes[-1] = True
        else:
            self.find("text-box")

    def end_choices(self) -> None:
        if not self.choices.pop():
            self.find("no-fallback")


STARTS: dict[str, Callable[[Survey, dict[str, str]], None]] = {
    "p": lambda survey, _: survey.paragraphs.append(Paragraph()),
    "tbl": Survey.start_table,
    "tblCaption": Survey.caption,
    "gridSpan": Survey.merge,
    "vMerge": Survey.merge,
    "hyperlink": Survey.link,
    "blip": Survey.picture,
    "graphicData": Survey.drawn,
    "wsp": lambda survey, _: survey.shapes.append(False),
    "txbxContent": Survey.start_words_of_shape,
    "AlternateContent": lambda survey, _: survey.choices.append(False),
}
ENDS: dict[str, Callable[[Survey], None]] = {
    "p": Survey.end_paragraph,
    "tbl": Survey.end_table,
    "wsp": Survey.end_shape,
    "AlternateContent": Survey.end_choices,
}
