"""The feed of what is new: the newest changes that readers are told of, as Atom."""

from datetime import datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from officefiles.cells import printable
from pages.news import ADDRESS, News, news_of, public_notes

NEWEST = 50


class WhatsNewFeed(Feed):
    """Changes of public pages and records, the newest first."""

    feed_type = Atom1Feed
    title = "What’s new"
    subtitle = "What changed on this site."
    link = ADDRESS
    language = "en-GB"
    author_name = settings.WAGTAIL_SITE_NAME

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Django's, without a date of change: a note that is taken back would not move it."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response

    def feed_guid(self) -> str:
        return uuid5(NAMESPACE_URL, f"{settings.WAGTAILADMIN_BASE_URL}{ADDRESS}").urn

    def items(self) -> list[News]:
        return [news_of(note) for note in public_notes()[:NEWEST]]

    def item_title(self, item: News) -> str:
        return printable(item.title)

    def item_description(self, item: News) -> str:
        """Escaped, because the feed says that it is HTML."""
        return escape(printable(item.text))

    def item_link(self, item: News) -> str:
        return item.url

    def item_guid(self, item: News) -> str:
        """Of the change: there may be several of one page."""
        return uuid5(NAMESPACE_URL, f"{settings.WAGTAILADMIN_BASE_URL}#{item.number}").urn

    def item_updateddate(self, item: News) -> datetime:
        return timezone.make_aware(datetime.combine(item.day, time.min))

    def item_categories(self, item: News) -> list[str]:
        return [item.kind] if item.kind else []
