"""The whole framework on one page, to read in one go or to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.querysets import PublishedQuerySet
from framework.lenses import lens_asked_for, lens_links
from guidance.downloads.printing import printed_framework
from guidance.models import FrameworkIndexPage

TITLE = "The whole framework on one page"


@require_safe
def whole_framework(request: HttpRequest) -> HttpResponse:
    page = PublishedQuerySet(FrameworkIndexPage).published().first()
    if page is None:
        raise Http404
    lens = lens_asked_for(request)
    context = {
        "page_title": TITLE,
        "section_title": page.title,
        "meta_description": "Every phase and part of the framework on one page, to read or print.",
        "canonical_url": f"{page.full_url}print/",
        "crumbs": [{"label": "Home", "url": "/"}, {"label": page.title, "url": page.url}],
        "lens_choices": lens_links(request.path, lens),
        **printed_framework(page, lens),
    }
    return render(request, "guidance/print.html", context)
