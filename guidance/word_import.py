"""How a Word file becomes a guidance page: its blocks become the body, in their order."""

from collections.abc import Mapping

from content.word.bodies import Placed, body_data, note_what_a_body_changes
from content.word.document import Block, Heading, Picture, Table, WordDocument
from content.word.importers import Importer, Look, Shown
from guidance.models import GuidanceIndexPage, GuidancePage


def made_page(document: WordDocument, placed: Mapping[str, Placed]) -> GuidancePage:
    """A page with a body and nothing else: the rest is for an editor to decide."""
    return GuidancePage(body=body_data(document.blocks, placed))


def look(document: WordDocument) -> Look:
    note_what_a_body_changes(document.blocks, document.report)
    shown = [Shown(label_of(block), block) for block in document.blocks]
    return Look(document.title, document.report, shown, tuple(document.pictures.values()))


def label_of(block: Block) -> str:
    match block:
        case Heading():
            return "Heading"
        case Table():
            return "Table"
        case Picture():
            return "Picture"
        case _:
            return "Text"


def importer() -> Importer:
    return Importer(
        page_model=GuidancePage, parent_model=GuidanceIndexPage, make=made_page, look=look
    )
