"""The statement of a round: what we heard, what we did, and what we could not do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from draftcomments.actions.stating import hide_statement, save_statement
from draftcomments.admin.mistakes import say_what_is_wrong
from draftcomments.admin.overwriting import (
    beside,
    overwrites,
    refuse_to_overwrite,
    seen_from,
    status_of,
)
from draftcomments.admin.pages import (
    StaffRequest,
    crumbs_of,
    read_or_write,
    staff_page,
    with_round,
)
from draftcomments.forms.answering import StatementForm
from draftcomments.models import Round
from draftcomments.permissions import can_answer
from draftcomments.reading.statements import public_statement
from draftcomments.seen_values import OverwritesError, Values, statement_values


@read_or_write
@with_round(can_answer)
def statement(request: StaffRequest, round: Round) -> HttpResponse:
    """Write the statement; show it."""
    shown = statement_values(round)
    form = StatementForm(request.POST or None, instance=round)
    if form.is_valid() and stored(request, round, form):
        return redirect("draftcomments_admin:statement", round.pk)
    if overwrites(form):
        round = as_stored(round)
        shown = statement_values(round)
    return statement_page(request, round, form, shown)


def statement_page(
    request: StaffRequest, round: Round, form: StatementForm, shown: Values
) -> HttpResponse:
    public = public_statement(round)
    say_what_is_wrong(request, form, "Nothing is saved yet." if public else "Nothing is shown yet.")
    context = {
        "round": round,
        "form": form,
        "unanswered": round.items.known_to_wait().count(),
        "public": public,
        **beside(request, form, shown, lambda: StatementForm(instance=round)),
    }
    crumbs, title = [*crumbs_of(round), crumb_of_answers(round)], "Statement of the round"
    return staff_page(request, "statement", title, context, crumbs=crumbs, status=status_of(form))


def as_stored(round: Round) -> Round:
    found: Round = Round.objects.light().select_related("page").get(pk=round.pk)
    return found


@require_POST
@with_round(can_answer)
def hide(request: StaffRequest, round: Round) -> HttpResponse:
    hide_statement(round=round, user=request.user)
    messages.success(request, "Nobody outside can read the statement any more.")
    return redirect("draftcomments_admin:statement", round.pk)


def stored(request: StaffRequest, round: Round, form: StatementForm) -> bool:
    """Store the statement; where it may not be, tell the form why."""
    before = as_stored(round)
    sent: dict[str, Any] = {"show": "show" in request.POST, "seen": seen_from(request)}
    try:
        save_statement(round=before, user=request.user, **sent, **form.cleaned_data)
    except OverwritesError:
        refuse_to_overwrite(form)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    shown = before.statement_shown_at is not None
    told = "People who commented can read it now." if shown else "Nobody outside has read it."
    messages.success(request, f"The statement is saved. {told}")
    return True


def crumb_of_answers(round: Round) -> dict[str, str]:
    address = reverse("draftcomments_admin:answers", args=[round.pk])
    return {"url": address, "label": "Answers"}


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/statement/", statement, name="statement"),
    path("rounds/<int:pk>/statement/hide/", hide, name="hide_statement"),
]
