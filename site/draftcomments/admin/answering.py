"""Answers: for one comment or for many, and where a section stands now."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from draftcomments.actions.answering import (
    NotToAnswerError,
    answer_items,
    change_outcome,
    discard_draft,
)
from draftcomments.admin import stating
from draftcomments.admin.mistakes import say_what_is_wrong
from draftcomments.admin.overwriting import beside, refuse_to_overwrite, seen_from, status_of
from draftcomments.admin.pages import (
    CONFLICT,
    StaffRequest,
    crumbs_of,
    read_or_write,
    staff_page,
    with_round,
)
from draftcomments.drafts.changes import parts_now, standing_of
from draftcomments.forms.answering import CHANGED_MEANWHILE, READ_AGAIN, AnswerForm
from draftcomments.forms.checking import is_number
from draftcomments.models import Item, Outcome, Round
from draftcomments.permissions import can_answer, can_moderate
from draftcomments.reading.answer_lists import (
    Group,
    grouped,
    items_to_answer,
    outcomes_of,
    with_consent,
)
from draftcomments.seen_values import OverwritesError, answer_values

NOT_SHOWN, NOT_SAVED = "Nothing is shown yet.", "Nothing is saved yet."
NOBODY_YET = "Choose at least one comment to answer."


@require_safe
@with_round(can_answer)
def answers(request: StaffRequest, round: Round) -> HttpResponse:
    """What is to answer, by part, and the answers that there are."""
    outcomes = list(outcomes_of(round))
    waiting = items_to_answer(round)
    context = {
        "round": round,
        "groups": grouped(round, waiting, standing_of(round)),
        "drafts": [outcome for outcome in outcomes if outcome.shown_at is None],
        "shown": [outcome for outcome in outcomes if outcome.shown_at],
        "with_moderators": round.items.waiting().count(),
        "on_hold": round.items.on_hold().count() if can_moderate(request.user) else 0,
    }
    return staff_page(request, "answers", "Answers", context, crumbs=crumbs_of(round))


@read_or_write
@with_round(can_answer)
def answer(request: StaffRequest, round: Round) -> HttpResponse:
    """Answer the comments that were ticked (`item`, once for each)."""
    asked = asked_for(request)
    items = list(items_to_answer(round).filter(pk__in=asked))
    if not asked or (not items and request.method != "POST"):
        messages.warning(request, READ_AGAIN if asked else NOBODY_YET)
        return redirect("draftcomments_admin:answers", round.pk)
    return answering(request, round, items)


@read_or_write
def outcome(request: StaffRequest, pk: int) -> HttpResponse:
    """Change an answer: a draft, or one that people have read."""
    found = get_object_or_404(Outcome, pk=pk)
    return outcome_in_round(request, pk=found.round_id, outcome=found)


@with_round(can_answer)
def outcome_in_round(request: StaffRequest, round: Round, outcome: Outcome) -> HttpResponse:
    outcome.round = round
    return answering(request, round, items_of(outcome), outcome)


@require_POST
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = get_object_or_404(Outcome, pk=pk, shown_at__isnull=True)
    return discard_in_round(request, pk=found.round_id, outcome=found)


@with_round(can_answer)
def discard_in_round(request: StaffRequest, round: Round, outcome: Outcome) -> HttpResponse:
    outcome.round = round
    discard_draft(outcome=outcome, user=request.user)
    messages.success(request, "The draft answer is gone. Its comments wait for another.")
    return redirect("draftcomments_admin:answers", round.pk)


def asked_for(request: StaffRequest) -> list[int]:
    """The numbers of the comments in an address, or in the form that was sent."""
    values = request.GET.getlist("item") + request.POST.getlist("items")
    numbers = {value.partition(".")[0] for value in values}
    if not all(is_number(number, digits=18) for number in numbers):
        raise Http404
    return [int(number) for number in numbers]


def items_of(outcome: Outcome) -> list[Item]:
    """What an answer answers, as far as editors may read it; of a draft, what still waits for it."""
    is_draft = outcome.shown_at is None
    items: QuerySet[Item] = outcome.items.to_answer() if is_draft else outcome.items.shared()
    return list(with_consent(items))


def answering(
    request: StaffRequest, round: Round, items: list[Item], outcome: Outcome | None = None
) -> HttpResponse:
    """Show the form of an answer, or take it."""
    standing = standing_of(round)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, items=items, parts=parts_now(standing), outcome=outcome)
    if form.is_valid() and stored(request, round, form, outcome):
        return redirect("draftcomments_admin:answers", round.pk)
    say_what_is_wrong(request, form, NOT_SAVED if form.is_of_a_shown_answer else NOT_SHOWN)
    return answer_page(request, round, form, grouped(round, items, standing))


def answer_page(
    request: StaffRequest, round: Round, form: AnswerForm, groups: list[Group]
) -> HttpResponse:
    outcome = form.outcome
    context = {
        "round": round,
        "form": form,
        "outcome": outcome,
        "groups": groups,
        "ticked": form.chosen(),
    }
    if outcome is not None:
        context |= beside(request, form, answer_values(outcome), form.as_stored)
    crumbs = [*crumbs_of(round), stating.crumb_of_answers(round)]
    title = "Change an answer" if outcome else "Answer comments"
    status = CONFLICT if form.has_error("items", CHANGED_MEANWHILE) else status_of(form)
    return staff_page(request, "answer", title, context, crumbs=crumbs, status=status)


def stored(request: StaffRequest, round: Round, form: AnswerForm, outcome: Outcome | None) -> bool:
    """Store an answer; where it may not be, tell the form why."""
    values: dict[str, Any] = {
        "user": request.user,
        "items": form.items_answered(),
        "answer": form.answer(),
        "show": "show" in request.POST,
    }
    try:
        if outcome is None:
            saved = answer_items(round=round, **values)
        else:
            saved = change_outcome(outcome=outcome, seen=seen_from(request), **values)
    except OverwritesError:
        refuse_to_overwrite(form)
        return False
    except ValidationError as error:
        form.take(error)
        return False
    except NotToAnswerError:
        form.add_error("items", ValidationError(READ_AGAIN, code=CHANGED_MEANWHILE))
        return False
    messages.success(request, said_of(saved))
    return True


def said_of(outcome: Outcome) -> str:
    if outcome.shown_at is None:
        return "The answer is saved as a draft. Nobody outside has read it."
    return "The answer is saved. People who wrote these comments can read it now."


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/answers/", answers, name="answers"),
    path("rounds/<int:pk>/answer/", answer, name="answer"),
    path("answers/<int:pk>/", outcome, name="outcome"),
    path("answers/<int:pk>/discard/", discard, name="discard_answer"),
    *stating.urlpatterns,
]
