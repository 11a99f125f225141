"""Prepares a body of blocks for its page: anchors that differ, pictures and pages in one query."""

from collections import Counter

from django.db.models import Exists, prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.models import Page

from content.querysets import restrictions_above


def number_headings(body: StreamValue) -> list[dict[str, str]]:
    """Tell headings with the same words apart; returns the contents list of the page."""
    seen: Counter[str] = Counter()
    contents = []
    for block in body:
        if block.block_type == "heading":
            seen[block.value.fragment] += 1
            block.value.number = seen[block.value.fragment]
            contents.append({"label": block.value["text"], "anchor": block.value.fragment})
    return contents


def fetch_renditions(body: StreamValue) -> None:
    """Bring the sizes of all pictures of a body in one query, or none."""
    images = [block.value["image"] for block in body if block.block_type == "figure"]
    prefetch_related_objects([image for image in images if image], "renditions")


def hide_private_pages(body: StreamValue, block_type: str, field: str) -> None:
    """Empty the chosen page of each block whose page is not open to anyone: one query, or none."""
    blocks = [block for block in body if block.block_type == block_type and block.value[field]]
    if not blocks:
        return
    chosen = Page.objects.live().filter(pk__in=[block.value[field].pk for block in blocks])
    private = restrictions_above("path")
    public = set(chosen.filter(~Exists(private)).values_list("pk", flat=True))
    for block in blocks:
        if block.value[field].pk not in public:
            block.value[field] = None
