"""The profile: what the answers say, and where to go next."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from framework.outline import framework_outline
from selfcheck.access import Access
from selfcheck.results import report_of
from selfcheck.results.tables import shown
from selfcheck.views.pages import page, with_either_link


@with_either_link
@require_safe
def results(request: HttpRequest, access: Access) -> HttpResponse:
    """The profile: a sentence, tables with bars, and next steps. Never a total."""
    report = report_of(access.self_check, framework_outline())
    title = "Your profile" if access.can_change else "Profile"
    return page(request, "results", title, {"access": access, **shown(report)})
