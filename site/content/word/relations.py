"""Which parts a Word file is made of, as its lists of relations say, and what it is called."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from content.word.surveying import HarmfulXMLError, Survey

FIRST, PROPERTIES, USUAL_PART = "_rels/.rels", "docProps/core.xml", "word/document.xml"
READ_PARTS = ("/officeDocument", "/styles", "/numbering", "/footnotes", "/endnotes", "/comments")
TITLE = "{http://purl.org/dc/elements/1.1/}title"
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Relations:
    """The part with the text, and the title that the file's properties give it."""

    document: str
    title: str

    @classmethod
    def of(cls, names: Collection[str], read: Read) -> "Relations":
        """Refuses a file that wants something else than XML to be read as a part of the text."""
        document = USUAL_PART
        for name in names:
            if not name.endswith(".rels"):
                continue
            for kind, target in relations_in(read(name)):
                if kind.endswith(READ_PARTS) and not target.endswith(".xml"):
                    raise HarmfulXMLError(is_long=False)
                if name == FIRST and kind.endswith("/officeDocument") and target in names:
                    document = target
        return cls(document, title_in(read(PROPERTIES)) if PROPERTIES in names else "")


def safely_parsed(xml: bytes) -> ET.Element:
    """A small part as a tree, once it is known to declare nothing."""
    Survey().look_over(xml, in_frame=False)
    return ET.fromstring(xml)  # noqa: S314  # looked over in the line above


def relations_in(xml: bytes) -> list[tuple[str, str]]:
    return [
        (relation.get("Type", ""), relation.get("Target", "").lstrip("/"))
        for relation in safely_parsed(xml)
        if relation.get("TargetMode") != "External"
    ]


def title_in(xml: bytes) -> str:
    return " ".join((safely_parsed(xml).findtext(TITLE) or "").split())
