"""The body of a page as blocks of a document. A kind of block has one teller here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from framework.models import SubPhase
from guidance.downloads.rich_text import link_to, told_rich_text
from officefiles.document import (
    PAGE_WIDTH,
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Table,
    lines,
)

LOWEST_HEADING = 3
MADE_UP = "This example is made up. The people, places and numbers in it are not real."


@dataclass(frozen=True)
class Place:
    """Where a body stands: on which page, and how deep its headings are in the document.

    `root` is the address of the site, without a slash at its end.
    """

    root: str
    address: str
    depth: int = 1

    def heading(self, text: str, below: int = 0) -> Heading:
        return Heading(min(self.depth + below, LOWEST_HEADING), text)


def told_body(body: StreamValue, place: Place) -> Iterator[Block]:
    for block in body:
        yield from TELLERS[block.block_type](block.value, place)


def told_heading(value: Any, place: Place) -> Iterator[Block]:
    yield place.heading(value["text"])


def told_text(value: RichText, place: Place) -> Iterator[Block]:
    yield from told_rich_text(value.source, place.root)


def told_expander(value: Any, place: Place) -> Iterator[Block]:
    yield place.heading(value["title"], below=1)
    yield from told_text(value["text"], place)


def told_quote(value: Any, place: Place) -> Iterator[Block]:
    yield Paragraph(f"“{value['text'].strip()}”")
    if value["attribution"]:
        yield Paragraph(value["attribution"])


def listed(heading: str, before: str = "") -> Callable[[Any, Place], Iterator[Block]]:
    """A teller of a list below a heading, with some words before each item."""

    def told(value: Any, place: Place) -> Iterator[Block]:
        yield place.heading(heading, below=1)
        yield Bullets(tuple(f"{before}{item}" for item in value))

    return told


def told_figure(value: Any, place: Place) -> Iterator[Block]:
    """What the picture shows, in words: documents hold no pictures."""
    if value["image"] and value["image"].contextual_alt_text:
        yield Paragraph(value["image"].contextual_alt_text, "Picture")
    if value["caption"]:
        yield Paragraph(value["caption"])


def told_table(value: Any, place: Place) -> Iterator[Block]:
    headings = [column["heading"] for column in value.columns]
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in value.rows]
    yield from table_of(value.caption, headings, rows)


def table_of(caption: str, headings: list[str], rows: list[list[str]]) -> Iterator[Block]:
    """A table as wide as the page, after its caption."""
    if not headings:
        return
    yield Paragraph("", caption)
    columns = tuple(Column(heading, PAGE_WIDTH // len(headings)) for heading in headings)
    yield Table(caption, columns, tuple(tuple(map(lines, row)) for row in rows))


def told_content_warning(value: Any, place: Place) -> Iterator[Block]:
    yield Paragraph(value["coming"], "Before you read on")
    yield Paragraph(value["help"])
    checked = value["help_checked_on"]
    if checked:
        yield Paragraph(f"We last checked where help is on {checked.day} {checked:%B %Y}.")


def told_steps(value: Any, place: Place) -> Iterator[Block]:
    """A heading for each step, with its number: a step has paragraphs and lists of its own."""
    for number, step in enumerate(value, start=1):
        yield place.heading(f"{number}. {step['title']}", below=1)
        yield from told_text(step["what"], place)
        for label, text in (("Who", step["who"]), ("How long", step["how_long"])):
            if text:
                yield Paragraph(text, label)


def told_pitfalls(value: Any, place: Place) -> Iterator[Block]:
    rows = [[row["wrong"], row["instead"]] for row in value]
    yield from table_of("Pitfalls", ["What goes wrong", "What to do instead"], rows)


def told_people(value: Any, place: Place) -> Iterator[Block]:
    headings = ["Who", "What they bring", "How to pay or support them"]
    rows = [[row["who"], row["brings"], row["support"]] for row in value]
    yield from table_of("What each brings, and how to pay or support them", headings, rows)


def told_worked_example(value: Any, place: Place) -> Iterator[Block]:
    """The case study by name, where anyone may read it."""
    study = value["study"]
    if not study:
        return
    yield place.heading("Worked example", below=1)
    yield Paragraph((link_to(study.title, study.url or "", place.root),))
    if study.demonstration:
        yield Paragraph(MADE_UP)
    for label, text in (("", study.summary), ("What to take from it", value["lesson"])):
        if text:
            yield Paragraph(text, label)


def told_question(value: Any, place: Place) -> Iterator[Block]:
    part: SubPhase | None = value["sub_phase"]
    if part:
        check = link_to("the self-check", "/self-check/", place.root)
        yield Paragraph((f"Which level of {part} is closest to you? Answer it in ", check, "."))


def told_statement_of_round(value: Any, place: Place) -> Iterator[Block]:
    """Where to read it. People may take a quote back, and a file on a laptop would keep it."""
    if value["round"]:
        there = link_to("Read it on the page", place.address, place.root)
        yield place.heading("You said, we did")
        yield Paragraph(("What people said about a draft, and what we did. ", there, "."))


TELLERS: dict[str, Callable[[Any, Place], Iterator[Block]]] = {
    "content_warning": told_content_warning,
    "heading": told_heading,
    "text": told_text,
    "inset": told_text,
    "expander": told_expander,
    "quote": told_quote,
    "do_list": listed("Do"),
    "dont_list": listed("Do not", before="do not "),
    "how_you_will_know": listed("How you will know it worked"),
    "figure": told_figure,
    "table": told_table,
    "steps": told_steps,
    "pitfalls": told_pitfalls,
    "people": told_people,
    "worked_example": told_worked_example,
    "self_check_question": told_question,
    "you_said_we_did": told_statement_of_round,
}
