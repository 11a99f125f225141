"""Which parts a Word file is made of, as its lists of relations say, and what it is called."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from content.word.surveying import HarmfulXMLError, Survey

FIRST, PROPERTIES, USUAL_PART = "_rels/.rels", "docProps/core.xml", "word/document.xml"
READ_PARTS = ("/officeDocument", "/styles", "/numbering", "/footnotes", "/endnotes", "/comments")
INSIDE = "Internal"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Relation:
    """What kind of part is named, where it is, and whether that is in this file."""

    kind: str
    target: str
    is_inside: bool

    @property
    def is_document(self) -> bool:
        return self.kind.endswith("/officeDocument")

    @property
    def is_read(self) -> bool:
        """Whether the part is read as XML; of a link and a picture only the address is."""
        return self.kind.endswith(READ_PARTS)


@dataclass(frozen=True)
class Relations:
    """The part with the text, and the title that the file's properties give it."""

    document: str
    title: str

    @classmethod
    def of(cls, names: Collection[str], read: Read) -> "Relations":
        """Refuses a file that wants something else than its own XML to be read as a part of the text.

        What reads the text later does not look at where a relation says that its part is kept.
        """
        document = ""
        for name in names:
            if not name.endswith(".rels"):
                continue
            for relation in relations_in(read(name)):
                if relation.is_read and not (
                    relation.is_inside and relation.target.endswith(".xml")
                ):
                    raise HarmfulXMLError(is_long=False)
                if name == FIRST and relation.is_document and relation.target in names:
                    document = document or relation.target
        title = title_in(read(PROPERTIES)) if PROPERTIES in names else ""
        return cls(document or USUAL_PART, title)


def safely_parsed(xml: bytes) -> ET.Element:
    """A small part as a tree, once it is known to declare nothing."""
    Survey().look_over(xml, in_frame=False)
    return ET.fromstring(xml)  # noqa: S314  # looked over in the line above


def relations_in(xml: bytes) -> list[Relation]:
    """Every relation, however deep: one for programs that know less counts as much as the rest."""
    return [
        Relation(
            relation.get("Type", ""),
            relation.get("Target", "").lstrip("/"),
            relation.get("TargetMode", INSIDE) == INSIDE,
        )
        for relation in safely_parsed(xml).iter()
    ]


def title_in(xml: bytes) -> str:
    return " ".join((safely_parsed(xml).findtext(TITLE) or "").split())
