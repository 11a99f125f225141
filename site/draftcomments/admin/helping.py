"""Where a helper types in what somebody said. It needs no session of the person's own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from content.keys import key_from
from draftcomments.access import NoAccessError
from draftcomments.actions.helping import Entered, enter_comments
from draftcomments.actions.items import NotOpenError
from draftcomments.admin.pages import (
    StaffRequest,
    crumbs_of,
    refuse,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.forms.helping import HeardRows, HelperForm, subjects_of, typed_so_far
from draftcomments.models import Round
from draftcomments.permissions import can_help

ROWS = "heard"
NOT_STORED = "Nothing was stored: the round takes no comments, or this person took everything back."
SENT_BEFORE = (
    "This form was sent before. What it stored then stays as it was, and was not changed by this."
)


@never_cache
@with_round(can_help)
def type_in(request: StaffRequest, round: Round) -> HttpResponse:
    if not round.is_running:
        return refuse(request, round)
    sent = request.POST.dict() if request.method == "POST" else None
    if sent and "more" in sent:
        return helper_page(request, round, *unsent(round, sent))
    form, rows = forms_of(round, sent)
    # Both are asked, so that everything that is wrong is said at once.
    if all([form.is_valid(), rows.is_valid()]):
        return stored(request, round, form, rows)
    if sent:
        messages.error(request, "Nothing is stored yet. Something has to be put right first.")
    return helper_page(request, round, form, rows)


def forms_of(round: Round, sent: Mapping[str, str] | None) -> tuple[HelperForm, Any]:
    return HelperForm(sent, round=round), rows_of(round, sent)


def unsent(round: Round, sent: Mapping[str, str]) -> tuple[HelperForm, Any]:
    """What was typed so far, with more rows below it. Nothing is checked yet."""
    form = HelperForm(round=round, initial=dict(sent))
    return form, rows_of(round, initial=typed_so_far(sent, ROWS))


def rows_of(round: Round, sent: Mapping[str, str] | None = None, **values: Any) -> Any:
    subjects = {"subjects": subjects_of(round)}
    return HeardRows(sent, prefix=ROWS, form_kwargs=subjects, **values)


def stored(request: StaffRequest, round: Round, form: HelperForm, rows: Any) -> HttpResponse:
    try:
        entered = enter_comments(
            round=round,
            contributor=form.cleaned_data["person"],
            asked=form.asked,
            heard=list(rows.heard()),
            source=form.cleaned_data["source"],
            key=key_from(request.POST.get("key")),
            user=request.user,
        )
    except (NotOpenError, NoAccessError):
        messages.error(request, NOT_STORED)
        return helper_page(request, round, form, rows)
    say_what_came_of_it(request, entered)
    return to_round(round)


def say_what_came_of_it(request: StaffRequest, entered: Entered) -> None:
    if entered.differs or entered.contributor is None:
        messages.warning(request, SENT_BEFORE)
        return
    number = len(entered.sent)
    what = "1 comment" if number == 1 else f"{number} comments"
    messages.success(
        request, f"Stored: {what} of {entered.contributor}. A moderator checks them next."
    )


def helper_page(request: StaffRequest, round: Round, form: HelperForm, rows: Any) -> HttpResponse:
    context = {"round": round, "form": form, "rows": rows, "key": key_from(request.POST.get("key"))}
    return staff_page(request, "helper_form", "Type in comments", context, crumbs=crumbs_of(round))


urlpatterns: list[URLPattern] = [path("rounds/<int:pk>/help/", type_in, name="help")]
