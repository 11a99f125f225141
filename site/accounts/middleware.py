"""Nobody acts with half a log-in: both steps have to be taken in the very session, and in time."""

from collections.abc import Callable
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts import sessions
from accounts.models import User
from accounts.sessions import Standing

ADMIN = "/admin/"
ACCOUNT = "/account/"
# What a page in the browser asks by itself, with nobody there.
ASKED_BY_PAGES = ("/admin/editing-sessions/", "/account/here/")


class LogInMiddleware:
    """Ends what has to end at the doors; elsewhere half a log-in counts as none.

    Elsewhere the session is not read before a view asks who is there, so that public pages stay
    the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith((ADMIN, ACCOUNT)):
            return self.at_a_door(request) or self.get_response(request)
        known = request.user
        request.user = SimpleLazyObject(lambda: who_acts(request, known))  # type: ignore[assignment]
        request.auser = sync_to_async(lambda: who_acts(request, known))
        return self.get_response(request)

    def at_a_door(self, request: HttpRequest) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated:
            return None
        standing = sessions.standing(request, user)
        if standing in sessions.REASONS:
            sessions.end(request, sessions.REASONS[standing])
        elif standing is Standing.TO_ENROL and request.path_info.startswith(ADMIN):
            return to_enrol(request)
        elif not request.path_info.startswith(ASKED_BY_PAGES):
            sessions.note_activity(request)
        return None


def who_acts(request: HttpRequest, known: User | AnonymousUser) -> User | AnonymousUser:
    if known.is_authenticated and sessions.standing(request, known) is Standing.WHOLE:
        return known
    return AnonymousUser()


def to_enrol(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponseForbidden()
    return HttpResponseRedirect(
        f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}"
    )
