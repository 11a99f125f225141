"""What the dashboard says about comments on drafts: numbers, each with a link."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from draftcomments.admin.pages import StaffRequest
from draftcomments.reading.figures import Figures, figures_for

NAME = "feedback_on_drafts"


class FeedbackFiguresPanel(Component):
    """To check, to answer, late, and how long answers take."""

    name = NAME
    order = 205
    template_name = "draftcomments/admin/dashboard.html"

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        report = reverse("draftcomments_admin:report")
        return {
            "figures": self.figures,
            "queue_url": reverse("draftcomments_admin:queue"),
            "report_url": report,
            "to_answer_url": f"{report}?waiting=to_answer",
            "late_url": f"{report}?waiting=late",
        }


def add_to_dashboard(request: StaffRequest, panels: list[Any]) -> None:
    """For whoever has a part in it. Somebody who has none sees nothing."""
    if figures := figures_for(request.user):
        panels.append(FeedbackFiguresPanel(figures))
