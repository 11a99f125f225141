"""The page of the admin on which a statement or a part is linked to what goes with it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from framework.models import Statement
from guidance.linking.actions import Outcome, link_guidance, link_measures, link_strategies
from guidance.linking.forms import LinksForm, strategy_links_form
from guidance.linking.hubs import Hub, address_of_links, hub_or_404, links_of_part, part_of
from guidance.linking.hubs import titles_of as titles
from guidance.linking.permissions import EditorRequest, can_make_links

WAITING = {
    Outcome.DRAFT: "Changed in the draft only, readers see it once it is published",
    Outcome.COMMENTS: (
        "Changed in the draft only, as comments on it are still asked for or wait for an answer"
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: EditorRequest, kind: str, pk: int) -> HttpResponse:
    """What goes with a statement or a part, and what of it this user may change."""
    if not can_make_links(request.user):
        raise PermissionDenied
    hub = hub_or_404(kind, pk)
    data = request.POST if request.method == "POST" else None
    form = LinksForm(data, hub=hub, user=request.user)
    rows = strategy_links_form(data, hub=hub, user=request.user)
    if data is not None and form.is_valid() and (rows is None or rows.is_valid()):
        return stored(request, hub, form, rows)
    context = {**context_of(hub), "form": form, "rows": rows}
    return render(request, "guidance/admin/links.html", context)


def stored(request: EditorRequest, hub: Hub, form: LinksForm, rows: Any) -> HttpResponse:
    """Store what was chosen and say what became of it."""
    try:
        store(hub, form, rows, request)
    except IntegrityError:
        messages.error(request, "Somebody else has just made the same link. Look again.")
    return redirect(address_of_links(hub))


@transaction.atomic
def store(hub: Hub, form: LinksForm, rows: Any, request: EditorRequest) -> None:
    """Store all of it or nothing."""
    user = request.user
    if rows is not None:
        new = rows.save(commit=False)
        link_strategies(hub=hub, stored=new, removed=rows.deleted_objects, user=user)
    if "measures" in form.fields:
        wanted = [measure.pk for measure in form.cleaned_data["measures"]]
        link_measures(hub=hub, wanted=wanted, user=user)
    pages = link_guidance(hub=hub, wanted=form.chosen_pages, among=form.offered_pages, user=user)
    messages.success(request, "The links are saved.")
    tell_of_drafts(request, pages)


def tell_of_drafts(request: EditorRequest, pages: Mapping[int, Outcome]) -> None:
    """Name the pages whose change still waits to be published."""
    for wanted, why in WAITING.items():
        waiting = titles(pk for pk, outcome in pages.items() if outcome == wanted)
        if waiting:
            names = ", ".join(f"“{title}”" for title in waiting)
            messages.warning(request, f"{why}: {names}.")


def context_of(hub: Hub) -> dict[str, Any]:
    """What the page shows beside its forms."""
    is_statement = isinstance(hub, Statement)
    name = "statement" if is_statement else "subphase"
    return {
        "hub": hub,
        "is_statement": is_statement,
        "level_number": hub.level.number if isinstance(hub, Statement) else 0,
        "sub_phase": part_of(hub),
        "from_part": links_of_part(hub) if isinstance(hub, Statement) else None,
        "edit_url": reverse(f"wagtailsnippets_framework_{name}:edit", args=[hub.pk]),
    }


admin_urls: list[URLPattern] = [
    path("framework-links/<str:kind>/<int:pk>/", links, name="framework_links"),
]
