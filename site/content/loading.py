"""Make pages from content files (TOML): what starter content is written in."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, Site

Resolver = Callable[[dict[str, Any]], Any]


def read_content(path: Path) -> dict[str, Any]:
    """One content file: keys as in `docs/content-model.md`."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def site_home() -> Page:
    """The page at /. Raises `CommandError` when the site has not been made yet."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or site.root_page.depth != 2 or site.root_page.slug != "home":
        raise CommandError("There is no home page yet: run `manage.py load_pages` first.")
    return site.root_page.specific


def table(block: dict[str, Any]) -> dict[str, Any]:
    return {
        "caption": block["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in block["headings"]],
        "rows": [{"values": row} for row in block["rows"]],
    }


SHAPES: dict[str, Resolver] = {
    "heading": lambda block: {"text": block["value"], "anchor": block.get("anchor", "")},
    "expander": lambda block: {"title": block["title"], "text": block["text"].strip()},
    "quote": lambda block: {"text": block["text"], "attribution": block["attribution"]},
    "table": table,
}


def stream_data(
    blocks: list[dict[str, Any]], resolvers: Mapping[str, Resolver] | None = None
) -> list[dict[str, Any]]:
    """The blocks of a content file as a StreamField stores them.

    `resolvers` say how to read block types that point at records, such as a worked example.
    """
    shapes = {**SHAPES, **(resolvers or {})}
    return [
        {
            "type": block["type"],
            "value": shapes[block["type"]](block) if block["type"] in shapes else plain(block),
        }
        for block in blocks
    ]


def plain(block: dict[str, Any]) -> Any:
    value = block["value"]
    return value.strip() if isinstance(value, str) else value


def page_body(
    content: dict[str, Any], resolvers: Mapping[str, Resolver] | None = None
) -> list[dict[str, Any]]:
    """A file's introduction and body blocks together."""
    intro = [{"type": "text", "value": content["intro"]}] if content.get("intro") else []
    return stream_data([*intro, *content.get("body", [])], resolvers)


def page_sources(content: dict[str, Any]) -> list[dict[str, Any]]:
    """A file's sources as the `sources` field stores them."""
    return [{"type": "source", "value": source} for source in content.get("sources", [])]


def place_page(*, parent: Page, page: Page, update: bool = False) -> tuple[Page, bool]:
    """Publish `page` under `parent` unless its slug is taken there; True when it is new.

    On `update` the existing page of that slug is overwritten, as a new revision.
    """
    existing = parent.get_children().filter(slug=page.slug).first()
    if existing is None:
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page, True
    stored = existing.specific
    if update:
        copy_content(page, stored)
        stored.save_revision().publish()
    return stored, False


def copy_content(source: Page, target: Page) -> None:
    """Copy what an author writes, and nothing of a page's place in the tree or its history."""
    own = {field.name for field in target._meta.fields if field.model is not Page}
    for name in (own | {"title", "seo_title", "show_in_menus"}) - {"page_ptr"}:
        setattr(target, name, getattr(source, name))
    for field in target._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            setattr(target, field.name, getattr(source, field.name).all())
