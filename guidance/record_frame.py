"""The frame of a page that no editor writes: its title, its address, and the way to it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

HOME = ("Home", "/")


def record_frame(
    request: HttpRequest,
    *,
    title: str,
    section: str,
    path: str,
    description: str,
    crumbs: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """What `base.html` needs of a page. `crumbs` are what stands between it and the home page."""
    return {
        "page_title": title,
        "section_title": section,
        "meta_description": description,
        "canonical_url": request.build_absolute_uri(path),
        "crumbs": [{"label": label, "url": url} for label, url in (HOME, *crumbs)],
    }
