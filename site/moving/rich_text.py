"""The references in rich text, and whether an editor could have written it."""

import re
from html.parser import HTMLParser
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from moving.refusals import NotMoved

REFERENCE = re.compile(r'<(?P<tag>a|embed)\b[^>]*\b(?:linktype|embedtype)="(?P<kind>\w+)"[^>]*>')
ID = re.compile(r'\bid="([^"]*)"')
PLAIN = {"b", "blockquote", "br", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p"}
TAGS = PLAIN | {"a", "embed", "strong", "sub", "sup", "ul"}
ATTRIBUTES = {
    "a": {"href", "id", "linktype"},
    "embed": {"alt", "embedtype", "format", "id"},
    "p": {"data-block-key"},
    "li": {"data-block-key"},
    **{f"h{level}": {"data-block-key"} for level in range(2, 7)},
}
CLOSED_BY_NOTHING = {"br", "embed", "hr"}
SCHEMES = {"http", "https", "mailto", "tel"}
WRITTEN_BY_NOBODY = "The file has rich text with markup that no editor could have written."


def model_of(kind: str) -> type[Model] | None:
    """The model that a link or a picture in rich text leads to; None where it is an address."""
    models: dict[str, type[Model]] = {"page": Page}
    models |= {"document": get_document_model(), "image": get_image_model()}
    return models.get(kind)


def turned_links(html: Any, turner: Any) -> str:
    """Rich text with each reference turned. A link that leads nowhere keeps its words alone."""
    if not isinstance(html, str):
        raise NotMoved(WRITTEN_BY_NOBODY)
    turner.check_text(html)

    def turned(match: re.Match[str]) -> str:
        model, found = model_of(match["kind"]), ID.search(match[0])
        if model is None or found is None:
            return match[0]
        other = turner.turn(model, found[1])
        if other is None:
            return "<a>" if match["tag"] == "a" else ""
        return ID.sub(lambda _: f'id="{other}"', match[0], count=1)

    return REFERENCE.sub(turned, html)


def check_rich_text(html: str) -> None:
    """Raises `NotMoved` where a browser would see anything but what our editor writes."""
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    if parts_of(clean) != parts_of(html) or not is_closed(html):
        raise NotMoved(WRITTEN_BY_NOBODY)


class Ends(HTMLParser):
    """Follows which tags are open: each has to be closed, in turn, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fit = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in CLOSED_BY_NOTHING:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.fit = self.fit and bool(self.open) and self.open.pop() == tag


def is_closed(html: str) -> bool:
    """Whether rich text ends what it begins and nothing else: what stands around it stays whole.

    >>> is_closed("<p>A<br/>B</p>"), is_closed("<p>A</p></div>"), is_closed("<p>A</p></div")
    (True, False, False)
    """
    ends = Ends()
    ends.feed(html)
    ends.close()
    ends_in_a_tag = html.rfind("<") > html.rfind(">")
    return ends.fit and not ends.open and not ends_in_a_tag


def parts_of(html: str) -> list[Any]:
    """The tags with their attributes and the words, in order; not how they are spelled."""
    return [
        (part.name, sorted(part.attrs.items())) if isinstance(part, Tag) else str(part)
        for part in BeautifulSoup(html, "html.parser").descendants
    ]
