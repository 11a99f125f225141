"""What the dashboard says of pages: late reviews, drafts left lying, plans that were stopped."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from content.dashboard import ROWS_SHOWN, DashboardFigure, FigurePanel, FigureRow
from content.publishing.gate import stopped_plans
from content.report_menu import works_on_pages
from content.review_days import SOON_DAYS, Standing
from content.reviews import (
    OLD_DRAFT_DAYS,
    counted_by_standing,
    editable_by,
    old_drafts,
    reviewed_pages,
    that_stand,
)

STOPPED_ORDER = 5
REVIEWS_ORDER = 30
DRAFTS_ORDER = 40


def add_page_figures(request: Any, panels: list[Any]) -> None:
    """For whoever works on pages, about the pages that they may edit."""
    if works_on_pages(request.user):
        if stopped := plans_stopped(request.user):
            panels.append(FigurePanel(stopped, name="stopped-plans", order=STOPPED_ORDER))
        reviews, drafts = late_reviews(request.user), drafts_left(request.user)
        panels.append(FigurePanel(reviews, name="late-reviews", order=REVIEWS_ORDER))
        panels.append(FigurePanel(drafts, name="old-drafts", order=DRAFTS_ORDER))


def plans_stopped(user: Any) -> DashboardFigure | None:
    """What did not go out on its day; nothing where everything did, as it hardly ever happens."""
    pages = list(editable_by(stopped_plans(), user).order_by("title", "pk"))
    if not pages:
        return None
    rows = [
        FigureRow(page.get_admin_display_title(), address_of_stopped(page, user))
        for page in pages[:ROWS_SHOWN]
    ]
    return DashboardFigure(
        heading="Planned publications that were stopped",
        number=len(pages),
        rows=rows,
        action_words="See what stops the first of them",
        action_address=rows[0].address,
        empty_words="",
    )


def address_of_stopped(page: Page, user: Any) -> str:
    """The checklist, for whoever may publish the page. The editor's own checks, for others."""
    may_publish = page.permissions_for_user(user).can_publish()
    name = "publishing_checklist" if may_publish else "wagtailadmin_pages:edit"
    return reverse(name, args=[page.pk])


def late_reviews(user: Any) -> DashboardFigure:
    today = timezone.localdate()
    pages = editable_by(reviewed_pages(), user)
    counts = counted_by_standing(pages, today)
    late = pages.filter(that_stand(Standing.LATE, today)).order_by("review_by", "title", "pk")
    first = late[:ROWS_SHOWN] if counts[Standing.LATE] else ()
    soon, never = counts[Standing.SOON], counts[Standing.NEVER]
    return DashboardFigure(
        heading="Reviews overdue",
        number=counts[Standing.LATE],
        rows=[row_of(page, f"due {shown(page.review_by)}") for page in first],
        action_words="Review pages" if counts[Standing.LATE] else "See all reviews",
        action_address=address_of_report(counts[Standing.LATE]),
        empty_words=(
            f"No page is late. Due in the next {SOON_DAYS} days: {soon}. Never reviewed: {never}."
        ),
    )


def address_of_report(late: int) -> str:
    return reverse("review_report") + ("?standing=late" if late else "")


def drafts_left(user: Any) -> DashboardFigure:
    drafts = editable_by(old_drafts(timezone.now()), user)
    number = drafts.count()
    first = drafts[:ROWS_SHOWN] if number else ()
    return DashboardFigure(
        heading=f"Drafts older than {OLD_DRAFT_DAYS} days",
        number=number,
        rows=[row_of(page, f"saved {shown(saved_on(page))}") for page in first],
        action_words="Finish or delete drafts" if number else "See all drafts",
        action_address=reverse("old_drafts"),
        empty_words="No draft has been left lying.",
    )


def row_of(page: Page, detail: str) -> FigureRow:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return FigureRow(page.get_admin_display_title(), address, detail)


def saved_on(page: Page) -> date:
    return timezone.localdate(page.latest_revision_created_at)


def shown(day: date) -> str:
    return date_format(day, "j F Y")
