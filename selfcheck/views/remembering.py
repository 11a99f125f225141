"""The one cookie of the self-check: which check this device is answering.

It is set when answers are saved, and usually lasts until the browser is closed. It is read in one
place, by an answer that was given on another page of this site, so that the answer joins the check
that is there. So pages that hold a question never depend on a cookie, and can be kept by anyone.

It is set and read only where the form came from this site. Another site can send a form with the
address of a check of its own; that must not become the check that answers join here.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from selfcheck.models import SelfCheck

# A browser takes a cookie with this prefix over HTTPS alone, and keeps other sites from setting it.
COOKIE = "__Secure-self_check" if settings.SESSION_COOKIE_SECURE else "self_check"
PATH = "/self-check/"


def remember(request: HttpRequest, response: HttpResponseBase, token: str) -> None:
    """Let this device carry the next answer from another page into this check.

    Not where another site has sent the form: the check may be that site's own.
    """
    if not sent_from_here(request):
        return
    response.set_cookie(
        COOKIE,
        token,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def remembered(request: HttpRequest) -> str | None:
    """The token of the check that this device is answering, where it still opens one.

    A form that another site has sent is answered as if there were no cookie.
    """
    token = request.COOKIES.get(COOKIE, "")
    if token and sent_from_here(request) and SelfCheck.objects.behind(token).exists():
        return token
    return None


def sent_from_here(request: HttpRequest) -> bool:
    """The form stood on a page of this site, as far as the browser says where it stood."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin in {None, f"{request.scheme}://{request.get_host()}"}


def forget(response: HttpResponseBase) -> None:
    """Let this device carry answers no further. The check itself stays as it is."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def forget_check(request: HttpRequest, response: HttpResponseBase, token: str) -> None:
    """Let this device carry answers no further into one check. Another one stays remembered."""
    if request.COOKIES.get(COOKIE) == token:
        forget(response)
