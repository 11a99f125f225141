"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.limits import Limit
from search.forms import SearchRequest
from search.models import UnansweredSearch
from search.results import search_context
from search.unanswered import note_unanswered

# Two a second from a whole hospital, for ten minutes on end.
SEARCHES = Limit("searches", times=1_200, words="searched here")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find public pages by words. Any address gives an answer."""
    asked = SearchRequest.read(request.GET)
    if not asked.query.is_empty and not SEARCHES.allows(request):
        return SEARCHES.refused(request)
    context = search_context(asked, path=request.path)
    if context["is_unanswered"]:
        note_unanswered(request, typed=context["query"], place=UnansweredSearch.Place.SITE)
    about = {
        "canonical_url": request.build_absolute_uri(context["canonical_path"]),
        "page_title": f"“{context['query']}”" if context["query"] else "",
        "section_title": "Search",
        "robots": "noindex, follow",
        "crumbs": [{"label": "Home", "url": "/"}],
    }
    return render(request, "search/search.html", {**context, **about})
