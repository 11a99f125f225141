"""The button “Reviewed today” above a page in the admin, and the page that it leads to."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from content.models import next_review
from content.review_actions import can_mark_reviewed, mark_reviewed

PRIORITY = 63
THANKS = "Marked as reviewed today. The next review is due on {day}."
DRAFT_STAYS = " The draft that waits was not published."


class PageReviewed(LogFormatter):
    """Says in the history of a page until when it was found right."""

    label = "Review page"

    def format_message(self, log_entry: Any) -> str:
        by = date_format(date.fromisoformat(log_entry.data["review_by"]), "j F Y")
        return f"Reviewed and found right. Next review due: {by}"


def header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """For a page that readers see, where this person may edit it."""
    if can_mark_reviewed(user, page):
        address = reverse("review_today", args=[page.pk])
        yield Button("Reviewed today", address, icon_name="calendar-check", priority=PRIORITY)


@require_http_methods(["GET", "HEAD", "POST"])
def review_today(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=pk).specific
    if not can_mark_reviewed(request.user, page):
        raise PermissionDenied
    if request.method == "POST":
        day = date_format(mark_reviewed(page=page, user=request.user), "j F Y")
        stays = DRAFT_STAYS if page.has_unpublished_changes else ""
        messages.success(request, THANKS.format(day=day) + stays)
        return redirect("wagtailadmin_pages:edit", page.pk)
    review_by = next_review(type(page), timezone.localdate())
    context = {"page": page, "review_by": review_by}
    return render(request, "content/admin/review_today.html", context)


urlpatterns: list[URLPattern] = [
    path("pages/<int:pk>/reviewed-today/", review_today, name="review_today")
]
