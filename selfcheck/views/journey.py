"""Answering: the list of phases, the questions of each, and what has been said so far."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from framework.outline import PhaseOutline, framework_outline
from selfcheck import results as show
from selfcheck.actions.answers import save_answers
from selfcheck.actions.checks import describe_self_check, start_self_check
from selfcheck.forms import AboutForm, QuestionsForm, StartForm
from selfcheck.questions import phase_after, phase_of, questions_of
from selfcheck.views.pages import (
    START_PAGE,
    Access,
    not_found,
    page,
    read_or_write,
    see,
    sent_in,
    with_self_check,
)


@csrf_exempt
@read_or_write
def start(request: HttpRequest) -> HttpResponse:
    """Start a check, with an answer where a page has asked a question."""
    if request.method != "POST":
        return HttpResponseRedirect(START_PAGE)
    outline = framework_outline()
    form = StartForm(outline, request.POST)
    if not form.is_valid():
        return page(request, "start", "Start a self-check", {"form": form})
    token = start_self_check(said=form.said())
    asked_in = phase_of(form.asked, outline)
    return see("phase", token, asked_in.identifier) if asked_in else see("tasks", token)


@with_self_check
@require_safe
def task_list(request: HttpRequest, access: Access) -> HttpResponse:
    """The phases in any order, and the link to keep."""
    outline = framework_outline()
    profile = show.profile_of(show.read_answers(access.self_check), outline)
    context = {
        "access": access,
        "link": request.build_absolute_uri(reverse("selfcheck:tasks", args=[access.token])),
        "tasks": show.task_rows(access.token, profile, outline),
    }
    return page(request, "task_list", "Your self-check", context)


@with_self_check
@read_or_write
def phase(request: HttpRequest, access: Access, identifier: str) -> HttpResponse:
    """The questions of one phase. Both buttons save."""
    outline = framework_outline()
    here = outline.phase(identifier)
    if here is None:
        return not_found(request, access.token)
    answers = show.read_answers(access.self_check)
    form = QuestionsForm(questions_of(here, outline), outline, answers, sent_in(request))
    if form.is_valid():
        save_answers(self_check=access.self_check, said=form.said())
        return after_saving(request.POST.get("then"), access.token, phase_after(here, outline))
    context = {"form": form, "phase": here, "outline": outline, "access": access}
    return page(request, "phase", here.name, context)


def after_saving(then: str | None, token: str, following: PhaseOutline | None) -> HttpResponse:
    if then == "later":
        return see("tasks", token)
    return see("phase", token, following.identifier) if following else see("answers", token)


@with_self_check
@read_or_write
def about(request: HttpRequest, access: Access) -> HttpResponse:
    """The kind of work that the answers are about."""
    form = AboutForm(
        sent_in(request), initial={"lens": access.self_check.lens, "reach": access.self_check.reach}
    )
    if form.is_valid():
        describe_self_check(self_check=access.self_check, **form.cleaned_data)
        return see("tasks", access.token)
    context = {"form": form, "access": access}
    return page(request, "about", "What you are answering about", context)


@with_self_check
@require_safe
def check_answers(request: HttpRequest, access: Access) -> HttpResponse:
    """What has been said so far, each with a link to change it."""
    groups = show.answer_groups(
        access.token, show.read_answers(access.self_check), framework_outline()
    )
    context = {"access": access, "groups": groups}
    return page(request, "check_answers", "Check your answers", context)
