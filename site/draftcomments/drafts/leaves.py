"""A block as its leaves: the pieces that hold words, links, pictures or choices."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from html import unescape
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import Block, RichTextBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText, get_text_for_indexing

# What a reader meets in rich text besides its words: where links lead, and what is set in.
SET_IN = re.compile(r"<(a|embed|img)\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
DRAFTAIL_KEY = re.compile(r"\s*data-block-key=\\?\"[^\"]*\"")


@dataclass(frozen=True)
class Leaf:
    """A block without children. `path` leads to it as Wagtail's content paths do.

    `place` is the same with the types of blocks instead of their ids: it outlives a new id.
    """

    path: tuple[str, ...]
    place: tuple[str, ...]
    block: Block
    value: Any


def leaves(
    block: Block, value: Any, path: tuple[str, ...] = (), place: tuple[str, ...] = ()
) -> Iterator[Leaf]:
    """All leaves of a block, in reading order."""
    if isinstance(value, StructValue):
        for name, child in block.child_blocks.items():
            yield from leaves(child, value.get(name), (*path, name), (*place, name))
    elif isinstance(value, ListValue):
        for item in value.bound_blocks:
            yield from leaves(item.block, item.value, (*path, item.id or ""), (*place, "item"))
    elif isinstance(value, StreamValue):
        for item in value:
            below = (*path, item.id or "")
            yield from leaves(item.block, item.value, below, (*place, item.block_type))
    else:
        yield Leaf(path, place, block, value)


def one_line(text: Any) -> str:
    """Text with single spaces.

    >>> one_line(" Ask \\n early. ")
    'Ask early.'
    """
    return " ".join(str(text).split())


def words_of_html(html: str) -> str:
    """Rich text as plain words.

    >>> words_of_html('<p data-block-key="a1">Pay &amp; <b>trav</b>el.</p><p>Early.</p>')
    'Pay & travel. Early.'
    """
    return one_line(unescape(get_text_for_indexing(html)))


def trace_of_html(html: str) -> list[Any]:
    """What a reader sees of rich text, whatever its markup: words, link targets, things set in.

    >>> trace_of_html('<p><a id="3" linktype="page">Ask</a> <b>early</b></p>')
    ['Ask early', ['a', ('id', '3'), ('linktype', 'page')]]
    """
    found = SET_IN.findall(DRAFTAIL_KEY.sub("", html))
    return [words_of_html(html), *([tag, *sorted(ATTRIBUTE.findall(rest))] for tag, rest in found)]


def words_in(leaf: Leaf) -> str:
    """The visible words of a leaf."""
    value = leaf.value
    if isinstance(value, RichText):
        return words_of_html(value.source)
    if isinstance(value, TypedTable):
        headings = [column["heading"] for column in value.columns]
        cells = [
            words_in(Leaf((), (), cell.block, cell.value)) for row in value.rows for cell in row
        ]
        return one_line(" ".join([value.caption or "", *headings, *cells]))
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float | Decimal | date | time):
        return str(value)
    return one_line(" ".join(str(word) for word in leaf.block.get_searchable_content(value)))


def trace_of(leaf: Leaf) -> list[Any]:
    """What a reader sees of a leaf, and where in its block: no ids, no markup of rich text."""
    if isinstance(leaf.block, RichTextBlock) and isinstance(leaf.value, RichText):
        return [leaf.place, trace_of_html(leaf.value.source)]
    stored = json.dumps(
        leaf.block.get_prep_value(leaf.value), cls=DjangoJSONEncoder, sort_keys=True
    )
    return [leaf.place, one_line(DRAFTAIL_KEY.sub("", stored))]
