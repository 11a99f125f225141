"""The statement of a round: what we heard, what we did, and what we could not do."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from draftcomments.actions.stating import hide_statement, save_statement
from draftcomments.admin.drawing import StaffRequest, crumbs_of, staff_page, with_round
from draftcomments.answer_forms import StatementForm
from draftcomments.models import Round
from draftcomments.permissions import can_answer
from draftcomments.statements import public_statement

HAS_ERRORS = 422


@require_http_methods(["GET", "HEAD", "POST"])
@with_round(can_answer)
def statement(request: StaffRequest, round: Round) -> HttpResponse:
    """Write the statement; show it."""
    form = StatementForm(request.POST or None, instance=round)
    if form.is_valid() and stored(request, round, form):
        return redirect("draftcomments_admin:statement", round.pk)
    context = {
        "round": round,
        "form": form,
        "unanswered": round.items.unanswered().count(),
        "public": public_statement(round),
    }
    crumbs = [*crumbs_of(round), crumb_of_answers(round)]
    response = staff_page(request, "statement", "Statement of the round", context, crumbs=crumbs)
    response.status_code = HAS_ERRORS if form.errors else response.status_code
    return response


@require_POST
@with_round(can_answer)
def hide(request: StaffRequest, round: Round) -> HttpResponse:
    hide_statement(round=round, user=request.user)
    messages.success(request, "Nobody outside can read the statement any more.")
    return redirect("draftcomments_admin:statement", round.pk)


def stored(request: StaffRequest, round: Round, form: StatementForm) -> bool:
    """Store the statement; where it may not be, tell the form why."""
    before = Round.objects.light().select_related("page").get(pk=round.pk)
    try:
        save_statement(
            round=before, user=request.user, show="show" in request.POST, **form.cleaned_data
        )
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
