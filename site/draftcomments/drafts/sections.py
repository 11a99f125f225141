"""A page as a list of sections: the parts that people comment on, one at a time."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import chain, count
from typing import Any, Self

from django.db import models
from django.utils.html import linebreaks
from django.utils.text import Truncator, capfirst
from wagtail.admin.panels import FieldPanel, Panel, PanelGroup
from wagtail.admin.panels.group import TabbedInterface
from wagtail.blocks import BoundBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from content.keys import hash_of
from draftcomments.drafts.drawing import as_read, drawn
from draftcomments.drafts.leaves import (
    Leaf,
    leaves,
    one_line,
    trace_of,
    trace_of_html,
    words_in,
    words_of_html,
)

WHOLE_PAGE = "page"
# Names of blocks that begin a section.
HEADING_TYPES = frozenset({"heading"})
TITLE_LABEL = "The title of the page"
LONGEST_LABEL = 70
# They hold text, but none that people read.
NO_PROSE = (models.SlugField, models.URLField, models.EmailField, models.FilePathField)
# A block of a stream, and the path to it.
Placed = tuple[str, BoundBlock]


@dataclass(frozen=True)
class Section:
    """A heading with what follows it, or a single block, or a field of the page.

    - `key` - lasting: a field's name, or the path of the first block ("body.<uuid>")
    - `paths` - of all blocks in it, in order; a field's name alone for a field
    - `label` - what it is called in lists: its heading, or the field's label, or how it begins;
      no two sections of a page are called the same
    - `heading` - its own heading, "" where it has none
    - `text` - its visible words, the heading's too, without markup; a line for each piece
    - `html` - safe to show below a heading of level 2, without `heading`; "" where not asked for
    - `fingerprint` - the same as long as nothing that a reader sees has changed
    - `field`, `kind` - for one of a list, such as a source among the sources: what the field and the
      block are called; "" for anything else
    """

    key: str
    paths: tuple[str, ...]
    label: str
    heading: str
    text: str
    fingerprint: str
    html: str = ""
    field: str = ""
    kind: str = ""

    def as_data(self) -> dict[str, Any]:
        """As it is stored in `Round.sections` and `Outcome.changed_sections`."""
        return {**asdict(self), "paths": list(self.paths)}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "paths": tuple(data["paths"])})


def sections_of(page: Page, *, html: bool = False) -> list[Section]:
    """The sections of a specific page, draft or live, in the order in which it is edited."""
    found = [
        section
        for name, label in prose_fields(page)
        for section in sections_of_field(page, name, label, html)
    ]
    labels = told_apart([section.label for section in found])
    return [replace(section, label=label) for section, label in zip(found, labels, strict=True)]


def told_apart(labels: list[str]) -> list[str]:
    """Labels with a number where one is there already.

    >>> told_apart(["Ask", "Plan", "Ask", "Ask (2)"])
    ['Ask', 'Plan', 'Ask (2)', 'Ask (2) (2)']
    """
    taken: list[str] = []
    for label in labels:
        numbered = (f"{label} ({number})" for number in count(2))
        taken.append(next(each for each in chain([label], numbered) if each not in taken))
    return taken


def prose_fields(page: Page) -> Iterator[tuple[str, str]]:
    """Fields with text that anybody may edit, as name and label, in the order of the edit form.

    Where the form has tabs only the first counts: the others hold settings. Of what every Wagtail
    page has, only the title is read as part of it.
    """
    handler: Panel = page.get_edit_handler()
    if isinstance(handler, TabbedInterface):
        handler = handler.children[0]
    for panel in panels_below(handler):
        field = page._meta.get_field(panel.field_name)
        is_own = field.name == "title" or field.model is not Page
        if is_own and not panel.permission and holds_prose(field):
            called = str(panel.heading or capfirst(field.verbose_name))
            yield field.name, TITLE_LABEL if field.name == "title" else called


def panels_below(panel: Panel) -> Iterator[FieldPanel]:
    if isinstance(panel, FieldPanel):
        yield panel
    elif isinstance(panel, PanelGroup) and not panel.permission:
        for child in panel.children:
            yield from panels_below(child)


def holds_prose(field: Any) -> bool:
    if isinstance(field, StreamField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not isinstance(field, NO_PROSE)


def sections_of_field(page: Page, name: str, label: str, html: bool) -> Iterator[Section]:
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        # A block without an id is never found again: nothing that is stored may point at it.
        placed = [(f"{name}.{child.id or f'-{at}'}", child) for at, child in enumerate(value)]
        called = "" if HEADING_TYPES & set(value.stream_block.child_blocks) else label
        for group in grouped(placed):
            yield section_of_blocks(page, group, called, html)
    elif isinstance(field, RichTextField) and words_of_html(value or ""):
        drawing = as_read(expand_db_html(value)) if html else ""
        text, trace = words_of_html(value), trace_of_html(value)
        yield Section(name, (name,), label, "", text, fingerprint([trace]), drawing)
    elif not isinstance(field, RichTextField) and one_line(value or ""):
        drawing = as_read(linebreaks(value, autoescape=True)) if html else ""
        text = one_line(value)
        yield Section(name, (name,), label, "", text, fingerprint([text]), drawing)


def grouped(blocks: list[Placed]) -> Iterator[list[Placed]]:
    """The blocks of each section: a heading with what follows it; one by one before the first."""
    group: list[Placed] = []
    for path, child in blocks:
        is_headed = bool(group) and group[0][1].block_type in HEADING_TYPES
        if group and (child.block_type in HEADING_TYPES or not is_headed):
            yield group
            group = []
        group.append((path, child))
    if group:
        yield group


def section_of_blocks(page: Page, group: list[Placed], field: str, html: bool) -> Section:
    """With a `field`, one of a list: where no block can begin a section, each is one."""
    paths, children = zip(*group, strict=True)
    first, is_headed = children[0], children[0].block_type in HEADING_TYPES
    lines = [line for child in children if (line := words_of_block(child))]
    heading = one_line(words_of_block(first)) if is_headed else ""
    below = list(children[1:] if is_headed else children)
    # What a heading is made of besides its words, nobody reads.
    seen = [heading, *([child.block_type, *map(trace_of, leaves_of(child))] for child in below)]
    text = "\n".join(lines)
    began = Truncator(one_line(text)).chars(LONGEST_LABEL, truncate="…")
    kind = capfirst(str(first.block.label))
    return Section(
        key=paths[0],
        paths=paths,
        label=heading or began or kind,
        heading=heading,
        text=text,
        fingerprint=fingerprint(seen),
        html=drawn(page, below) if html else "",
        field=field,
        kind=kind if field else "",
    )


def leaves_of(child: BoundBlock) -> Iterator[Leaf]:
    return leaves(child.block, child.value)


def words_of_block(child: BoundBlock) -> str:
    """Its words, a line for each piece."""
    return "\n".join(line for leaf in leaves_of(child) if (line := words_in(leaf)))


def fingerprint(seen: list[Any]) -> str:
    return hash_of(json.dumps(seen))
