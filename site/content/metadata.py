"""What a page says about itself: crumbs, description, address, and data for search engines."""

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

if TYPE_CHECKING:
    from content.models import PublicPage

# As Django's json_script: these characters could end the script element early.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def crumbs_of(line: list[Page]) -> list[dict[str, str]]:
    """The pages above the last one of a line, as labels and addresses."""
    return [
        {"label": "Home" if position == 0 else page.title, "url": page.url or "/"}
        for position, page in enumerate(line[:-1])
    ]


def structured_data(page: "PublicPage", crumbs: list[dict[str, str]], root: str) -> SafeString:
    """JSON-LD for a page: a WebSite for the home page, else an Article with its breadcrumbs."""
    if not crumbs:
        about: dict[str, Any] = {"@type": "WebSite", "name": page.title, "url": f"{root}/"}
    else:
        about = {
            "@type": "Article",
            "headline": page.title,
            "description": page.summary,
            "url": page.full_url,
            "inLanguage": "en-GB",
            "datePublished": iso(page.first_published_at),
            "dateModified": iso(page.last_published_at),
        }
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": at,
                "name": crumb["label"],
                "item": root + crumb["url"],
            }
            for at, crumb in enumerate(crumbs, start=1)
        ],
    }
    graph = [about, trail] if crumbs else [about]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE_IN_SCRIPT))  # noqa: S308 - escaped just above


def iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def page_metadata(page: "PublicPage") -> dict[str, Any]:
    """The context that `base.html` needs about a page."""
    crumbs = crumbs_of(page.page_line())
    full_url = page.full_url or ""
    path = page.url or "/"
    root = full_url.removesuffix(path)
    return {
        "page_title": page.seo_title or page.title,
        "meta_description": page.search_description or page.summary,
        "canonical_url": full_url,
        "crumbs": crumbs,
        "json_ld": structured_data(page, crumbs, root),
    }
