"""How long a log-in lasts, and whether both steps of it were taken: all of it is in the session."""

import time
from enum import Enum, auto

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import (
    clear_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User
from operations.read_only import is_read_only

IDLE_SECONDS = 30 * 60
# Nothing lasts longer than its cookie.
WHOLE_SECONDS = settings.SESSION_COOKIE_AGE
# Fresh enough to change a password or a second step without asking again.
RECENT_SECONDS = 5 * 60
# The time of the last activity is stored no more often than this: it costs a write.
STORED_EVERY = 60

BEGAN = "accounts_began"
SEEN = "accounts_seen"
WHY = "accounts_why"
IDLE = "idle"
ENDED = "ended"
SECOND_STEP = "second_step"

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Standing(Enum):
    """What a session with a log-in is worth."""

    WHOLE = auto()
    TO_ENROL = auto()
    IDLE = auto()
    ENDED = auto()
    UNPROVEN = auto()


REASONS = {
    Standing.IDLE: IDLE,
    Standing.ENDED: ENDED,
    Standing.UNPROVEN: SECOND_STEP,
}


def person(request: HttpRequest) -> User:
    """Whoever is logged in. Raises `PermissionDenied` where nobody is."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def begin(request: HttpRequest) -> None:
    """Start the clocks of a log-in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session.pop(WHY, None)


def standing(request: HttpRequest, user: User) -> Standing:
    """Costs a query only where the session does not say that a second step was taken."""
    now = time.time()
    began = request.session.get(BEGAN)
    if not began or now - began >= WHOLE_SECONDS:
        return Standing.ENDED
    if now - request.session.get(SEEN, 0) >= IDLE_SECONDS:
        return Standing.IDLE
    if not settings.REQUIRE_SECOND_FACTOR or took_second_step(request, user):
        return Standing.WHOLE
    if has_factor(user):
        return Standing.UNPROVEN
    return Standing.TO_ENROL


def took_second_step(request: HttpRequest, user: User) -> bool:
    return any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def authenticated_recently(request: HttpRequest, user: User) -> bool:
    oldest = time.time() - RECENT_SECONDS
    return any(record.get("at", 0) > oldest for record in get_authentication_records(request, user))


def note_activity(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(SEEN, 0) >= STORED_EVERY and not is_read_only():
        request.session[SEEN] = now


def note_second_step(request: HttpRequest, user: User, factor: Authenticator) -> None:
    """Whoever has just set up a factor has shown that they hold it: this session is whole."""
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    request.session.cycle_key()


def seconds_left(request: HttpRequest) -> int:
    now = time.time()
    began, seen = request.session.get(BEGAN, 0), request.session.get(SEEN, 0)
    return max(0, int(min(began + WHOLE_SECONDS, seen + IDLE_SECONDS) - now))


def end(request: HttpRequest, why: str = "") -> None:
    """Take the log-in out of a session. What else it holds stays, such as a link to a draft.

    Nothing is stored while the site is read-only: the log-in then counts for nothing, each time.
    """
    request.user = AnonymousUser()
    if is_read_only():
        return
    clear_authentication_records(request)
    for key in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, BEGAN, SEEN):
        request.session.pop(key, None)
    if why:
        request.session[WHY] = why
    request.session.cycle_key()
