"""The pages of outcome measures: one measure, and choosing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from framework.models import Measure
from guidance.measure_choice import PATH, choosing_context
from guidance.measure_page import measure_context
from guidance.record_frame import record_frame

SECTION = "Outcome measures"
CRUMBS = ((SECTION, "/measures/"),)


def frame(request: HttpRequest, title: str, path: str, description: str) -> dict[str, Any]:
    """The frame of a page about outcome measures."""
    return record_frame(
        request,
        title=title,
        section=SECTION,
        path=path,
        description=description,
        crumbs=CRUMBS,
    )


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """A short list of measures for what somebody did, and for whom. Any address gives an answer."""
    context = choosing_context(request.GET)
    about = "Say what you did and for whom. We offer measures that can show what came of it."
    context["robots"] = "" if context["plain"] else "noindex, follow"
    page = {**context, **frame(request, "Choose a measure", PATH, about)}
    return render(request, "guidance/measure_choose.html", page)


@require_safe
def measure(request: HttpRequest, identifier: str) -> HttpResponse:
    """One measure: what it can and cannot show, how to collect it, and what it belongs to."""
    found = get_object_or_404(Measure, identifier=identifier)
    context = measure_context(found, request)
    about = frame(request, found.name, found.path, found.shows[:280])
    return render(request, "guidance/measure.html", {**context, **about})
