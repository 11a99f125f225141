"""The frozen draft as people read it: its parts, each with a name of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from draftcomments.drafts.changes import frozen_sections
from draftcomments.drafts.sections import WHOLE_PAGE, Section
from draftcomments.models import Round

WHOLE_PAGE_NAME = "the whole page"


@dataclass(frozen=True)
class Part:
    """A section of a round, or the whole page.

    - `label` - what it is called
    - `name` - what links call it: no other part of the round has the same
    - `url` - of the page to comment on it
    - `html` - its words as they stood, safe to show; "" for the whole page
    - `heading` - what stands above it; "" for a block without one
    - `field` - for one of a list, what the list is called: it stands above the first of them
    """

    key: str
    label: str
    name: str
    url: str
    html: str = ""
    heading: str = ""
    field: str = ""


def parts_of(round: Round) -> list[Part]:
    """Its sections in the order of the page. Reads them, in one query."""
    return [part_from(round, section) for section in frozen_sections(round).values()]


def part_from(round: Round, section: Section) -> Part:
    """A field of the page is headed by what it is called, a block by its own heading alone."""
    is_field = "." not in section.key
    return Part(
        key=section.key,
        label=section.label,
        name=name_of(section),
        url=part_url(round, section.key),
        html=section.html,
        heading=section.heading or (section.label if is_field else ""),
        field=section.field,
    )


def name_of(section: Section) -> str:
    """Its label, after the kind of thing it is where the label does not show that.

    >>> name_of(Section("a.1", (), "Asking early", "", "", "", kind="Source"))
    'the source “Asking early”'
    """
    quoted = f"“{section.label}”"
    return f"the {section.kind[0].lower()}{section.kind[1:]} {quoted}" if section.kind else quoted


def names_of(round: Round) -> dict[str, str]:
    """What links call the parts of a round, by their keys."""
    names = {key: name_of(section) for key, section in frozen_sections(round).items()}
    return {**names, WHOLE_PAGE: WHOLE_PAGE_NAME}


def whole_page(round: Round) -> Part:
    return Part(WHOLE_PAGE, WHOLE_PAGE_NAME, WHOLE_PAGE_NAME, part_url(round, WHOLE_PAGE))


def part_url(round: Round, key: str) -> str:
    return reverse("draftcomments:part", args=[round.public_id, key])


def part_named(parts: Sequence[Part], round: Round, key: str) -> Part | None:
    """The part with a key; none where the round has no such part."""
    if key == WHOLE_PAGE:
        return whole_page(round)
    return next((part for part in parts if part.key == key), None)


def part_after(parts: Sequence[Part], key: str) -> Part | None:
    """The part to go on with; none after the last, and after the whole page."""
    keys = [part.key for part in parts]
    following = keys.index(key) + 1 if key in keys else len(parts)
    return parts[following] if following < len(parts) else None


def frozen_page(page: Page, content: Mapping[str, Any]) -> Page:
    """A page as it stood when the round was opened, to be drawn. It is not to be saved.

    Its number, place and dates are those of today.
    """
    frozen: Page = page.specific.with_content_json(dict(content))
    return frozen
