"""What a body points at, looked up once for the whole body instead of once a block."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape

from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

PAGE_LINK = re.compile(r'<a[^>]*\blinktype=\\?"page\\?"[^>]*>')
PAGE_ID = re.compile(r'\bid=\\?"(\d+)\\?"')

known_urls: ContextVar[dict[str, str] | None] = ContextVar("known_urls", default=None)


class KnownPageLinkHandler(PageLinkHandler):
    """Wagtail's handler for page links, which first asks the addresses already looked up."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        urls = known_urls.get()
        if urls is None:
            return super().expand_db_attributes_many(attrs_list)
        return [
            f'<a href="{escape(urls[attrs["id"]])}">' if attrs.get("id") in urls else "<a>"
            for attrs in attrs_list
        ]


def linked_page_ids(raw: str) -> set[str]:
    """The ids of the pages that raw rich text, or the JSON of a body, links to.

    >>> sorted(linked_page_ids('<p><a linktype="page" id="7">x</a></p>'))
    ['7']
    """
    return {match.group(1) for tag in PAGE_LINK.findall(raw) if (match := PAGE_ID.search(tag))}


@contextmanager
def page_links_of(raw: str) -> Iterator[None]:
    """Within the block, links to the pages named in `raw` cost one query in all, or none."""
    ids = linked_page_ids(raw)
    pages = Page.objects.live().filter(pk__in=ids).only("url_path", "slug") if ids else []
    token = known_urls.set({str(page.pk): page.url or "" for page in pages})
    try:
        yield
    finally:
        known_urls.reset(token)


def resolved_page_links(body: StreamValue) -> SafeString:
    """The rendered body, with the links of all its blocks looked up together."""
    raw = json.dumps(list(body.raw_data))
    with page_links_of(raw):
        return body.render_as_block()
