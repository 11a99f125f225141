"""What every page of a self-check has in common: how it opens, and how it answers.

The secret address is the key: there is no log-in. Views that take a POST are exempt from the CSRF
check on purpose. That check stops another site's page from riding on something that the browser
sends by itself, such as a session cookie. Whoever can write the address already holds the key. The
one cookie of the self-check (see `selfcheck.views.remembering`) is trusted and set only for a form
that stood on a page of this site. So another site can neither use it nor plant one of its own.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content.keys import hash_of
from selfcheck.access import Access
from selfcheck.models import SelfCheck

START_PAGE = "/self-check/"
View = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


def see(name: str, *args: Any) -> SeeOther:
    return SeeOther(reverse(f"selfcheck:{name}", args=args))


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page of the self-check; 422 when its form has errors.

    Its address is told to no other page, not even of this site: logs keep where people came from.
    An `access` in the context also gives the template `self_check` and `token`.
    """
    form = context.get("form")
    access = context.get("access")
    known = {"self_check": access.self_check, "token": access.token} if access else {}
    whole = {
        "page_title": title,
        "section_title": "Self-check",
        "robots": "noindex, nofollow",
        "start_url": START_PAGE,
        **known,
        **context,
    }
    status = 422 if status == 200 and form is not None and form.errors else status
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


def with_either_link(view: View) -> View:
    """Open the check behind the address, to change it or to read it, or say that there is none."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            self_check = SelfCheck.objects.behind_either(token).get()
            can_change = self_check.token_hash == hash_of(token)
            return view(request, Access(self_check, token, can_change), **kwargs)
        except SelfCheck.DoesNotExist:
            return not_found(request)

    return inner


def with_self_check(view: View) -> View:
    """The same for a page that a view-only link does not open."""

    @wraps(view)
    def inner(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
        if not access.can_change:
            title = "This link is for reading only"
            return page(request, "read_only", title, {"access": access}, status=403)
        return view(request, access, **kwargs)

    return with_either_link(inner)
