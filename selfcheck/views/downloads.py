"""The result as a file to keep, in the formats of `selfcheck.exports.formats`."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.limits import Limit, limited
from framework.outline import framework_outline
from officefiles.printed import PrinterHasFailed, PrinterIsBusy
from selfcheck.access import Access
from selfcheck.exports.formats import format_named
from selfcheck.results import report_of
from selfcheck.views.pages import page, with_either_link

SECONDS_TO_WAIT = 15
# A hundred people of a workshop, each with three kinds of file.
FILES = Limit("self-check-files", times=300, words="fetched files")


@with_either_link
@require_safe
@limited(FILES)
def download(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """A file of the result. Both links may have it: it holds what both show."""
    wanted = format_named(form)
    if wanted is None:
        return no_file(request, access, "We do not make that kind of file", "unknown", 404)
    report = report_of(access.self_check, framework_outline())
    headers = {"Content-Disposition": f'attachment; filename="{wanted.file_name(report)}"'}
    try:
        content = b"" if request.method == "HEAD" else wanted.file_of(report)
    except PrinterIsBusy:
        return please_wait(request, access)
    except PrinterHasFailed:
        return no_file(request, access, "We cannot make this file", "failed", 503)
    return HttpResponse(content, content_type=wanted.media_type, headers=headers)


def please_wait(request: HttpRequest, access: Access) -> HttpResponse:
    """Another file is being made. Says when to try again."""
    response = no_file(request, access, "Please try again in a moment", "busy", 503)
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def no_file(
    request: HttpRequest, access: Access, title: str, why: str, status: int
) -> HttpResponse:
    """No file this time, and the files that there are."""
    return page(request, "no_file", title, {"access": access, "why": why}, status)
