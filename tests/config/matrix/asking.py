"""Asks a view as somebody, without drawing its page: who may do something shows before that."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotFound
from django.test import RequestFactory
from django.urls import resolve, reverse

from accounts.models import User


def answer_to(
    user: User | None, address: str, sent: dict[str, Any] | None = None
) -> HttpResponse | None:
    """What the view of an address answers; none where it refuses by an exception."""
    request = RequestFactory().get(address)
    if sent is not None:
        request = RequestFactory().post(address, sent)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    request.resolver_match = match = resolve(address)
    try:
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        return None
    except Http404:
        return HttpResponseNotFound()
    return answer


def lets_in(answer: HttpResponse | None) -> bool:
    """Whether somebody was not refused. Wagtail sends them away to its first page, or to log in."""
    if answer is None or answer.status_code == 403:
        return False
    away = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    return answer.status_code != 302 or answer["Location"].partition("?")[0] not in away
