"""What editors are told when a strategy has a new status: which pages to read again, and where."""

from collections.abc import Iterator
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from accounts.models import User
from framework.models import Strategy
from guidance.reviewing import pages_to_review

NOTED = "status_of_strategy_before"
MAY = "framework.change_strategy"


def address_of_pages(strategy: Strategy) -> str:
    return reverse("strategy_pages_to_review", args=[strategy.pk])


def note_status(request: HttpRequest, instance: Model) -> None:
    """Before an edit: remember the status as it is stored."""
    if isinstance(instance, Strategy):
        setattr(request, NOTED, instance.status)


def tell_of_pages(request: HttpRequest, instance: Model) -> None:
    """After an edit: say how many pages to read again, where the status is a new one."""
    if not isinstance(instance, Strategy) or getattr(request, NOTED, "") == instance.status:
        return
    count = len(pages_to_review(instance, cast(User, request.user)))
    messages.warning(
        request,
        f"The status is now “{instance.get_status_display()}”. It shows everywhere at once."
        f" Pages to read again: {count}.",
        buttons=[messages.button(address_of_pages(instance), "Pages to review")],
    )


def listing_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    """What can be done with a strategy in the list of them."""
    if not isinstance(snippet, Strategy) or not user.has_perm(MAY):
        return
    yield Button(
        "Pages to review", url=address_of_pages(snippet), icon_name="doc-full", priority=25
    )
    links = reverse("wagtailsnippets_framework_strategylink:list")
    yield Button(
        "Links to the framework",
        url=f"{links}?element__strategy={snippet.pk}",
        icon_name="link",
        priority=26,
    )


def pages_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages to read again when the status of a strategy changes."""
    if not request.user.has_perm(MAY):
        raise PermissionDenied
    strategy = get_object_or_404(Strategy, pk=pk)
    context = {
        "strategy": strategy,
        "pages": pages_to_review(strategy, cast(User, request.user)),
        "edit_url": reverse("wagtailsnippets_framework_strategy:edit", args=[strategy.pk]),
    }
    return render(request, "guidance/admin/pages_to_review.html", context)


admin_urls: list[URLPattern] = [
    path("strategies/<int:pk>/pages-to-review/", pages_view, name="strategy_pages_to_review"),
]
