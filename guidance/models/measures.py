"""The page that lists the outcome measures."""

from typing import Any, ClassVar

from django.http import HttpRequest

from content.models import BodyPage
from draftcomments.panels import FeedbackPanel
from framework.models import Measure
from guidance.ladder import ladder_of


class MeasureIndexPage(BodyPage):
    """Outcome measures, on the ladder from reaching people to closing a gap."""

    listing_kind = "Outcome measures"
    menu_label = "Measures"
    template = "guidance/measure_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def listing_text(self) -> str:
        fields = ("name", "definition", "shows", "limits")
        named = [" ".join(row) for row in Measure.objects.values_list(*fields)]
        return " ".join([super().listing_text(), *named])

    def shown_prose(self) -> list[str]:
        return list(Measure.objects.values_list("shows", flat=True))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["ladder"] = ladder_of(Measure.objects.all())
        return context
