"""Makes the blocks of a Word file into what a body of our pages stores."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from content.blocks import HeadingBlock
from content.word.cells import one_line
from content.word.document import Block, Heading, Picture, Report, Table, Text

SMALLEST_OF_OURS = 2


@dataclass(frozen=True)
class Placed:
    """A picture that is stored, and what was decided about its alternative text."""

    pk: int
    alt: str
    decorative: bool


def body_data(blocks: Iterable[Block], placed: Mapping[str, Placed]) -> list[dict[str, Any]]:
    """The body. A picture that nobody stored is left out."""
    return list(parts(blocks, placed))


def parts(blocks: Iterable[Block], placed: Mapping[str, Placed]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case Heading():
                yield heading_part(block)
            case Text():
                yield part("text", block.html)
            case Table():
                yield part("table", table_value(block))
            case Picture() if block.key in placed:
                yield part("figure", figure_value(block, placed[block.key]))


def part(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def heading_part(heading: Heading) -> dict[str, Any]:
    """A heading, cut where it is longer than a heading of ours may be."""
    return part("heading", {"text": heading.text[: longest_heading()], "anchor": ""})


def longest_heading() -> int:
    return int(HeadingBlock().child_blocks["text"].field.max_length)


def table_value(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [{"type": "text", "heading": heading} for heading in table.headings],
        "rows": [{"values": [one_line(cell) for cell in row]} for row in table.rows],
    }


def figure_value(picture: Picture, placed: Placed) -> dict[str, Any]:
    image = {"image": placed.pk, "decorative": placed.decorative, "alt_text": placed.alt}
    return {"image": image, "caption": picture.caption[:250]}


def note_what_a_body_changes(blocks: Iterable[Block], report: Report) -> None:
    """Our headings are of one size, and not longer than a line or two."""
    for block in blocks:
        if isinstance(block, Heading) and block.level > SMALLEST_OF_OURS:
            report.change("A smaller heading is as large as the others now", block.text)
        if isinstance(block, Heading) and len(block.text) > longest_heading():
            report.change("A heading was too long, and is cut", block.text)
