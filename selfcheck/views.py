"""The pages of a self-check. The secret address is the key: there is no log-in and no cookie.

Views that take a POST are exempt from the CSRF check on purpose. That check stops another site's
page from riding on something that the browser sends by itself, such as a session cookie. Nothing is
sent by itself here: whoever can write the address already holds the key. A CSRF cookie would only
add what these pages promise not to set.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from framework.outline import PhaseOutline, framework_outline
from selfcheck import results as show
from selfcheck.actions import (
    delete_self_check,
    describe_self_check,
    save_answers,
    start_self_check,
)
from selfcheck.forms import AboutForm, QuestionsForm, StartForm
from selfcheck.models import SelfCheck
from selfcheck.questions import phase_after, phase_of, questions_of

START_PAGE = "/self-check/"
View = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


def see(name: str, *args: str) -> SeeOther:
    return SeeOther(reverse(f"selfcheck:{name}", args=args))


def page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the self-check; 422 when its form has errors.

    Its address is told to no other page, not even of this site: logs keep where people came from.
    """
    form = context.get("form")
    whole = {
        "page_title": title,
        "section_title": "Self-check",
        "robots": "noindex, nofollow",
        "start_url": START_PAGE,
        **context,
    }
    status = 422 if form is not None and form.errors else status
    response = render(request, f"selfcheck/{template}.html", whole, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def not_found(request: HttpRequest, token: str = "") -> HttpResponse:
    """No check behind the address; or, with a token, no such page of a check that is there."""
    title = "We cannot find that page" if token else "We cannot find these answers"
    return page(request, "not_found", title, {"token": token}, status=404)


def sent_in(request: HttpRequest) -> QueryDict | None:
    """What a form has sent; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def with_self_check(view: View) -> View:
    """Open the check behind the address, or say kindly that there is none."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            self_check = SelfCheck.objects.behind(token).get()
            return view(request, self_check, token, **kwargs)
        except SelfCheck.DoesNotExist:
            return not_found(request)

    return inner


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
def task_list(request: HttpRequest, self_check: SelfCheck, token: str) -> HttpResponse:
    """The phases in any order, and the link to keep."""
    outline = framework_outline()
    profile = show.profile_of(show.read_answers(self_check), outline)
    context = {
        "self_check": self_check,
        "token": token,
        "link": request.build_absolute_uri(reverse("selfcheck:tasks", args=[token])),
        "tasks": show.task_rows(token, profile, outline),
    }
    return page(request, "task_list", "Your self-check", context)


@with_self_check
@read_or_write
def phase(request: HttpRequest, self_check: SelfCheck, token: str, identifier: str) -> HttpResponse:
    """The questions of one phase. Both buttons save."""
    outline = framework_outline()
    here = outline.phase(identifier)
    if here is None:
        return not_found(request, token)
    answers = show.read_answers(self_check)
    form = QuestionsForm(questions_of(here, outline), outline, answers, sent_in(request))
    if form.is_valid():
        save_answers(self_check=self_check, said=form.said())
        return after_saving(request.POST.get("then"), token, phase_after(here, outline))
    context = {"form": form, "phase": here, "outline": outline, "token": token}
    return page(request, "phase", here.name, context)


def after_saving(then: str | None, token: str, following: PhaseOutline | None) -> HttpResponse:
    if then == "later":
        return see("tasks", token)
    return see("phase", token, following.identifier) if following else see("answers", token)


@with_self_check
@read_or_write
def about(request: HttpRequest, self_check: SelfCheck, token: str) -> HttpResponse:
    """The kind of work that the answers are about."""
    form = AboutForm(sent_in(request), initial={"lens": self_check.lens, "reach": self_check.reach})
    if form.is_valid():
        describe_self_check(self_check=self_check, **form.cleaned_data)
        return see("tasks", token)
    context = {"form": form, "token": token}
    return page(request, "about", "What you are answering about", context)


@with_self_check
@require_safe
def check_answers(request: HttpRequest, self_check: SelfCheck, token: str) -> HttpResponse:
    """What has been said so far, each with a link to change it."""
    groups = show.answer_groups(token, show.read_answers(self_check), framework_outline())
    context = {"self_check": self_check, "token": token, "groups": groups}
    return page(request, "check_answers", "Check your answers", context)


@with_self_check
@require_safe
def results(request: HttpRequest, self_check: SelfCheck, token: str) -> HttpResponse:
    """The profile: a sentence, tables with bars, and next steps. Never a total."""
    outline = framework_outline()
    context = {
        "self_check": self_check,
        "token": token,
        "outline": outline,
        **show.result_of(show.read_answers(self_check), outline),
    }
    return page(request, "results", "Your profile", context)


@csrf_exempt
@read_or_write
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete. Asking twice to delete is no error."""
    if request.method == "POST":
        delete_self_check(token=token)
        return see("deleted")
    if not SelfCheck.objects.behind(token).exists():
        return not_found(request)
    return page(request, "delete", "Delete your answers", {"token": token})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """What is left after deleting: nothing."""
    return page(request, "deleted", "Your answers are deleted", {})
