"""Everything that the self-check asks, on one public page: to read first, and to print."""

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
    asked = request.GET.get("lens", "")
    lens = asked if asked in LENSES else ""
    outline = framework_outline()
    context = {
        "page_title": "All the questions",
        "section_title": "Self-check",
        "start_url": START_PAGE,
        "canonical_url": request.build_absolute_uri(request.path),
        "lens": lens,
        "lenses": LENSES,
        "outline": outline,
        "sheets": read_blank_sheet(lens, outline),
        "practices": Practice.labels,
    }
    return render(request, "selfcheck/questions.html", context)
