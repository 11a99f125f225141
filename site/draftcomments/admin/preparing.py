"""Asking for feedback: a round is written, looked at as people will read it, and opened."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages
from wagtail.models import Page

from accounts.models import User
from content.keys import key_from, new_token
from draftcomments.actions.rounds import (
    NotConfirmedError,
    NothingToReadError,
    WrongStatusError,
    change_round,
    open_round,
    prepare_round,
)
from draftcomments.admin.overwriting import beside, overwrites, refuse_to_overwrite, seen_from
from draftcomments.admin.pages import (
    CONFLICT,
    NOT_NOW,
    StaffRequest,
    crumbs_of,
    for_the_admin,
    refuse,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.drafts.freezing import warnings_about
from draftcomments.drafts.sections import sections_of
from draftcomments.enums import RoundStatus
from draftcomments.forms.rounds import OpeningForm, edit_handler
from draftcomments.models import Round
from draftcomments.permissions import can_edit_page, can_open_round, can_run_round
from draftcomments.seen_values import (
    OverwritesError,
    Values,
    draft_values,
    fingerprint_of,
    round_values,
)

NOTHING_TO_READ = "The draft has no words in it yet. Write some, then open the round."
CHANGED_SINCE = "The draft has changed since you looked. Look again, then open."
MADE_BEFORE = (
    "You have made a round from this page before, with other words. To make one more, choose"
    " “Continue” again."
)


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
    key = key_from(request.POST.get("key"))
    made = None
    if request.method == "POST" and form.is_valid():
        made = prepare_round(round=form.save(commit=False), page=page, key=key)
        if round_values(made) == round_values(round):
            return to_look_and_open(request, made)
        say_made_before(request, made)
    context = {"key": new_token() if made else key}
    title = f"Ask for feedback on {page.get_admin_display_title()}"
    status = CONFLICT if made else 200
    return form_page(request, round, form, title, "Continue", context, status)


def to_look_and_open(request: StaffRequest, round: Round) -> HttpResponse:
    if round.status != RoundStatus.DRAFT:
        return to_round(round)
    messages.success(request, "Kept. Nobody is asked yet: look at it, then open it.")
    return redirect("draftcomments_admin:open_round", round.pk)


def say_made_before(request: StaffRequest, round: Round) -> None:
    """The same form was sent before, and something else in it. Nothing of that is thrown away."""
    address = reverse("draftcomments_admin:round", args=[round.pk])
    link = messages.button(address, f"Go to round {round.number}")
    messages.warning(request, MADE_BEFORE, buttons=[link])


@with_round(can_run_round)
def change(request: StaffRequest, round: Round) -> HttpResponse:
    if round.status == RoundStatus.ARCHIVED:
        return refuse(request, round)
    shown = round_values(round)
    form = form_of(request, round)
    if request.method == "POST" and form.is_valid() and changed(request, form):
        return to_round(round)
    return change_page(request, round, form, shown)


def changed(request: StaffRequest, form: Any) -> bool:
    """Store what was changed; where it may not be, tell the form why."""
    try:
        change_round(round=form.save(commit=False), seen=seen_from(request))
    except OverwritesError:
        refuse_to_overwrite(form)
    except WrongStatusError:
        form.add_error(None, NOT_NOW)
    else:
        messages.success(request, "Changes kept.")
        return True
    return False


def change_page(request: StaffRequest, round: Round, form: Any, shown: Values) -> HttpResponse:
    now = round
    if overwrites(form):
        now = Round.objects.light().select_related("page").get(pk=round.pk)
        shown = round_values(now)
    context = beside(request, form, shown, lambda: form_of(request, now, is_sent=False))
    status = CONFLICT if overwrites(form) else 200
    return form_page(request, round, form, "Change", "Save", context, status)


def form_of(request: StaffRequest, round: Round, *, is_sent: bool = True) -> Any:
    """The form of what may be written about a round now."""
    handler = edit_handler(round)
    sent = request.POST if is_sent and request.method == "POST" else None
    return handler.get_form_class()(sent, instance=round, for_user=request.user)


def form_page(
    request: StaffRequest,
    round: Round,
    form: Any,
    title: str,
    button: str,
    more: Mapping[str, Any],
    status: int,
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
        **more,
    }
    crumbs = crumbs_of(round if round.pk else None)
    return staff_page(request, "round_form", title, context, crumbs=crumbs, status=status)


@with_round(can_run_round)
def look_and_open(request: StaffRequest, round: Round) -> HttpResponse:
    if round.status != RoundStatus.DRAFT or round.page is None:
        return refuse(request, round)
    draft = round.page.get_latest_revision_as_object()
    sections = sections_of(draft, html=True)
    seen = fingerprint_of(draft_values(sections))
    has_changed = request.method == "POST" and seen_from(request) != seen
    sent = request.POST if request.method == "POST" and not has_changed else None
    form = OpeningForm(sent, warnings=warnings_about(draft))
    if form.is_valid() and opened(request, round, form):
        return to_round(round)
    context = {"round": round, "form": form, "sections": for_the_admin(sections), "seen": seen}
    return open_page(request, round, context, has_changed=has_changed)


def open_page(
    request: StaffRequest, round: Round, context: Mapping[str, Any], *, has_changed: bool
) -> HttpResponse:
    if has_changed:
        messages.warning(request, CHANGED_SINCE)
    crumbs, status = crumbs_of(round), CONFLICT if has_changed else 200
    title = "Look and open"
    return staff_page(request, "round_open", title, context, crumbs=crumbs, status=status)


def opened(request: StaffRequest, round: Round, form: OpeningForm) -> bool:
    """Open a round, or say why it is not open."""
    try:
        seen = seen_from(request)
        open_round(round=round, user=request.user, confirmed=form.confirmed, seen=seen)
    except OverwritesError:
        messages.warning(request, CHANGED_SINCE)
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
