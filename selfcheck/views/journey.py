"""Answering: the list of phases, the questions of each on two routes, and what was said so far."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from framework.outline import PhaseOutline, framework_outline
from selfcheck import tasks
from selfcheck.access import Access
from selfcheck.actions.answers import Saved, save_answers
from selfcheck.actions.checks import describe_self_check, description_of
from selfcheck.enums import Route
from selfcheck.forms import (
    AboutForm,
    QuestionsForm,
    ReadingsForm,
    StatementsForm,
    statements_in,
)
from selfcheck.questions import phase_after, scope_in_words
from selfcheck.sheets import PhaseSheet, read_blank_phase, read_phase, read_sheet
from selfcheck.views.pages import (
    SeeOther,
    not_found,
    page,
    read_or_write,
    see,
    sent_in,
    with_self_check,
)
from selfcheck.views.remembering import remember

AnyForm = type[QuestionsForm] | type[StatementsForm] | type[ReadingsForm]
TITLES = {
    "phase": "{name}",
    "statements": "{name}, statement by statement",
    "reading": "{name}: what your answers read as",
}


@with_self_check
@require_safe
def task_list(request: HttpRequest, access: Access) -> HttpResponse:
    """The phases in any order, and the link to keep."""
    sheets = read_sheet(access.self_check, framework_outline())
    route = access.self_check.route
    context = {
        "access": access,
        "link": request.build_absolute_uri(access.url("tasks")),
        "tasks": tasks.task_rows(access.token, route, sheets),
        "others": tasks.other_links(access.token, route, sheets),
        "detailed": route == Route.DETAILED,
    }
    title = "Your self-check: new round" if access.self_check.before else "Your self-check"
    return page(request, "task_list", title, context)


@with_self_check
@read_or_write
def phase(request: HttpRequest, access: Access, identifier: str) -> HttpResponse:
    """The quick route: the questions of one phase. Both buttons save."""
    return answering(request, access, identifier, "phase", QuestionsForm)


@with_self_check
@read_or_write
def statements(request: HttpRequest, access: Access, identifier: str) -> HttpResponse:
    """The detailed route: every statement of one phase."""
    return answering(request, access, identifier, "statements", StatementsForm)


@with_self_check
@read_or_write
def reading(request: HttpRequest, access: Access, identifier: str) -> HttpResponse:
    """What the statements of a phase read as, and room to say otherwise."""
    return answering(request, access, identifier, "reading", ReadingsForm)


def answering(
    request: HttpRequest, access: Access, identifier: str, name: str, form_class: AnyForm
) -> HttpResponse:
    """A page of questions: shown, or saved; asked again about what two windows answered."""
    here = framework_outline().phase(identifier)
    if here is None:
        return not_found(request, access.token)
    if request.method != "POST":
        return asking(request, access, name, here, form_class)
    saved = save(request, access, here, form_class)
    if saved is None or saved.conflicts:
        return asking(request, access, name, here, form_class, saved)
    response = next_page(request.POST.get("then"), access, name, here, back_to(request))
    remember(request, response, access.token)
    return response


def save(
    request: HttpRequest, access: Access, here: PhaseOutline, form_class: AnyForm
) -> Saved | None:
    """Save what was sent; None where it has errors. What is stored need not be read for it."""
    # Of any kind of work, and retired or not: that may have changed while the page stood open.
    blank = read_blank_phase("", framework_outline(), here, statements_in(request.POST))
    form = form_class(blank, request.POST)
    if not form.is_valid():
        return None
    return save_answers(
        self_check=access.self_check,
        said=form.said(),
        statements=form.said_of_statements(),
        seen=form.was_seen,
    )


def ask_again(
    request: HttpRequest, access: Access, here: PhaseOutline, saved: Saved
) -> HttpResponse:
    """The questions of a phase, after an answer from elsewhere met another one there."""
    return asking(request, access, "phase", here, QuestionsForm, saved)


def asking(
    request: HttpRequest,
    access: Access,
    name: str,
    here: PhaseOutline,
    form_class: AnyForm,
    saved: Saved | None = None,
) -> HttpResponse:
    """A page of questions, with what was sent and is wrong; 409 where two windows differ."""
    also = statements_in(request.POST)
    sheet = read_phase(access.self_check, framework_outline(), here, also)
    form = form_class(sheet, None if saved else sent_in(request), saved)
    title = TITLES[name].format(name=here.name)
    status = 409 if saved else 200
    context = {"form": form, **around(access, name, sheet, back_to(request))}
    return page(request, name, title, context, status)


def back_to(request: HttpRequest) -> str:
    """The query of an address that somebody came to from "Change"; empty for all others."""
    return tasks.BACK_TO_ANSWERS if request.GET.get("from") == "answers" else ""


def around(access: Access, name: str, sheet: PhaseSheet, back: str) -> dict[str, Any]:
    """What a page of questions shows beside its form, and where it leads."""
    phase = sheet.phase
    other = "statements" if name == "phase" else "phase"
    asked = sheet.asked(Route.DETAILED if name == "phase" else Route.QUICK)
    return {
        "access": access,
        "phase": phase,
        "outline": framework_outline(),
        "scope": scope_in_words(access.self_check),
        "action": access.url(name, phase.identifier) + back,
        "other_url": access.url(other, phase.identifier) if asked else "",
        "statements_url": access.url("statements", phase.identifier),
    }


def next_page(
    then: str | None, access: Access, name: str, here: PhaseOutline, back: str
) -> HttpResponse:
    """Where saving leads: as the button said, back to where "Change" was, or on along the route."""
    if then == "later":
        return see("tasks", access.token)
    if then in {f"part-{part.identifier}" for part in here.sub_phases}:
        return SeeOther(f"{access.url(name, here.identifier)}{back}#{then}")
    if name == "statements":
        return SeeOther(access.url("reading", here.identifier) + back)
    if back:
        return see("answers", access.token)
    route = access.self_check.route
    following = phase_after(here, framework_outline(), route)
    if following:
        return SeeOther(tasks.phase_url(access.token, route, following))
    return see("answers", access.token)


@with_self_check
@read_or_write
def about(request: HttpRequest, access: Access) -> HttpResponse:
    """What the answers are about, and how closely to look."""
    check = access.self_check
    form, status = AboutForm(description_of(check), sent_in(request)), 200
    if form.is_valid():
        saved = describe_self_check(
            self_check=check, described=form.described(), seen=form.was_seen
        )
        if not saved.conflicts:
            return see("tasks", access.token)
        check.refresh_from_db()
        form, status = AboutForm(description_of(check), saved=saved), 409
    context = {"form": form, "access": access}
    return page(request, "about", "What you are answering about", context, status)


@with_self_check
@require_safe
def check_answers(request: HttpRequest, access: Access) -> HttpResponse:
    """What has been said so far, each with a link to change it."""
    sheets = read_sheet(access.self_check, framework_outline())
    groups = tasks.answer_groups(access.token, access.self_check.route, sheets)
    context = {"access": access, "groups": groups}
    return page(request, "check_answers", "Check your answers", context)
