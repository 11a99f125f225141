"""Make the home page, the site record and the standard pages from `content/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from content.loading import page_body, page_sources, place_page, read_content
from pages.models import HomePage, StandardPage, WhatsNewPage
from search.actions import index_page

CONTENT = Path(__file__).parent / "content"
STANDARD_PAGES = ("about", "accessibility-statement", "privacy", "cookies", "contact", "licence")


def signposts(kind: str, records: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "type": kind,
            "value": {"title": r["title"], "text": r["text"], "address": r["url"]},
        }
        for r in records
    ]


@transaction.atomic
def load_home(*, update: bool) -> tuple[Page, bool]:
    """The home page at /, in place of Wagtail's welcome page, with the site that serves it."""
    content = read_content(CONTENT / "home.toml")
    home = HomePage(
        title=content["title"],
        slug="home",
        summary=content["summary"],
        hero_heading=content["hero_heading"],
        hero_text=content["hero_text"].strip(),
        tasks=signposts("task", content["task"]),
        needs=signposts("need", content["need"]),
    )
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").exclude(pk__in=HomePage.objects.all())
    if welcome.exists():
        Site.objects.all().delete()
        welcome.get().delete()
        root.refresh_from_db()
    page, created = place_page(parent=root, page=home, update=update)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    _, is_new_site = Site.objects.get_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": page,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    if is_new_site:
        # Only now has the page an address to be found at.
        index_page(page=page)
    return page, created


def load_standard_page(name: str, home: Page, *, update: bool) -> bool:
    """One standard page by its file's name; True when it is new."""
    content = read_content(CONTENT / f"{name}.toml")
    page = StandardPage(
        title=content["title"],
        slug=content["slug"],
        summary=content["summary"],
        body=page_body(content),
        sources=page_sources(content),
        show_in_menus=name == "about",
    )
    return place_page(parent=home, page=page, update=update)[1]


def load_whats_new(home: Page, *, update: bool) -> bool:
    """The page that lists what changed; True when it is new."""
    content = read_content(CONTENT / "whats-new.toml")
    page = WhatsNewPage(
        title=content["title"],
        slug=content["slug"],
        summary=content["summary"],
        body=page_body(content),
        sources=page_sources(content),
    )
    return place_page(parent=home, page=page, update=update)[1]


def load_pages(*, update: bool) -> Iterator[bool]:
    """Load every page, one at a time; yields whether each is new."""
    home, created = load_home(update=update)
    yield created
    for name in STANDARD_PAGES:
        yield load_standard_page(name, home, update=update)
    yield load_whats_new(home, update=update)
