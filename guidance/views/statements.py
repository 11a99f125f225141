"""The page of one statement of the framework."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from framework.lenses import lens_asked_for
from framework.models import Statement
from guidance.statements import statement_context, statement_frame


@require_safe
def statement(request: HttpRequest, identifier: str) -> HttpResponse:
    """A statement with what it leads to; one that is retired says so and stays readable."""
    known = Statement.objects.select_related("level", "sub_phase__phase", "edition", "replaced_by")
    found = get_object_or_404(known, identifier=identifier)
    context = statement_context(found, lens_asked_for(request))
    whole = {**context, **statement_frame(found, request)}
    return render(request, "guidance/statement_page.html", whole)
