"""What a body points at, looked up once for the whole body instead of once a block."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.models import Page

from content.stream_shapes import complaints

PAGE_LINK = re.compile(r'<a[^>]*\blinktype=\\?"page\\?"[^>]*>')
PAGE_ID = re.compile(r'\bid=\\?"(\d+)\\?"')

known_urls: ContextVar[dict[str, str] | None] = ContextVar("known_urls", default=None)


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
        return drawn(body)


def drawn(body: StreamValue) -> SafeString:
    """All blocks of a body but those that cannot be drawn."""
    return format_html_join(
        "\n",
        '<div class="block-{}">{}</div>',
        [(block.block_type, html) for block in body if (html := rendered(block)) is not None],
    )


def rendered(block: StreamValue.StreamChild) -> SafeString | None:
    """One block; None, and a line in the log, where what it needs is gone or cannot be read."""
    try:
        return block.render()
    except (
        ObjectDoesNotExist,
        OSError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as gone:
        place = f"block {block.block_type!r} {block.id!s:.40}"
        complaints.say(place, f"{type(gone).__name__} while it was drawn")
        return None
