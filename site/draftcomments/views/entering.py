"""Getting in, by a link or by a printed code, and going away."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from draftcomments.access import Access, NoAccessError, ended, forget, remember
from draftcomments.actions.erasing import withdraw_everything
from draftcomments.actions.people import note_use
from draftcomments.enums import LinkKind
from draftcomments.forms.entering import CodeForm
from draftcomments.limits import MINUTES, count_wrong_try, too_many_tries
from draftcomments.models import AccessLink
from draftcomments.views.pages import (
    NOT_FROM_OUR_PAGE,
    SeeOther,
    page,
    read_or_write,
    refused,
    sent_from_our_page,
    with_access,
)

ENTER_TITLE = "Type in your code"
UNKNOWN_CODE = "We do not know this code. Check each letter and number, and try again"


@csrf_exempt
@read_or_write
def enter(request: HttpRequest) -> HttpResponse:
    """Take a code. A right one always lets in, however many were wrong: a room shares a network.

    Only what could be a code, and is none, counts as a wrong try.
    """
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not sent_from_our_page(request):
        form.add_error(None, NOT_FROM_OUR_PAGE)
        return page(request, "enter", ENTER_TITLE, {"form": form}, status=403)
    if not form.is_valid():
        return page(request, "enter", ENTER_TITLE, {"form": form})
    link = link_behind(form.cleaned_data["code"], LinkKind.CODE)
    return let_in(request, link) if link else wrong_try(request, form)


def wrong_try(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Count it, also while the client should wait: the alarm is to hear of it."""
    should_wait = too_many_tries(request)
    count_wrong_try(request)
    if should_wait:
        return page(request, "wait", "We do not know this code", {"minutes": MINUTES}, status=429)
    form.add_error("code", UNKNOWN_CODE)
    return page(request, "enter", ENTER_TITLE, {"form": form})


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret for a session, at an address that does not hold it.

    Scanners of mail open links too: it commits nobody to anything, and a link can be opened again.
    """
    link = link_behind(token, LinkKind.LINK)
    return refused(request, NoAccessError(known=False)) if link is None else let_in(request, link)


def link_behind(secret: str, kind: LinkKind) -> AccessLink | None:
    """A code opens nothing as an address: there, nobody counts how often it is tried."""
    found: AccessLink | None = (
        AccessLink.objects.behind(secret).filter(kind=kind).with_round().first()
    )
    return found


def let_in(request: HttpRequest, link: AccessLink) -> HttpResponse:
    if not link.is_usable:
        return refused(request, ended(link))
    if request.method != "HEAD":
        remember(request, link)
        note_use(link=link)
    return SeeOther(reverse("draftcomments:start", args=[link.contributor.round.public_id]))


@csrf_exempt
@read_or_write
def finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget who was here, also where the link has ended meanwhile."""
    start = reverse("draftcomments:start", args=[public_id])
    if request.method != "POST":
        return SeeOther(start)
    if not sent_from_our_page(request):
        return page(request, "try_again", "Please try again", {"again_url": start}, status=403)
    return gone(request, "finished")


@with_access
def withdraw(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask, then erase all that a person has said, and let nobody in by their links any more."""
    if request.method == "POST":
        withdraw_everything(contributor=access.contributor)
        return gone(request, "withdrawn")
    return page(request, "withdraw", "Take back everything", {"access": access})


def gone(request: HttpRequest, name: str) -> HttpResponse:
    """Forget who was here, and say so on a page for everybody. An editor stays logged in."""
    forget(request)
    response = SeeOther(reverse(f"draftcomments:{name}"))
    if request.session.is_empty():
        response.delete_cookie(
            settings.CSRF_COOKIE_NAME,
            path=settings.CSRF_COOKIE_PATH,
            domain=settings.CSRF_COOKIE_DOMAIN,
            samesite=settings.CSRF_COOKIE_SAMESITE,
        )
    return response


@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    return page(request, "finished", "You have finished", {})


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    return page(request, "withdrawn", "You have taken back everything", {})


urlpatterns = [
    path("", enter, name="enter"),
    path("l/<str:token>/", open_link, name="link"),
    path("finished/", finished, name="finished"),
    path("withdrawn/", withdrawn, name="withdrawn"),
    path("<uuid:public_id>/finish/", finish, name="finish"),
    path("<uuid:public_id>/withdraw/", withdraw, name="withdraw"),
]
