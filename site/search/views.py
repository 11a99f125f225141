"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.forms import SearchRequest
from search.results import search_context


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find public pages by words. Any address gives an answer."""
    context = search_context(SearchRequest.read(request.GET), path=request.path)
    return render(
        request,
        "search/search.html",
        {
            **context,
            "canonical_url": request.build_absolute_uri(context["canonical_path"]),
            "page_title": f"“{context['query']}”" if context["query"] else "",
            "section_title": "Search",
            "robots": "noindex, follow",
            "crumbs": [{"label": "Home", "url": "/"}],
        },
    )
