"""The feed of case studies: the newest of all, or of those that a filter leaves."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from casestudies.enums import Sort
from casestudies.finder import Search, read_search
from casestudies.listing import address, parameters
from casestudies.models import CaseStudyPage
from casestudies.models.studies import MADE_UP
from casestudies.options import Options, read_options
from casestudies.organisations import FINDER
from casestudies.records import Terms, read_pages, terms_of
from officefiles.cells import printable
from search.finding import find

NEWEST = 50
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """A case study as the feed tells of it."""

    page: CaseStudyPage
    terms: Terms


class Followed(NamedTuple):
    """The list that a feed follows, and where the feed was asked for."""

    search: Search
    options: Options
    path: str
    in_finder: bool

    @property
    def newest_first(self) -> Search:
        """The order of a feed, whatever the order of the list."""
        return replace(self.search, sort=Sort.NEWEST)

    @property
    def labels(self) -> list[str]:
        """What the list is narrowed to, in words."""
        words = [f"“{self.search.query.text}”"] if self.search.query.text else []
        chosen = [
            option.label
            for facet, values in self.search.chosen.items()
            for option in self.options[facet]
            if option.value in values
        ]
        return [*words, *chosen]


class CaseStudyFeed(Feed):
    """Case studies that anyone may read, the newest first, as Atom."""

    feed_type = Atom1Feed
    subtitle = "What others did with people and communities, and what changed."
    language = "en-GB"
    author_name = settings.WAGTAIL_SITE_NAME

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Django's, without a date of change: one that is taken away would not move it."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        return response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Followed:
        options = read_options()
        search = replace(read_search(request.GET, options), page=1)
        return Followed(search, options, request.path, request.GET.get("format") == "atom")

    def title(self, followed: Followed) -> str:
        narrowed = "; ".join(followed.labels)
        return printable(f"Case studies: {narrowed}" if narrowed else "Case studies")

    def link(self, followed: Followed) -> str:
        return address(FINDER, followed.search)

    def feed_url(self, followed: Followed) -> str:
        """The feed's own address, without what was ignored in the one that was asked for."""
        pairs = parameters(followed.search) + [("format", "atom")] * followed.in_finder
        return f"{followed.path}?{urlencode(pairs)}" if pairs else followed.path

    def feed_guid(self, followed: Followed) -> str:
        """The same at both addresses of a feed, and whatever the site is called."""
        return uuid5(NAMESPACE_URL, address(FINDER, followed.newest_first)).urn

    def items(self, followed: Followed) -> list[Entry]:
        pages = read_pages(find(followed.newest_first.asked(start=0, size=NEWEST)).ids)
        return [Entry(page, terms_of(page, followed.options)) for page in pages]

    def item_title(self, item: Entry) -> str:
        return printable(item.page.title)

    def item_description(self, item: Entry) -> str:
        """Escaped, because the feed says that it is HTML."""
        made_up = "Made-up example. " if item.page.demonstration else ""
        return escape(printable(f"{made_up}{item.page.summary}"))

    def item_link(self, item: Entry) -> str:
        return item.page.url or FINDER

    def item_guid(self, item: Entry) -> str:
        return item.page.translation_key.urn

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.page.first_published_at

    def item_updateddate(self, item: Entry) -> datetime:
        page = item.page
        return page.last_published_at or page.first_published_at or LONG_AGO

    def item_categories(self, item: Entry) -> list[str]:
        names = [printable(term.name) for terms in item.terms.values() for term in terms]
        return [MADE_UP, *names] if item.page.demonstration else names
