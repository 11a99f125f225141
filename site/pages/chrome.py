"""What every page shows around its content, as one cached object: brand, menu and footer links."""

import logging
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpRequest
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from images.models import CustomImage
from pages.models import BrandSettings, StandardPage, WhatsNewPage

logger = logging.getLogger(__name__)

CACHE_KEY = "site-chrome"
CACHE_SECONDS = 60


def link_to(page: Page) -> dict[str, str]:
    return {"label": page.title, "url": page.url or "/"}


def menu_link_to(page: Page) -> dict[str, str]:
    """The same under the short name of its type, where it has one, so that the menu has one line."""
    label = getattr(page.specific_class, "menu_label", page.title)
    return {**link_to(page), "label": label}


def read_brand(site: Site) -> dict[str, str]:
    """The brand settings as plain values, the logo as an address."""
    brand = BrandSettings.objects.select_related("logo").filter(site=site).first()
    brand = brand or BrandSettings(site=site)
    return {
        "name": brand.name,
        "strapline": brand.strapline,
        "logo_url": logo_address(brand.logo) if brand.logo else "",
        "logo_alt": brand.logo.alt_text if brand.logo else "",
        "run_by": brand.run_by,
        "disclaimer": brand.disclaimer,
        "contact_email": brand.contact_email,
        "footer_text": brand.footer_text,
    }


def logo_address(logo: CustomImage) -> str:
    """Where the logo is; empty when its file is lost, so that pages are served without it."""
    try:
        return str(logo.get_rendition("max-320x80").url)
    except SourceImageIOError:
        logger.error("The file of the logo (image %s) is missing: choose another.", logo.pk)
        return ""


def read_chrome() -> dict[str, Any]:
    """Read brand, menu and footer links from the database."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return {"brand": {}, "navigation": [], "footer_links": []}
    menu = Page.objects.child_of(site.root_page).live().public().in_menu()
    standard = StandardPage.objects.live().public().filter(in_footer=True)
    footer = [*standard, *WhatsNewPage.objects.live().public()]
    return {
        "brand": read_brand(site),
        "navigation": [menu_link_to(page) for page in menu],
        "footer_links": [link_to(page) for page in footer],
    }


def site_chrome(request: HttpRequest) -> dict[str, Any]:
    """Brand, menu with the current section marked, and footer links."""
    stored = cast(dict[str, Any], cache.get_or_set(CACHE_KEY, read_chrome, CACHE_SECONDS))
    navigation = [
        {**link, "current": request.path.startswith(link["url"])} for link in stored["navigation"]
    ]
    return {**stored, "navigation": navigation}


def forget_chrome(**kwargs: Any) -> None:
    """Drop the cached chrome: called when a page or the brand changes."""
    cache.delete(CACHE_KEY)
