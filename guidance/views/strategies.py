"""The pages of strategies: one strategy, one part of it, and the cross-walk with its files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.limits import Limit, limited
from framework.lenses import lens_asked_for
from framework.models import Strategy, StrategyElement
from guidance.cross_walk.formats import FORMATS, format_named
from guidance.cross_walk.page import PATH, page_context
from guidance.cross_walk.walking import cross_walk as walk_asked_for
from guidance.record_frame import record_frame
from guidance.strategy_pages import element_context, element_title, strategy_context

# Each is made anew, of all that is linked.
FILES = Limit("cross-walk-files", times=120, words="fetched files")
SECTION = "Strategies and duties"
CRUMBS = ((SECTION, "/strategies/"),)
CROSS_WALK_TITLE = "How the framework fits with strategies"
CROSS_WALK_ABOUT = "See which parts of the framework serve which strategies and duties, both ways."


def frame(
    request: HttpRequest,
    title: str,
    path: str,
    description: str,
    *crumbs: tuple[str, str],
) -> dict[str, Any]:
    """The frame of a page about strategies; `crumbs` are what stands between it and their list."""
    return record_frame(
        request,
        title=title,
        section=SECTION,
        path=path,
        description=description,
        crumbs=(*CRUMBS, *crumbs),
    )


@require_safe
def strategy(request: HttpRequest, identifier: str) -> HttpResponse:
    """One strategy: what it is, how it stands, its parts, and what serves it."""
    found = get_object_or_404(Strategy, identifier=identifier)
    about = frame(request, found.name, found.path, found.account[:280])
    return render(request, "guidance/strategy.html", {**strategy_context(found), **about})


@require_safe
def element(request: HttpRequest, identifier: str, element: str) -> HttpResponse:
    """One part of a strategy: what it asks for, and what serves it."""
    elements = StrategyElement.objects.select_related("strategy")
    found = get_object_or_404(elements, identifier=element, strategy__identifier=identifier)
    description = found.account or f"A part of {found.strategy}, and what serves it."
    above = (found.strategy.name, found.strategy.path)
    about = frame(request, element_title(found), found.path, description[:280], above)
    context = element_context(found, lens_asked_for(request))
    return render(request, "guidance/strategy_element.html", {**context, **about})


@require_safe
def cross_walk(request: HttpRequest) -> HttpResponse:
    """Which parts of the framework serve which strategies. Any address gives an answer."""
    context = page_context(walk_asked_for(request.GET))
    about = frame(request, CROSS_WALK_TITLE, PATH, CROSS_WALK_ABOUT)
    return render(request, "guidance/cross_walk.html", {**context, **about})


@require_safe
@limited(FILES)
def cross_walk_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same list as a file, with the same filters; 400 for a kind that we do not make."""
    wanted = format_named(form)
    if wanted is None:
        return no_such_file(request)
    walk, now = walk_asked_for(request.GET), timezone.now()
    headers = {
        "Content-Disposition": f'attachment; filename="{wanted.file_name(now)}"',
        "X-Robots-Tag": "noindex",
    }
    address = request.build_absolute_uri(walk.asked.address(PATH))
    content = b"" if request.method == "HEAD" else wanted.make(walk, now, address)
    return HttpResponse(content, content_type=wanted.media_type, headers=headers)


def no_such_file(request: HttpRequest) -> HttpResponse:
    """A kind of file that we do not make, and those that we do."""
    context = {
        **frame(request, "We do not make that kind of file", PATH, ""),
        "formats": [{"label": known.words, "url": f"{PATH}{known.form}/"} for known in FORMATS],
        "cross_walk_url": PATH,
        "robots": "noindex, follow",
    }
    return render(request, "guidance/cross_walk_no_file.html", context, status=400)
