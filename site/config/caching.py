"""Who may keep a copy of an answer: decided once for each group of addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Let anyone keep a good answer for a minute, unless the view has said otherwise."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        good = request.method in {"GET", "HEAD"} and response.status_code == 200
        response.headers.setdefault("Cache-Control", PUBLIC if good else "no-store")
        return response

    return inner


def private(view: View) -> View:
    """Let nobody keep an answer, and keep it out of search engines."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def each(decorator: Callable[[View], View], patterns: list[URLPattern]) -> list[URLPattern]:
    """The same addresses, each view decorated."""
    return [URLPattern(p.pattern, decorator(p.callback), p.default_args, p.name) for p in patterns]
