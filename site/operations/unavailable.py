"""A friendly 503, and what people typed, while the database is away or the site is read-only."""

import logging
import sys
import time
from collections.abc import Callable
from threading import Lock

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from operations import error_reports
from operations.read_only import is_read_only, would_change
from operations.typed_words import typed_words

logger = logging.getLogger(__name__)
RETRY_SECONDS = {"down": "5", "read_only": "600"}
SECONDS_BETWEEN_LINES = 10
STAFF = ("/admin/", "/account/", "/_util/")
LOG_IN = "/account/login/"
SQLITE_IS_AWAY = ("locked", "unable to open", "disk", "readonly", "busy")
READ_ONLY_TRANSACTION = "25006"
NOTICE = "The site can be read just now, and not changed. What you type here cannot be saved."


class UnavailableMiddleware:
    """Answers 503 in place of an error of the database, and of a change to a read-only site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if would_change(request) and is_read_only():
            return unavailable(request, "read_only")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """In the admin, say on each page that it cannot be saved: once, also after a redirect."""
        is_page = "text/html" in request.headers.get("Accept", "")
        is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        in_admin = request.path.startswith("/admin/") and not is_part
        if is_page and in_admin and is_read_only() and is_somebody(request):
            warn(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_for(request, error)


def is_somebody(request: HttpRequest) -> bool:
    """Whoever is not logged in is sent away from the admin, and has nothing to save."""
    return request.user.is_authenticated


def warn(request: HttpRequest) -> None:
    """Unless the notice of the page before, which only led here, still waits."""
    waiting = messages.get_messages(request)
    if not isinstance(waiting, BaseStorage):
        return
    is_there = any(message.message == NOTICE for message in waiting)
    # They were only looked at: the page shows them.
    waiting.used = False
    if not is_there:
        messages.warning(request, NOTICE)


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of errors outside of views: a middleware that asks the database fails here."""
    return answer_for(request, sys.exc_info()[1]) or error_reports.server_error(request)


def answer_for(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """503 where the database is the reason; None where it is not."""
    if error is None or not is_of_the_database(error):
        return None
    quiet_log.say(f"The database does not answer ({type(error.__cause__ or error).__name__}).")
    return unavailable(request, "read_only" if refuses_writes(error) else "down")


def is_of_the_database(error: BaseException) -> bool:
    """Whether the database is away, locked, full or too slow; not whether a statement is wrong."""
    if isinstance(error, InterfaceError):
        return True
    if isinstance(error, InternalError):
        return refuses_writes(error)
    if not isinstance(error, OperationalError):
        return False
    if type(error.__cause__).__module__.startswith("sqlite3"):
        return any(words in str(error) for words in SQLITE_IS_AWAY)
    return True


def refuses_writes(error: BaseException) -> bool:
    return getattr(error.__cause__, "sqlstate", None) == READ_ONLY_TRANSACTION


def unavailable(request: HttpRequest, why: str) -> HttpResponse:
    """The page, drawn without a query; a form of readers comes back with what they typed."""
    for_staff = request.path.startswith(STAFF)
    sent = would_change(request)
    words = typed_words(request) if sent and not for_staff else None
    context = {
        "why": why,
        "sent": sent,
        "words": words,
        "action": request.get_full_path(),
        "logs_in": request.path.startswith(LOG_IN),
    }
    response = HttpResponse(get_template("503.html").render(context), status=503)
    response.headers["Retry-After"] = RETRY_SECONDS[why]
    response.headers["Cache-Control"] = "no-store"
    return response


class QuietLog:
    """One line in ten seconds for each process: a database that is away fails every request."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.last = float("-inf")

    def say(self, words: str) -> None:
        with self.lock:
            now = time.monotonic()
            if now - self.last < SECONDS_BETWEEN_LINES:
                return
            self.last = now
        logger.error(words)


quiet_log = QuietLog()
