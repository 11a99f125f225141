"""A page's own words, a paragraph at a time, and how old a reader has to be for them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.db.models import TextField
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from content.readability import WORD, reading_age

if TYPE_CHECKING:
    from content.models import PublicPage

AIM = (9, 14)
"""The reading ages that we write for."""
HARDEST = 3
PARAGRAPH_END = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)
NOT_PROSE = frozenset({"sources", "other_formats"})


@dataclass(frozen=True)
class Reading:
    """The reading age of a text; None where it is too short to tell."""

    text: str
    words: int
    age: float | None

    @property
    def verdict(self) -> str:
        """Where it stands beside the aim.

        >>> [Reading("", 0, age).verdict for age in (None, 8.0, 14.0, 14.1)]
        ['Too short to tell', 'Easier than the aim: fine', 'Within the aim', 'Above the aim']
        """
        if self.age is None:
            return "Too short to tell"
        if self.age < AIM[0]:
            return "Easier than the aim: fine"
        return "Above the aim" if self.age > AIM[1] else "Within the aim"


def reading_of(text: str) -> Reading:
    return Reading(text, len(WORD.findall(text)), reading_age(text))


def paragraphs_of_html(html: str) -> list[str]:
    """The paragraphs and items of a rich text as plain words.

    >>> paragraphs_of_html("<p>Ask <b>early</b>.</p><ul><li>Pay &amp; thank people</li></ul>")
    ['Ask early.', 'Pay & thank people']
    """
    parts = (unescape(strip_tags(part)) for part in PARAGRAPH_END.split(html))
    return [words for part in parts if (words := " ".join(part.split()))]


def inner_blocks(block: blocks.Block, value: Any) -> list[tuple[blocks.Block, Any]]:
    """The blocks that a block is made of, each with its value; none for a field or an image."""
    if isinstance(block, ImageBlock):
        return []
    if isinstance(block, blocks.BaseStreamBlock):
        return [(child.block, child.value) for child in value]
    if isinstance(block, blocks.BaseStructBlock):
        return [(inner, value[name]) for name, inner in block.child_blocks.items()]
    if isinstance(block, blocks.ListBlock):
        return [(block.child_block, item) for item in value]
    return []


def paragraphs_of_block(block: blocks.Block, value: Any) -> Iterator[str]:
    """The words of a block of any depth: what an editor wrote, and no name of what they chose."""
    if isinstance(block, blocks.RichTextBlock):
        yield from paragraphs_of_html(value.source if value else "")
    elif inner := inner_blocks(block, value):
        for child, within in inner:
            yield from paragraphs_of_block(child, within)
    else:
        for text in block.get_searchable_content(value):
            yield from paragraphs_of_text(text)


def paragraphs_of_text(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def paragraphs_of_field(page: "PublicPage", field: Any) -> Iterator[str]:
    value = getattr(page, field.name)
    if isinstance(field, StreamField):
        yield from paragraphs_of_block(value.stream_block, value)
    elif isinstance(field, RichTextField):
        yield from paragraphs_of_html(value)
    elif isinstance(field, TextField):
        yield from paragraphs_of_text(value)


def prose_of(page: "PublicPage") -> list[str]:
    """What readers read on a page: its own fields, then the records that it shows; each once."""
    fields = (
        field
        for field in page._meta.concrete_fields
        if field.model is not Page and field.name not in NOT_PROSE and not field.is_relation
    )
    own = (text for field in fields for text in paragraphs_of_field(page, field))
    shown = (words for text in page.shown_prose() for words in paragraphs_of_text(text))
    return list(dict.fromkeys([*own, *shown]))


def reading_of_page(page: "PublicPage") -> Reading:
    return reading_of("\n".join(prose_of(page)))


def hardest(paragraphs: Iterable[str]) -> list[Reading]:
    """The paragraphs that need the oldest reader, of those that are long enough to tell."""
    readings = [reading for text in paragraphs if (reading := reading_of(text)).age is not None]
    return sorted(readings, key=lambda reading: -(reading.age or 0))[:HARDEST]
