"""The whole framework on one page, to read in one go or to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.querysets import PublishedQuerySet
from framework.lenses import lens_asked_for, lens_links
from guidance.downloads.printing import printed_framework
from guidance.models import FrameworkIndexPage
from guidance.record_frame import record_frame

TITLE = "The whole framework on one page"
ABOUT = "Every phase and part of the framework on one page, to read or print."


@require_safe
def whole_framework(request: HttpRequest) -> HttpResponse:
    page = PublishedQuerySet(FrameworkIndexPage).published().first()
    if page is None:
        raise Http404
    lens = lens_asked_for(request)
    frame = record_frame(
        request,
        title=TITLE,
        section=page.title,
        path=f"{page.url}print/",
        description=ABOUT,
        crumbs=[(page.title, page.url)],
    )
    shown = {"lens_choices": lens_links(request.path, lens), **printed_framework(page, lens)}
    return render(request, "guidance/print.html", {**frame, **shown})
