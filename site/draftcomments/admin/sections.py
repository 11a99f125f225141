"""Where a part of a draft is now, and notes in the page editor that point to comments."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages

from draftcomments.actions.moves import (
    NotThereError,
    Whereabouts,
    confirm_move,
    leave_pointer,
    take_back_move,
    whereabouts,
)
from draftcomments.admin.pages import StaffRequest, crumbs_of, read_or_write, staff_page, with_round
from draftcomments.drafts.differences import difference
from draftcomments.models import Item, Round
from draftcomments.permissions import can_answer, can_edit_page

NO_PLACE = "That part is not in the draft any more, so there is no place for a note."


@read_or_write
@with_round(can_answer)
def moved(request: StaffRequest, round: Round, key: str) -> HttpResponse:
    """Asks whether a part that is gone from its place stands somewhere else now."""
    try:
        found = whereabouts(round, key)
    except NotThereError:
        raise Http404 from None
    if request.method == "POST":
        return decided(request, round, found)
    context = {"round": round, "edit_url": edit_address(round), **as_asked(found)}
    return staff_page(request, "moved", "Where is this part now?", context, crumbs=crumbs_of(round))


def as_asked(found: Whereabouts) -> dict[str, Any]:
    """A part before and now, and where it may be: what a person said, or what is most alike."""
    placement = found.placement
    there = placement.now if placement.confirmed else placement.perhaps
    return {
        "frozen": found.frozen,
        "is_in_place": placement.now is not None and not placement.confirmed,
        "confirmed": placement.confirmed,
        "there": there,
        "pieces": difference(found.frozen.text, there.text) if there else [],
        "choices": list(found.now.values()),
    }


def decided(request: StaffRequest, round: Round, found: Whereabouts) -> HttpResponse:
    key, label = found.frozen.key, found.frozen.label
    now_at = request.POST.get("now_at", "")
    try:
        if "take_back" in request.POST:
            take_back_move(round=round, section_key=key, user=request.user)
            messages.success(request, f"“{label}” counts as taken out again.")
            return redirect(edit_address(round))
        confirm_move(round=round, section_key=key, now_at=now_at, user=request.user)
    except NotThereError:
        messages.error(request, "Choose where it is now. The draft may have changed meanwhile.")
        return redirect(request.path)
    messages.success(request, f"Thank you. Comments on “{label}” stand there now.")
    return redirect(edit_address(round, now_at))


@read_or_write
def point(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks whether to leave a note in the page editor that points to a comment."""
    item = item_to_point_at(request, pk)
    if request.method != "POST":
        context = {"item": item, "edit_url": edit_address(item.round)}
        title = "Leave a note in the editor"
        return staff_page(request, "point", title, context, crumbs=crumbs_of(item.round))
    try:
        pointer = leave_pointer(item=item, user=request.user)
    except NotThereError:
        messages.error(request, NO_PLACE)
        return redirect(edit_address(item.round))
    messages.success(request, f"The note “{pointer.text}” is in the editor now.")
    return redirect(edit_address(item.round, pointer.contentpath))


def item_to_point_at(request: StaffRequest, pk: int) -> Item:
    shared = Item.objects.shared().select_related("round__page").defer("words", "round__content")
    item: Item = get_object_or_404(shared, pk=pk)
    if not can_answer(request.user, item.round):
        raise Http404
    if not can_edit_page(request.user, item.round.page):
        raise PermissionDenied
    return item


def edit_address(round: Round, content_path: str = "") -> str:
    """The form in which the page is edited, and a block in it."""
    address = reverse("wagtailadmin_pages:edit", args=[round.page_id])
    return f"{address}#:w:contentpath={content_path}" if content_path else address


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/parts/<str:key>/moved/", moved, name="moved"),
    path("notes/<int:pk>/", point, name="point"),
]
