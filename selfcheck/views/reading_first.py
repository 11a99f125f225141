"""Everything that the self-check asks, on one public page: to read first, and to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from framework.enums import Lens
from framework.outline import framework_outline
from selfcheck.enums import Practice
from selfcheck.sheets import read_blank_sheet
from selfcheck.views.pages import START_PAGE

LENSES = [Lens.STRATEGIC, Lens.OPERATIONAL]


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Every question and statement with boxes to tick on paper. Nothing here is sent anywhere."""
    context = {
        "page_title": "All the questions",
        "section_title": "Self-check",
        "start_url": START_PAGE,
        "canonical_url": request.build_absolute_uri(request.path),
        "practices": Practice.labels,
        **all_questions(request.GET.get("lens", "")),
    }
    return render(request, "selfcheck/questions.html", context)


def all_questions(asked: str) -> dict[str, Any]:
    """What is asked about one kind of work; about all where the address names none."""
    lens = asked if asked in LENSES else ""
    outline = framework_outline()
    return {
        "lens": lens,
        "lenses": LENSES,
        "outline": outline,
        "sheets": read_blank_sheet(lens, outline),
    }
