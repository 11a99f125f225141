"""Asking for feedback: a round is written, looked at as people will read it, and opened."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from wagtail.admin import messages
from wagtail.models import Page

from accounts.models import User
from draftcomments.actions.rounds import (
    NotConfirmedError,
    NothingToReadError,
    WrongStatusError,
    change_round,
    open_round,
    prepare_round,
)
from draftcomments.admin.drawing import (
    NOT_NOW,
    StaffRequest,
    crumbs_of,
    refuse,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.enums import RoundStatus
from draftcomments.freezing import warnings_about
from draftcomments.models import Round
from draftcomments.permissions import can_edit_page, can_open_round, can_run_round
from draftcomments.round_forms import OpeningForm, edit_handler
from draftcomments.sections import sections_of

NOTHING_TO_READ = "The draft has no words in it yet. Write some, then open the round."


def page_to_ask_about(request: StaffRequest, page_id: int) -> Page:
    """A page that the user may open a round on."""
    page = get_object_or_404(Page, pk=page_id)
    if page.is_root() or page.alias_of_id:
        raise Http404
    if not can_open_round(request.user, page):
        if can_edit_page(request.user, page):
            raise PermissionDenied
        raise Http404
    return page


def new_round(page: Page, user: User) -> Round:
    """An empty round, with what the same person wrote last about whom to turn to."""
    last = Round.objects.light().filter(owner=user).order_by("-pk").first()
    known = {"contact_line": last.contact_line, "support": last.support} if last else {}
    return Round(page=page, page_title=page.get_admin_display_title(), owner=user, **known)


def ask(request: StaffRequest, page_id: int) -> HttpResponse:
    page = page_to_ask_about(request, page_id)
    round = new_round(page, request.user)
    form = form_of(request, round)
    if request.method == "POST" and form.is_valid():
        prepare_round(round=form.save(commit=False), page=page)
        messages.success(request, "Kept. Nobody is asked yet: look at it, then open it.")
        return redirect("draftcomments_admin:open_round", round.pk)
    title = f"Ask for feedback on {page.get_admin_display_title()}"
    return form_page(request, round, form, title, "Go on", "ask")


@with_round(can_run_round)
def change(request: StaffRequest, round: Round) -> HttpResponse:
    if round.status == RoundStatus.ARCHIVED:
        return refuse(request, round)
    form = form_of(request, round)
    if request.method == "POST" and form.is_valid():
        change_round(round=form.save(commit=False))
        messages.success(request, "Changes kept.")
        return to_round(round)
    return form_page(request, round, form, "Change", "Save", "change")


def form_of(request: StaffRequest, round: Round) -> Any:
    """The form of what may be written about a round now."""
    handler = edit_handler(round)
    sent = request.POST if request.method == "POST" else None
    return handler.get_form_class()(sent, instance=round, for_user=request.user)


def form_page(
    request: StaffRequest, round: Round, form: Any, title: str, button: str, name: str
) -> HttpResponse:
    if form.errors:
        messages.validation_error(request, "Something has to be put right first.", form)
    panel = edit_handler(round).get_bound_panel(instance=round, request=request, form=form)
    context = {
        "panel": panel,
        "form": form,
        "media": panel.media + form.media,
        "action_url": request.path,
        "submit_button_label": button,
        "submit_button_active_label": "Saving…",
        "edit_handler_data": None,
    }
    crumbs = crumbs_of(round if round.pk else None)
    return staff_page(request, "round_form", title, context, crumbs=crumbs)


@with_round(can_run_round)
def look_and_open(request: StaffRequest, round: Round) -> HttpResponse:
    if round.status != RoundStatus.DRAFT or round.page is None:
        return refuse(request, round)
    draft = round.page.get_latest_revision_as_object()
    sent = request.POST if request.method == "POST" else None
    form = OpeningForm(sent, warnings=warnings_about(draft))
    if form.is_valid() and opened(request, round, form):
        return to_round(round)
    context = {"round": round, "form": form, "sections": sections_of(draft, html=True)}
    return staff_page(request, "round_open", "Look and open", context, crumbs=crumbs_of(round))


def opened(request: StaffRequest, round: Round, form: OpeningForm) -> bool:
    """Open a round, or say why it is not open."""
    try:
        open_round(round=round, user=request.user, confirmed=form.confirmed)
    except NothingToReadError:
        messages.error(request, NOTHING_TO_READ)
    except NotConfirmedError:
        messages.error(request, "The page has changed meanwhile. Read what stands here now.")
    except WrongStatusError:
        messages.error(request, NOT_NOW)
    except ValidationError as error:
        messages.error(request, f"Change the days of the round first. {' '.join(error.messages)}")
    else:
        messages.success(request, "The round is open. Give out links, so that people can come in.")
        return True
    return False


urlpatterns: list[URLPattern] = [
    path("rounds/new/<int:page_id>/", ask, name="ask"),
    path("rounds/<int:pk>/change/", change, name="change_round"),
    path("rounds/<int:pk>/open/", look_and_open, name="open_round"),
]
