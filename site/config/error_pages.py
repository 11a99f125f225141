"""The pages for 400, 403 and 404, which here never read the form that was sent."""

from inspect import unwrap

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import get_template
from django.views import defaults

from operations.unavailable import answer_for

# As Django wraps them they read the form, for a token that these pages do not need. A form that
# cannot be read then fails once more, on every page for errors, and nobody gets an answer.
permission_denied = unwrap(defaults.permission_denied)
page_not_found = unwrap(defaults.page_not_found)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; or 503 where a session could not be stored because the database is away."""
    reason: BaseException | None = exception
    while isinstance(exception, SessionInterrupted) and reason is not None:
        answer = answer_for(request, reason)
        if answer is not None:
            return answer
        reason = reason.__context__
    # Without the request: a page for a wrong host must not begin to look for its menu.
    return HttpResponseBadRequest(get_template("400.html").render())
