"""Keeping, sharing and deleting: what happens to a check as a whole."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from designsystem.qr import qr_svg
from selfcheck.access import Access
from selfcheck.actions.checks import delete_self_check, make_view_link, stop_view_link
from selfcheck.actions.rounds import start_next_round
from selfcheck.answer_file import as_text
from selfcheck.filing import read_contents
from selfcheck.links import Purpose, link_of
from selfcheck.models import SelfCheck
from selfcheck.views.pages import page, read_or_write, see, with_self_check
from selfcheck.views.remembering import COOKIE, forget, forget_check


@with_self_check
@read_or_write
def links(request: HttpRequest, access: Access) -> HttpResponse:
    """The links to a check, and everything that can be done with it as a whole."""
    if request.method == "POST":
        change_view_link(request, access)
        return see("links", access.token)
    context = {
        "access": access,
        "load_url": reverse("selfcheck:load"),
        **link_to_go_on(request, access),
        **link_for_reading(request, access),
    }
    return page(request, "links", "Keep and share your answers", context)


def link_to_go_on(request: HttpRequest, access: Access) -> dict[str, str]:
    """The whole address of the task list, and its QR code."""
    link = request.build_absolute_uri(access.url("tasks"))
    return {"link": link, "link_qr": qr_svg(link)}


def link_for_reading(request: HttpRequest, access: Access) -> dict[str, str]:
    """The same for reading only; both empty where nobody has made such a link."""
    if not access.self_check.view_hash:
        return {"view_link": "", "view_qr": ""}
    secret = link_of(access.token, Purpose.VIEW, access.self_check.view_turn)
    link = request.build_absolute_uri(reverse("selfcheck:results", args=[secret]))
    return {"view_link": link, "view_qr": qr_svg(link, "QR code of the link for reading only")}


def change_view_link(request: HttpRequest, access: Access) -> None:
    """Do what a button of the links page says. Anything else is nothing."""
    wanted, turn = request.POST.get("view_link"), request.POST.get("turn", "")
    if wanted == "make":
        make_view_link(self_check=access.self_check, token=access.token, turn=turn)
    elif wanted == "stop":
        stop_view_link(self_check=access.self_check)


@with_self_check
@require_safe
def answer_file(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything in the check, as a file that `load` takes."""
    load_url = request.build_absolute_uri(reverse("selfcheck:load"))
    response = HttpResponse(
        as_text(read_contents(access.self_check), load_url), content_type="application/json"
    )
    name = f"self-check-answers-{timezone.localdate():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@with_self_check
@read_or_write
def next_round(request: HttpRequest, access: Access) -> HttpResponse:
    """Say what starting again does, then do it. The same answers lead to the same round."""
    token = link_of(access.token, Purpose.NEW_CHECK, access.self_check.version)
    if request.method == "POST":
        start_next_round(self_check=access.self_check, token=token)
        return see("tasks", token)
    context = {"access": access, "is_there": SelfCheck.objects.behind(token).exists()}
    return page(request, "next_round", "Start again from last time", context)


@csrf_exempt
@read_or_write
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete. Asking twice to delete is no error."""
    if request.method == "POST" and not SelfCheck.objects.behind_either(token).exists():
        return delete_and_say_so(request, token)
    return delete_what_is_there(request, token=token)


@with_self_check
def delete_what_is_there(request: HttpRequest, access: Access) -> HttpResponse:
    if request.method == "POST":
        return delete_and_say_so(request, access.token)
    return page(request, "delete", "Delete your answers", {"access": access})


def delete_and_say_so(request: HttpRequest, token: str) -> HttpResponse:
    """Delete, expired or not, and let this device forget it."""
    delete_self_check(token=token)
    response = see("deleted")
    forget_check(request, response, token)
    return response


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """What is left after deleting: nothing."""
    return page(request, "deleted", "Your answers are deleted", {})


@csrf_exempt
@read_or_write
def forget_here(request: HttpRequest) -> HttpResponse:
    """Let this device carry answers from other pages no further into a check."""
    if request.method == "POST":
        response = see("forget")
        forget(response)
        return response
    context = {"remembers": COOKIE in request.COOKIES}
    return page(request, "forget", "Forget the check on this device", context)
