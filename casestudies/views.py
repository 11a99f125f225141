"""The pages that help to choose among case studies, and how programs read the list."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casestudies.boards import boards_by_region
from casestudies.comparing import compare_context
from casestudies.next_level import next_level_context

OPENAPI = Path(__file__).with_name("openapi.json")


def frame(request: HttpRequest, title: str, canonical_path: str, *, listed: bool) -> dict[str, Any]:
    """What `base.html` needs of a page that no editor writes."""
    return {
        "page_title": title,
        "section_title": "Case studies",
        "canonical_url": request.build_absolute_uri(canonical_path),
        "robots": "" if listed else "noindex, follow",
        "crumbs": [
            {"label": "Home", "url": "/"},
            {"label": "Case studies", "url": "/case-studies/"},
        ],
    }


@require_safe
def next_level(request: HttpRequest) -> HttpResponse:
    """Who moved on from a level of a part of the framework. Any address gives an answer."""
    context = next_level_context(request.GET, path=request.path)
    address = context["canonical_path"]
    about = frame(request, context["title"], address, listed=address == request.path)
    return render(request, "casestudies/next_level.html", {**context, **about})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two case studies side by side, or a way to choose them; 404 for one that is not there."""
    context = compare_context(request.GET, path=request.path)
    about = frame(request, "Compare case studies", context["canonical_path"], listed=False)
    status = 404 if context["comparison"].missing else 200
    return render(request, "casestudies/compare.html", {**context, **about}, status=status)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every board, old and new, by region."""
    about = frame(request, "Case studies by integrated care board", request.path, listed=True)
    regions = boards_by_region(timezone.localdate())
    return render(request, "casestudies/organisations.html", {**about, "regions": regions})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """How programs read the finder's list, as OpenAPI."""
    return HttpResponse(OPENAPI.read_bytes(), content_type="application/json")
