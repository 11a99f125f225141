"""What the dashboard says of readers' opinions: how many there were this week."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from content.dashboard import DashboardFigure, FigurePanel, FigureRow
from content.report_menu import works_on_pages
from pages.models import PageOpinions, PageRemark

DAYS = 7
ORDER = 50


def add_opinions(request: Any, panels: list[Any]) -> None:
    """For whoever works on pages."""
    if works_on_pages(request.user):
        figure = opinions_this_week(timezone.localdate())
        panels.append(FigurePanel(figure, name="feedback-this-week", order=ORDER))


def opinions_this_week(today: date) -> DashboardFigure:
    """How many readers answered “Is this page useful?”, what they said, and how many wrote why."""
    after = today - timedelta(days=DAYS)
    said = PageOpinions.objects.filter(day__gt=after).aggregate(
        useful=Coalesce(Sum("useful"), 0), not_useful=Coalesce(Sum("not_useful"), 0)
    )
    remarks = PageRemark.objects.filter(day__gt=after).count()
    report, words = reverse("opinion_report"), reverse("page_remarks:index")
    number = said["useful"] + said["not_useful"]
    rows = [
        FigureRow("Useful", report, str(said["useful"])),
        FigureRow("Not useful", report, str(said["not_useful"])),
        FigureRow("Remarks", words, str(remarks)),
    ]
    return DashboardFigure(
        heading="Answers from readers this week",
        number=number,
        rows=rows if number or remarks else [],
        action_words="Read the remarks" if remarks else "See what readers said",
        action_address=words if remarks else report,
        empty_words=f"Nobody answered “Is this page useful?” in the last {DAYS} days.",
    )
