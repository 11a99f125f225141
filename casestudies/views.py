"""The feed of case studies."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from casestudies.models import CaseStudyPage

NEWEST = 20


class CaseStudyFeed(Feed):
    """The newest case studies that anyone may read, as Atom."""

    feed_type = Atom1Feed
    title = "Case studies"
    subtitle = "What others did with people and communities, and what changed."
    link = "/case-studies/"
    language = "en-GB"

    def items(self) -> Iterable[CaseStudyPage]:
        published = CaseStudyPage.objects.published().for_cards()
        return published.order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, item: CaseStudyPage) -> str:
        return item.title

    def item_description(self, item: CaseStudyPage) -> str:
        return f"Made-up example. {item.summary}" if item.demonstration else item.summary

    def item_link(self, item: CaseStudyPage) -> str:
        return item.url or self.link

    def item_pubdate(self, item: CaseStudyPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: CaseStudyPage) -> datetime | None:
        return item.last_published_at
