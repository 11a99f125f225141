"""The draft as it stood when the round was opened: part by part, and as it will look."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from draftcomments.access import Access
from draftcomments.reading.draft_parts import frozen_page, parts_of, whole_page
from draftcomments.reading.own_comments import counts_by_part
from draftcomments.views.pages import View, page, see, with_access


def draft_only(view: View) -> View:
    """Only as long as the draft may be read. After that, say so, with the way to one's own words."""

    def inner(request: HttpRequest, access: Access) -> HttpResponse:
        return view(request, access) if access.can_read_draft else no_draft(request, access)

    return inner


def no_draft(request: HttpRequest, access: Access) -> HttpResponse:
    if not access.round.was_opened:
        return see("start", access)
    title = "You cannot read this draft any more"
    return page(request, "no_draft", title, {"access": access}, status=410)


@with_access
@draft_only
def read(request: HttpRequest, access: Access) -> HttpResponse:
    counts = counts_by_part(access)
    whole = whole_page(access.round)
    context = {
        "access": access,
        "parts": [(part, counts.get(part.key, 0)) for part in parts_of(access.round)],
        "said": sum(counts.values()),
        "whole": whole,
    }
    return page(request, "read", "Read the draft", context)


@with_access
@draft_only
def whole(request: HttpRequest, access: Access) -> HttpResponse:
    """The page drawn by its own template, from what was frozen, with ways out above and below."""
    round = access.round
    if round.page is None or not round.content:
        return no_draft(request, access)
    draft = frozen_page(round.page, round.content)
    if not draft.preview_modes:
        return see("read", access)
    vars(request).update(is_preview=True, preview_mode=draft.default_preview_mode)
    response = draft.serve_preview(request, draft.default_preview_mode)
    return with_ways_out(response, access)


def with_ways_out(response: HttpResponse, access: Access) -> HttpResponse:
    """A drawn page that says what it is. Its breadcrumbs lead back, and nowhere else."""
    if isinstance(response, TemplateResponse):
        url = reverse("draftcomments:read", args=[access.round.public_id])
        response.context_data = {
            **(response.context_data or {}),
            "access": access,
            "band": "draftcomments/parts/band.html",
            "crumbs": [{"label": "Comments on this draft", "url": url}],
            "round": access.round,
        }
    return response


urlpatterns = [
    path("<uuid:public_id>/read/", require_safe(read), name="read"),
    path("<uuid:public_id>/as-it-will-look/", require_safe(whole), name="whole"),
]
