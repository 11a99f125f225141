"""Addresses with mistakes in them: one breaks, one lets markup through, one is slow, one asks badly."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls

FORM = '<form method="post"><input name="words"><textarea name="more"></textarea><button>Go</button></form>'
SLOW_FROM, SLOW_SECONDS = 50_000, 2.3
PLANTED = ("planted-error", "planted-markup", "planted-wait")


def answered(view: Callable[[HttpRequest, str], str]) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def inner(request: HttpRequest) -> HttpResponse:
        said = request.POST.get("words", request.GET.get("words", ""))
        return HttpResponse(f"<!doctype html><title>x</title>{view(request, said)}{FORM}")

    return inner


def breaks(request: HttpRequest, said: str) -> str:
    if "\x00" in said:
        raise ValueError("A text with NUL")
    return ""


def echoes(request: HttpRequest, said: str) -> str:
    return f"<p>{said}</p>"


def waits(request: HttpRequest, said: str) -> str:
    if len(said) > SLOW_FROM:
        time.sleep(SLOW_SECONDS)
    return ""


def asks_badly(request: HttpRequest, said: str) -> str:
    """A question to the database with somebody's words in it as they are."""
    rows: list[Any] = []
    if said:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT title FROM wagtailcore_page WHERE slug = '{said}'")  # noqa: S608 - the mistake
            rows = cursor.fetchall()
    return "".join("<p>found</p>" for _ in rows)


urlpatterns = [
    path("planted-error/", answered(breaks), name="planted-error"),
    path("planted-markup/", answered(echoes), name="planted-markup"),
    path("planted-wait/", answered(waits), name="planted-wait"),
    path("planted-question/", answered(asks_badly), name="planted-question"),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
