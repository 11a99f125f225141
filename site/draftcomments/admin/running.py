"""A round that was opened: what people read of it, and how it ends. And one that never was."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail.admin import messages

from draftcomments.actions.rounds import (
    PeopleAskedError,
    UnansweredError,
    WrongStatusError,
    archive_round,
    close_round,
    delete_round,
)
from draftcomments.admin.pages import (
    NOT_NOW,
    StaffRequest,
    confirm,
    crumbs_of,
    for_the_admin,
    refuse,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.drafts.changes import frozen_sections
from draftcomments.models import Item, Round
from draftcomments.permissions import can_moderate, can_run_round, can_see_round

CLOSING = (
    "Nobody can send or change a comment any more. Helpers can still type in what is on paper.",
    "People can still read the draft and what they said, and delete it.",
    "You cannot open the round again. For more comments, ask in a new round.",
)
ARCHIVING = (
    "It takes no more work. It stays in the list, with its answers.",
    "People can no longer read the draft. They can still read the replies with their link.",
)
DELETING = ("What you wrote for it is gone for good.", "The page and its draft stay as they are.")


@with_round(can_see_round)
def frozen(request: StaffRequest, round: Round) -> HttpResponse:
    if not round.was_opened:
        return refuse(request, round)
    sections = for_the_admin(frozen_sections(round).values())
    context = {"round": round, "sections": sections}
    return staff_page(request, "round_read", "What people read", context, crumbs=crumbs_of(round))


@with_round(can_run_round)
def close(request: StaffRequest, round: Round) -> HttpResponse:
    if request.method == "POST":
        try:
            close_round(round=round, user=request.user)
            messages.success(request, "The round is closed.")
        except WrongStatusError:
            messages.error(request, NOT_NOW)
        return to_round(round)
    return confirm(request, round, "Close this round", CLOSING, "Yes, close it")


@with_round(can_run_round)
def archive(request: StaffRequest, round: Round) -> HttpResponse:
    if request.method == "POST":
        try:
            archive_round(round=round, user=request.user)
            messages.success(request, "The round is archived.")
        except UnansweredError:
            messages.error(request, still_waiting(request, round))
        except WrongStatusError:
            messages.error(request, NOT_NOW)
        return to_round(round)
    return confirm(request, round, "Archive this round", ARCHIVING, "Yes, archive it")


def still_waiting(request: StaffRequest, round: Round) -> str:
    """Only moderators are told how many are on hold, or that any are."""
    items = Item.objects.in_rounds([round.pk])
    waits = items.unanswered() if can_moderate(request.user) else items.known_to_wait()
    count = waits.count()
    if not count:
        return "Not archived: the moderators are not done with this round. Ask them."
    waiting = "1 comment still waits" if count == 1 else f"{count} comments still wait"
    return f"Not archived: {waiting} for an answer."


@with_round(can_run_round)
def delete(request: StaffRequest, round: Round) -> HttpResponse:
    if request.method == "POST":
        try:
            delete_round(round=round)
        except PeopleAskedError:
            messages.error(request, "A round that people were asked in is never deleted.")
            return to_round(round)
        messages.success(request, "The round is deleted.")
        return redirect("draftcomments_admin:rounds")
    return confirm(request, round, "Delete this round", DELETING, "Yes, delete it")


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/draft/", frozen, name="frozen"),
    path("rounds/<int:pk>/close/", close, name="close_round"),
    path("rounds/<int:pk>/archive/", archive, name="archive_round"),
    path("rounds/<int:pk>/delete/", delete, name="delete_round"),
]
