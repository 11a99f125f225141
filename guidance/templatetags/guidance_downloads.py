"""Links to the files of a page."""

from typing import Any

from django import template

from guidance.downloads.manifest import files_on_offer
from guidance.downloads.subjects import name_of
from guidance.models import FrameworkIndexPage, PhasePage, StrategyIndexPage, SubPhasePage

register = template.Library()


@register.inclusion_tag("components/downloads.html")
def downloads(page: object) -> dict[str, Any]:
    """The files that are on offer of a page, of the phase that it is a part of, or of "cross-walk"."""
    return {
        "what": what(page),
        "files": files_on_offer(page if isinstance(page, str) else name_of(page)),
        "print_url": "/framework/print/" if isinstance(page, FrameworkIndexPage) else "",
    }


def what(page: object) -> str:
    """What a file holds, as it stands in a link."""
    match page:
        case FrameworkIndexPage():
            return "the whole framework"
        case PhasePage():
            return "this phase"
        case SubPhasePage():
            return f"the whole phase “{page.sub_phase.phase.name}”"
        case StrategyIndexPage() | "cross-walk":
            return "the whole cross-walk"
    return "this guidance"
