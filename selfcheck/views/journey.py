"""Answering: the list of phases, the questions of each on two routes, and what was said so far."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from framework.outline import PhaseOutline, framework_outline
from selfcheck import tasks
from selfcheck.actions.answers import Saved, save_answers
from selfcheck.actions.checks import describe_self_check
from selfcheck.enums import Route
from selfcheck.forms import AboutForm, AnswersForm, QuestionsForm, ReadingsForm, StatementsForm
from selfcheck.questions import phase_after, scope_in_words
from selfcheck.sheets import PhaseSheet, read_blank_phase, read_phase, read_sheet
from selfcheck.views.pages import (
    Access,
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
    return page(request, "task_list", "Your self-check", context)


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
    outline = framework_outline()
    here = outline.phase(identifier)
    if here is None:
        return not_found(request, access.token)
    saved = None
    if request.method == "POST":
        saved = save(request, access, here, form_class)
        if saved and not saved.conflicts:
            return after_saving(request.POST.get("then"), access, name, here)
    sheet = read_phase(access.self_check, outline, here)
    form = form_class(sheet, None if saved else sent_in(request), saved)
    return question_page(request, access, name, sheet, form)


def save(
    request: HttpRequest, access: Access, here: PhaseOutline, form_class: AnyForm
) -> Saved | None:
    """Save what was sent; None where it has errors. What is stored need not be read for it."""
    # Of any kind of work: that may have changed while the page stood open.
    blank = read_blank_phase("", framework_outline(), here)
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
    sheet = read_phase(access.self_check, framework_outline(), here)
    return question_page(request, access, "phase", sheet, QuestionsForm(sheet, saved=saved))


def question_page(
    request: HttpRequest, access: Access, name: str, sheet: PhaseSheet, form: AnswersForm
) -> HttpResponse:
    """A page of questions; 409 where two windows answered differently."""
    here, outline = sheet.phase, framework_outline()
    other = "statements" if name == "phase" else "phase"
    asked = sheet.asked(Route.DETAILED if name == "phase" else Route.QUICK)
    context = {
        "access": access,
        "form": form,
        "phase": here,
        "outline": outline,
        "scope": scope_in_words(access.self_check),
        "action": access.url(name, here.identifier),
        "other_url": access.url(other, here.identifier) if asked else "",
        "statements_url": access.url("statements", here.identifier),
    }
    title = TITLES[name].format(name=here.name)
    return page(request, name, title, context, status=409 if form.conflicts else 200)


def after_saving(then: str | None, access: Access, name: str, here: PhaseOutline) -> HttpResponse:
    """The next page, and a note on this device of which check it is answering."""
    following = phase_after(here, framework_outline(), access.self_check.route)
    if then == "later":
        response = see("tasks", access.token)
    elif then in {f"part-{part.identifier}" for part in here.sub_phases}:
        response = SeeOther(f"{access.url(name, here.identifier)}#{then}")
    elif name == "statements":
        response = see("reading", access.token, here.identifier)
    elif following:
        response = SeeOther(tasks.phase_url(access.token, access.self_check.route, following))
    else:
        response = see("answers", access.token)
    remember(response, access.token)
    return response


@with_self_check
@read_or_write
def about(request: HttpRequest, access: Access) -> HttpResponse:
    """What the answers are about, and how closely to look."""
    check = access.self_check
    now = {"lens": check.lens, "reach": check.reach, "route": check.route}
    form = AboutForm(sent_in(request), initial=now)
    if form.is_valid():
        said = {**form.cleaned_data, "route": form.cleaned_data["route"] or check.route}
        describe_self_check(self_check=check, **said)
        return see("tasks", access.token)
    context = {"form": form, "access": access}
    return page(request, "about", "What you are answering about", context)


@with_self_check
@require_safe
def check_answers(request: HttpRequest, access: Access) -> HttpResponse:
    """What has been said so far, each with a link to change it."""
    sheets = read_sheet(access.self_check, framework_outline())
    groups = tasks.answer_groups(access.token, access.self_check.route, sheets)
    context = {"access": access, "groups": groups}
    return page(request, "check_answers", "Check your answers", context)
