"""The records with pages of their own, for search engines."""

from itertools import chain

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from framework.models import Measure, Statement, Strategy, StrategyElement


class RecordSitemap(Sitemap):
    """Statements in use, measures, strategies and their elements: four queries in all."""

    def items(self) -> list[str]:
        elements = StrategyElement.objects.select_related("strategy")
        records = chain(
            Statement.objects.in_use(), Measure.objects.all(), Strategy.objects.all(), elements
        )
        fixed = ("guidance:measure-choose", "guidance:cross-walk", "guidance:print")
        return [*(reverse(name) for name in fixed), *(record.path for record in records)]

    def location(self, item: str) -> str:
        return item
