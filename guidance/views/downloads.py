"""A file to keep, always with what there is to say now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from content.limits import Limit, limited
from guidance.downloads.drawing import MEDIA_TYPES
from guidance.downloads.making import FileIsBeingMade, FreshFile, fresh_file
from guidance.downloads.subjects import subject_named
from officefiles.printed import PrinterHasFailed, PrinterIsBusy

SECONDS_TO_WAIT = 15
# What a file says is read anew each time somebody fetches it.
DOWNLOADS = Limit("downloads", times=300, words="fetched files")


@require_safe
@limited(DOWNLOADS)
def download(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The file of a subject in a form. Copies of it are asked about again each time they are used."""
    subject = subject_named(name)
    if subject is None or form not in MEDIA_TYPES:
        raise Http404
    try:
        found = fresh_file(subject, form)
    except (FileIsBeingMade, PrinterIsBusy):
        return not_now(request, busy=True)
    except PrinterHasFailed:
        return not_now(request, busy=False)
    if found is None:
        raise Http404
    return answer(request, found)


def answer(request: HttpRequest, found: FreshFile) -> HttpResponse:
    """The file; or that nothing has changed, to somebody who has it already."""
    row = found.download
    made_on = timezone.localdate(row.made_at)
    whole = HttpResponse(
        found.content,
        content_type=MEDIA_TYPES[row.form],
        headers={
            "Content-Disposition": f'attachment; filename="{row.subject}-{made_on}.{row.form}"',
            "Cache-Control": "public, no-cache",
            "ETag": f'"{row.stamp}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
    return get_conditional_response(request, whole.headers["ETag"], None, whole) or whole


def not_now(request: HttpRequest, *, busy: bool) -> HttpResponse:
    """No file this time. Says when to try again, where that may help."""
    title = "Please try again in a moment" if busy else "We cannot make this file"
    context = {"page_title": title, "busy": busy, "robots": "noindex"}
    response = render(request, "guidance/no_download.html", context, status=503)
    if busy:
        response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response
