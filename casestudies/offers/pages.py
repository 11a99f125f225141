"""What the pages of an offer have in common: how they are opened, and how they answer.

The secret address is the key: there is no log-in and no cookie. So the views take a POST without a
CSRF token, as those of the self-check do: whoever can write the address already holds the key. Only
the first form has no key yet. It is taken from our own page alone, so that no other site can put
somebody into an offer that the other site can read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casestudies.models import Offer

View = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])
SECTION = "Tell us about your work"


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


def see(name: str, *args: Any) -> SeeOther:
    return SeeOther(reverse(f"tell_us:{name}", args=args))


def page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of an offer; 422 when its form has errors. The address of a key is told to nobody."""
    form = context.get("form")
    whole = {
        "page_title": title,
        "section_title": "" if title == SECTION else SECTION,
        "robots": "noindex, nofollow",
        "start_url": reverse("tell_us:start"),
        **context,
    }
    status = 422 if status == 200 and form is not None and form.errors else status
    response = render(request, f"casestudies/offers/{template}.html", whole, status=status)
    if "token" in context:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def not_found(request: HttpRequest) -> HttpResponse:
    return page(request, "not_found", "We cannot find this offer", {"token": ""}, status=404)


def with_offer(view: View) -> View:
    """Open the offer behind the address, or say that there is none."""

    @csrf_exempt
    @read_or_write
    @wraps(view)
    def inner(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            offer = Offer.objects.behind(token).select_related("page", "organisation").get()
            return view(request, offer, token, **kwargs)
        except Offer.DoesNotExist:
            return not_found(request)

    return inner


def sent_from_here(request: HttpRequest) -> bool:
    """The form stood on a page of this site, as far as the browser says where it stood."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
