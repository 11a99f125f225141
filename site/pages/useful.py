"""“Is this page useful?”: takes an answer and, where somebody has one, a remark.

There is no CSRF token, as there is no cookie to ride on: a page that anybody may keep a copy of
cannot carry one. What a browser says of where a form comes from is looked at instead.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content.keys import key_from, new_token
from content.limits import may_do
from pages.forms import OpinionForm, RemarkForm
from pages.opinions import count_opinion, keep_remark

MOST_IN_AN_HOUR = 30
HOUR = 60 * 60
THANKS = "Thank you"
PROBLEMS = {
    400: ("We could not take that answer", "We do not know the page that it was about."),
    403: ("We could not take that answer", "It did not come from a page of this site."),
    429: ("Thank you for all your answers", "That was a lot in one hour. Try again later."),
}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site, or nothing that it knows, sent the form."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    return site != "same-origin" or (
        origin is not None and urlsplit(origin).netloc != request.get_host()
    )


def page(
    request: HttpRequest, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that nobody keeps a copy of."""
    whole = {"page_title": title, "robots": "noindex, nofollow", **context}
    response = render(request, "pages/useful.html", whole, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def problem(request: HttpRequest, status: int) -> HttpResponse:
    title, text = PROBLEMS[status]
    response = page(request, title, {"problem": text}, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response


def what_is_wrong(request: HttpRequest, form: OpinionForm, what: str) -> int:
    """The status of a problem that the reader cannot mend; 0 where there is none."""
    if is_from_elsewhere(request):
        return 403
    if not may_do(request, f"pages-{what}", times=MOST_IN_AN_HOUR, seconds=HOUR):
        return 429
    return 400 if form.errors.keys() & {"address", "useful"} else 0


@csrf_exempt
@read_or_write
def useful(request: HttpRequest) -> HttpResponse:
    """Count an answer, and ask for a remark. Whoever only opens the address is led home."""
    if request.method != "POST":
        return HttpResponseRedirect("/")
    form = OpinionForm(request.POST)
    if status := what_is_wrong(request, form, "opinions"):
        return problem(request, status)
    count_opinion(**form.cleaned_data)
    return see_thanks(form)


def fields_of(form: OpinionForm) -> dict[str, str]:
    """An answer as a form or an address sends it."""
    said = form.cleaned_data
    return {"address": said["address"], "useful": "yes" if said["useful"] else "no"}


def see_thanks(form: OpinionForm, **more: str) -> SeeOther:
    return SeeOther(f"{reverse('pages:thanks')}?{urlencode({**fields_of(form), **more})}")


@csrf_exempt
@read_or_write
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank for an answer and take a remark. Opened again, it counts and keeps nothing."""
    if request.method == "POST":
        return take_remark(request)
    asked = OpinionForm(request.GET)
    if asked.errors or "said" in request.GET:
        return page(request, THANKS, {"address": asked.cleaned_data.get("address", "")})
    return page(request, THANKS, {**fields_of(asked), "form": RemarkForm(), "key": new_token()})


def take_remark(request: HttpRequest) -> HttpResponse:
    form = RemarkForm(request.POST)
    if status := what_is_wrong(request, form, "remarks"):
        return problem(request, status)
    key = key_from(request.POST.get("key"))
    if form.errors:
        return page(request, THANKS, {**fields_of(form), "form": form, "key": key}, status=422)
    if form.cleaned_data["words"]:
        keep_remark(**form.cleaned_data, submit_key=key)
    return see_thanks(form, said="1")
