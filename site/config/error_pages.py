"""The pages for 400, 403 and 404, which here never read the form that was sent."""

from inspect import unwrap
from typing import Any, cast

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.multipartparser import MultiPartParserError
from django.template.loader import get_template
from django.views import defaults
from django.views.debug import SafeExceptionReporterFilter

from operations.unavailable import answer_for

# As Django wraps them they read the form, for a token that these pages do not need. A form that
# cannot be read then fails once more, on every page for errors, and nobody gets an answer.
permission_denied = unwrap(defaults.permission_denied)
page_not_found = unwrap(defaults.page_not_found)


class ReadableFormFilter(SafeExceptionReporterFilter):
    """Lets Django draw its page for developers of a form that cannot be read: without the form."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        try:
            return super().get_post_parameters(request)
        except (BadRequest, SuspiciousOperation, MultiPartParserError):
            # The page asks for the files next, and must not read the form again.
            cast(Any, request)._mark_post_parse_error()
            return {}


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
