"""What the pages of staff have in common: who is let in, and the frame around them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets.button import BaseButton

from accounts.models import User
from draftcomments.drafts.sections import Section
from draftcomments.models import Round
from draftcomments.permissions import can_see_round


class StaffRequest(HttpRequest):
    """A request that Wagtail has let into the admin: somebody is logged in."""

    user: User


View = Callable[..., HttpResponse]
May = Callable[[User, Round], bool]
Crumb = Mapping[str, str]
ICON = "comment"
CONFLICT, HAS_ERRORS = 409, 422
read_or_write = require_http_methods(["GET", "HEAD", "POST"])
# What heads a cell of a table on a narrow screen. The site's styles hide it on a wide one.
CELL_LABEL = re.compile(r'<span class="nhsuk-table__heading"[^>]*>[^<]*</span>')
NOT_NOW = "This cannot be done to the round as it stands now."


def with_round(may: May) -> Callable[[View], View]:
    """Give a view the round of its address, without the frozen copy, where the user may have it.

    A round that the user has nothing to do with is not told from one that there is not.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: StaffRequest, pk: int, **kwargs: Any) -> HttpResponse:
            rounds = Round.objects.light().select_related("page", "owner", "facilitator")
            round = get_object_or_404(rounds, pk=pk)
            if not can_see_round(request.user, round):
                raise Http404
            if not may(request.user, round):
                raise PermissionDenied
            return view(request, round, **kwargs)

        return inner

    return decorate


def crumbs_of(round: Round | None = None) -> list[Crumb]:
    """The way to a page about a round, or about none."""
    crumbs: list[Crumb] = [{"url": reverse("draftcomments_admin:rounds"), "label": "Rounds"}]
    if round is not None:
        address = reverse("draftcomments_admin:round", args=[round.pk])
        crumbs.append({"url": address, "label": title_of(round)})
    return crumbs


def title_of(round: Round) -> str:
    """The number first: the end of a long title is cut off in the frame."""
    return f"Round {round.number}: {round.page_title}"


def for_the_admin(sections: Iterable[Section]) -> list[Section]:
    """Sections for where the site's own styles are not."""
    return [replace(each, html=CELL_LABEL.sub("", each.html)) for each in sections]


def staff_page(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    *,
    crumbs: Sequence[Crumb] = (),
    buttons: Sequence[BaseButton] = (),
    status: int = 200,
) -> HttpResponse:
    """A page in Wagtail's own frame."""
    whole = {
        "header_title": title,
        "page_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            *crumbs,
            {"url": "", "label": title},
        ],
        "header_buttons": list(buttons),
        **context,
    }
    return render(request, f"draftcomments/admin/{template}.html", whole, status=status)


def to_round(round: Round) -> HttpResponse:
    return redirect("draftcomments_admin:round", round.pk)


def refuse(request: HttpRequest, round: Round) -> HttpResponse:
    messages.error(request, NOT_NOW)
    return to_round(round)


def confirm(
    request: HttpRequest,
    round: Round,
    title: str,
    effects: Sequence[str],
    yes: str,
) -> HttpResponse:
    """Ask once more, saying what will happen."""
    context = {"round": round, "effects": effects, "yes": yes}
    return staff_page(request, "round_confirm", title, context, crumbs=crumbs_of(round))
