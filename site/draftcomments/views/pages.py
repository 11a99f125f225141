"""What every page for contributors has in common: how it is opened, and how it answers.

A POST that comes without a session, after the last day, or without a good CSRF token saves nothing,
and gives the person's words back. So these views run the CSRF check themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from draftcomments.access import Access, NoAccessError, access_to

View = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])
# What a person may have typed, by the name of its field.
TYPED = ("words", "quote")


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


class CsrfCheck(CsrfViewMiddleware):
    """Django's own check, which tells instead of answering."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def sent_from_our_page(request: HttpRequest) -> bool:
    """Whether a POST carries a good CSRF token. What is not a POST always does."""
    check = CsrfCheck(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is None


def see(name: str, access: Access, *args: Any) -> SeeOther:
    return SeeOther(reverse(f"draftcomments:{name}", args=[access.round.public_id, *args]))


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page for contributors; 422 when its form has errors.

    An `access` in the context also gives the template `round` and `contributor`.
    """
    form, access = context.get("form"), context.get("access")
    known = {"round": access.round, "contributor": access.contributor} if access else {}
    whole = {
        "page_title": title,
        "section_title": "Have your say",
        "robots": "noindex, nofollow, noarchive",
        **known,
        **context,
    }
    status = 422 if status == 200 and form is not None and form.errors else status
    return render(request, f"draftcomments/{template}.html", whole, status=status)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What a refused POST had in its boxes, for the person to keep."""
    return {name: request.POST[name] for name in TYPED if request.POST.get(name)}


def refused(request: HttpRequest, *, known: bool) -> HttpResponse:
    """Nobody to let in. A link that has ended says so, kindly; anything else is not told from nothing."""
    context = {"typed": typed_in(request) if request.method == "POST" else {}}
    if known:
        return page(request, "ended", "This link has ended", context, status=410)
    status = 403 if request.method == "POST" else 404
    return page(request, "not_found", "Open your link again", context, status=status)


def with_access_to_write(view: View) -> View:
    """Open a round for the person whom the session stands for, or say kindly why not.

    For forms that people write in: the view itself gives back what a POST without a good token holds.
    """

    @csrf_exempt
    @read_or_write
    @wraps(view)
    def inner(request: HttpRequest, public_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            access = access_to(request, public_id)
        except NoAccessError as error:
            return refused(request, known=error.known)
        trusted = replace(access, from_our_page=sent_from_our_page(request))
        return view(request, trusted, **kwargs)

    return inner


def with_access(view: View) -> View:
    """The same for pages with no more than buttons and boxes to tick: the person is asked again."""

    @wraps(view)
    def inner(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
        if not access.from_our_page:
            context = {"access": access, "again_url": request.path}
            return page(request, "try_again", "Please try again", context, status=403)
        return view(request, access, **kwargs)

    return with_access_to_write(inner)
