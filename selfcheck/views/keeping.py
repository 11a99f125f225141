"""Keeping and deleting: what happens to a check as a whole."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from selfcheck.actions.checks import delete_self_check
from selfcheck.models import SelfCheck
from selfcheck.views.pages import not_found, page, read_or_write, see


@csrf_exempt
@read_or_write
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete. Asking twice to delete is no error."""
    if request.method == "POST":
        delete_self_check(token=token)
        return see("deleted")
    if not SelfCheck.objects.behind(token).exists():
        return not_found(request)
    return page(request, "delete", "Delete your answers", {"token": token})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """What is left after deleting: nothing."""
    return page(request, "deleted", "Your answers are deleted", {})
