"""The page that lists the strategies and duties, each with its status."""

from typing import Any, ClassVar

from django.http import HttpRequest

from content.models import BodyPage
from draftcomments.panels import FeedbackPanel
from framework.models import Strategy, StrategyElement


class StrategyIndexPage(BodyPage):
    """Strategies, plans and duties the framework has to fit with."""

    listing_kind = "Strategies"
    template = "guidance/strategy_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def listing_text(self) -> str:
        fields = ("name", "owner", "applies_to", "account", "status_reason")
        named = [" ".join(row) for row in Strategy.objects.values_list(*fields)]
        elements = StrategyElement.objects.values_list("name", flat=True)
        return " ".join([super().listing_text(), *named, *elements])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["strategies"] = Strategy.objects.prefetch_related("elements")
        return context
