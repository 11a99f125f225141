"""What the dashboard says about comments on drafts: what is to check, and what is to answer."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from content.dashboard import ROWS_SHOWN, DashboardFigure, FigurePanel, FigureRow
from draftcomments.admin.pages import StaffRequest
from draftcomments.permissions import can_moderate
from draftcomments.querysets import ItemQuerySet
from draftcomments.reading.figures import Figures, figures_of, first_rounds, readable_items

TO_CHECK_ORDER = 10
TO_ANSWER_ORDER = 20


def add_to_dashboard(request: StaffRequest, panels: list[Any]) -> None:
    """For whoever has a part in it. Somebody who has none sees nothing."""
    items = readable_items(request.user)
    if items is None:
        return
    figures = figures_of(items, moderates=can_moderate(request.user))
    if figures.to_check is not None:
        to_check = comments_to_check(figures.to_check, items)
        panels.append(FigurePanel(to_check, name="to-check", order=TO_CHECK_ORDER))
    to_answer = comments_to_answer(figures, items)
    panels.append(FigurePanel(to_answer, name="to-answer", order=TO_ANSWER_ORDER))


def comments_to_check(number: int, items: ItemQuerySet) -> DashboardFigure:
    queue = reverse("draftcomments_admin:queue")
    rounds = first_rounds(items.waiting(), ROWS_SHOWN) if number else []
    return DashboardFigure(
        heading="Feedback on drafts: to check",
        number=number,
        rows=[
            FigureRow(each.page_title, f"{queue}?round={each.round_id}", str(each.number))
            for each in rounds
        ],
        action_words="Open the comments to check",
        action_address=queue,
        empty_words="Every comment is checked.",
    )


def comments_to_answer(figures: Figures, items: ItemQuerySet) -> DashboardFigure:
    report, waits = reverse("draftcomments_admin:report"), figures.to_answer
    return DashboardFigure(
        heading="Feedback on drafts: to answer",
        number=figures.to_answer,
        rows=list(rows_to_answer(figures, items, report)),
        action_words="Open the comments to answer" if waits else "See how feedback goes",
        action_address=f"{report}?waiting=to_answer" if waits else report,
        empty_words="No comment waits for an answer.",
    )


def rows_to_answer(figures: Figures, items: ItemQuerySet, report: str) -> Iterator[FigureRow]:
    """What is late, how long answers take, and the rounds with most to answer."""
    if figures.overdue:
        yield FigureRow("Late", f"{report}?waiting=late", str(figures.overdue))
    if figures.median_days is not None:
        yield FigureRow("Days to an answer (median)", report, str(figures.median_days))
    if figures.to_answer:
        for each in first_rounds(items.to_answer(), ROWS_SHOWN):
            address = reverse("draftcomments_admin:round", args=[each.round_id])
            yield FigureRow(each.page_title, address, str(each.number))
