"""The pages that search engines may know: live, and open to anyone."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet


class PageSitemap(Sitemap):
    """Every public page, whatever its type: the number of queries does not grow."""

    def items(self) -> PageQuerySet:
        pages = Page.objects.live().public().filter(depth__gte=2, alias_of__isnull=True)
        return pages.order_by("path").only("url_path", "slug", "last_published_at")

    def location(self, item: Page) -> str:
        return item.url or "/"

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at
