"""The page that lists the strategies and duties, each with its status."""

from typing import Any, ClassVar

from django.http import HttpRequest

from content.models import BodyPage
from draftcomments.panels import FeedbackPanel
from framework.enums import StrategyKind
from framework.models import Strategy, StrategyElement

KINDS = (
    StrategyKind.DUTY,
    StrategyKind.PLAN,
    StrategyKind.PROGRAMME,
    StrategyKind.GUIDANCE,
    StrategyKind.FRAMEWORK,
    StrategyKind.ASSESSMENT,
)
PLURALS = {StrategyKind.DUTY: "Duties", StrategyKind.GUIDANCE: "Guidance"}


def heading_of(kind: StrategyKind) -> str:
    """A kind as the heading of a list of several.

    >>> heading_of(StrategyKind.DUTY), heading_of(StrategyKind.PLAN)
    ('Duties', 'Plans')
    """
    return PLURALS.get(kind, f"{kind.label}s")


class StrategyIndexPage(BodyPage):
    """Strategies, plans and duties the framework has to fit with."""

    listing_kind = "Strategies"
    menu_label = "Strategies"
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

    def shown_prose(self) -> list[str]:
        return list(Strategy.objects.values_list("account", flat=True))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        strategies = list(Strategy.objects.all())
        groups = [(kind, [each for each in strategies if each.kind == kind]) for kind in KINDS]
        context["kinds"] = [
            {"anchor": f"kind-{kind.value}", "heading": heading_of(kind), "strategies": found}
            for kind, found in groups
            if found
        ]
        return context
