"""What every page for contributors has in common: how it is opened, and how it answers.

A POST that comes without a session, after the last day, or without a good CSRF token saves nothing,
and gives the person's words back. So these views run the CSRF check themselves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from draftcomments.access import Access, NoAccessError, access_to
from draftcomments.models.rounds import IN_DANGER

View = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])
# What people write in, by the name of the field; the answer to the first question is "words-1".
BOXES = {"words": "What do you want to say?", "quote": "Which words do you mean?"}
ANSWER = "words-"
# All that is ever sent on: what stands in the forms that people write in.
SENT_ON = re.compile(r"words(-[0-9]{1,3})?|quote|kind|language|submit_key|version|website")
NOT_FROM_OUR_PAGE = "We could not check that this came from our page. Please press the button again"


@dataclass(frozen=True)
class Kept:
    """One field of a POST that came to nothing. `label` is empty where nobody wrote in it."""

    number: int
    name: str
    value: str
    label: str

    @property
    def box_id(self) -> str:
        return f"kept-{self.number}"

    @property
    def box(self) -> SafeString:
        """The words in a box, to be sent again."""
        return self.drawn()

    @property
    def box_to_copy(self) -> SafeString:
        return self.drawn(readonly=True)

    def drawn(self, **attrs: Any) -> SafeString:
        known = {"class": "nhsuk-textarea", "id": self.box_id, "rows": 6, "dir": "auto"}
        return Textarea({**known, **attrs}).render(self.name, self.value)


class SeeOther(HttpResponseRedirect):
    """After a POST: the browser asks for the next page, and a reload sends nothing twice."""

    status_code = 303


class CsrfCheck(CsrfViewMiddleware):
    """Django's own check, which tells instead of answering."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def sent_from_our_page(request: HttpRequest) -> bool:
    """Whether a POST carries a good CSRF token. What is not a POST always does."""
    check = CsrfCheck(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is None


def see(name: str, access: Access, *args: Any) -> SeeOther:
    return SeeOther(reverse(f"draftcomments:{name}", args=[access.round.public_id, *args]))


def page(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page for contributors; 422 when its form has errors.

    An `access` in the context also gives the template `round` and `contributor`. Where nobody was let
    in, `in_danger` says whom to call.
    """
    form, access = context.get("form"), context.get("access")
    known = {"round": access.round, "contributor": access.contributor} if access else {}
    whole = {
        "page_title": title,
        "section_title": "Have your say",
        "robots": "noindex, nofollow, noarchive",
        "in_danger": IN_DANGER,
        **known,
        **context,
    }
    status = 422 if status == 200 and form is not None and form.errors else status
    return render(request, f"draftcomments/{template}.html", whole, status=status)


def kept_of(request: HttpRequest) -> list[Kept]:
    """The known fields of a POST that came to nothing; none where nobody had written anything."""
    fields = [
        Kept(number, name, str(value).replace("\0", ""), label_of(name))
        for number, (name, value) in enumerate(request.POST.items(), start=1)
        if SENT_ON.fullmatch(name)
    ]
    return fields if any(field.label and field.value for field in fields) else []


def label_of(name: str) -> str:
    if name.startswith(ANSWER):
        return f"Your answer to question {name.removeprefix(ANSWER)}"
    return BOXES.get(name, "")


def refused(request: HttpRequest, why: NoAccessError, *, keeps_words: bool = False) -> HttpResponse:
    """Nobody to let in. A link that has ended says so, kindly; anything else is not told from nothing.

    A POST gets its words back, in a form that works once the link is open again: but only where
    people write. Another site may have sent it, and one press must not do more than send words.
    """
    context = {
        "kept": kept_of(request) if keeps_words else [],
        "again_url": request.path,
        "came_to_nothing": request.method == "POST",
        "contact_line": why.contact_line,
        "withdrew": why.withdrew,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    if why.known:
        return page(request, "ended", "This link has ended", context, status=410)
    status = 403 if request.method == "POST" else 404
    return page(request, "not_found", "Open your link again", context, status=status)


def with_access_to_write(view: View) -> View:
    """For forms that people write in: no POST loses its words.

    The view itself gives back what a POST without a good token holds.
    """
    return opened(view, keeps_words=True)


def with_access_to_choose(view: View) -> View:
    """For forms with boxes to tick, which the view gives back where the token is not good."""
    return opened(view, keeps_words=False)


def opened(view: View, *, keeps_words: bool) -> View:
    """Open a round for the person whom the session stands for, or say kindly why not."""

    @csrf_exempt
    @read_or_write
    @wraps(view)
    def inner(request: HttpRequest, public_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            access = access_to(request, public_id)
            trusted = replace(access, from_our_page=sent_from_our_page(request))
            return view(request, trusted, **kwargs)
        except NoAccessError as error:
            return refused(request, error, keeps_words=keeps_words)

    return inner


def with_access(view: View) -> View:
    """For pages with no more than buttons: the person is asked again where the token is not good."""

    @wraps(view)
    def inner(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
        if not access.from_our_page:
            context = {"access": access, "again_url": request.path}
            return page(request, "try_again", "Please try again", context, status=403)
        return view(request, access, **kwargs)

    return opened(inner, keeps_words=False)
