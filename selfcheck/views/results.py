"""The profile: what the answers say, and where to go next."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from framework.outline import framework_outline
from selfcheck import results as show
from selfcheck.views.pages import Access, page, with_either_link


@with_either_link
@require_safe
def results(request: HttpRequest, access: Access) -> HttpResponse:
    """The profile: a sentence, tables with bars, and next steps. Never a total."""
    outline = framework_outline()
    context = {
        "access": access,
        "outline": outline,
        **show.result_of(show.read_answers(access.self_check), outline),
    }
    return page(request, "results", "Your profile", context)
