"""How often one client may do something. What is counted tells nobody who the client was.

Where the cache is down nothing is counted, and everybody may go on: see `operations.fail_open_redis`.
Pages that are only read have no limit. The numbers are for all people of a hospital together, as
they may share one address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from operations.networks import network_of

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Limit:
    """What may be done `times` in so many minutes. `words` say what was done, after "Many people"."""

    what: str
    times: int
    minutes: int = 10
    words: str = ""

    @property
    def seconds(self) -> int:
        return self.minutes * 60

    def allows(self, request: HttpRequest) -> bool:
        """Count one for the client of a request; whether it is not yet too many."""
        return may_do(request, self.what, times=self.times, seconds=self.seconds)

    @property
    def refusal(self) -> str:
        """Why a form was not taken, with the words still in it.

        >>> Limit("a", 1, words="started a check").refusal
        'Many people in your network started a check. Please try again in 10 minutes.'
        """
        return (
            f"Many people in your network {self.words}. Please try again in {self.minutes} minutes."
        )

    def told(self, response: HttpResponse) -> HttpResponse:
        """The answer to somebody who has to wait: how long, for programs."""
        response.headers["Retry-After"] = str(self.seconds)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def refused(self, request: HttpRequest) -> HttpResponse:
        """A page for somebody who typed nothing that could be lost."""
        context = {
            "page_title": "Please wait a little",
            "text": self.refusal,
            "robots": "noindex, nofollow",
        }
        return self.told(render(request, "content/too_many.html", context, status=429))


def limited(limit: Limit) -> Callable[[View], View]:
    """Let a view be asked so often, and no more. HEAD makes nothing, and counts for nothing."""

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "HEAD" and not limit.allows(request):
                return limit.refused(request)
            return view(request, *args, **kwargs)

        return inner

    return decorator


def may_do(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count one for the client of a request; whether it is not yet above so many in the time."""
    key = client_key(request, what)
    return not key or one_more(key, seconds=seconds) <= times


def one_more(key: str, *, seconds: int) -> int:
    """Count on; from the first on, for so many seconds."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two, or there is no cache.
        return 0


def client_key(request: HttpRequest, what: str) -> str:
    """Where something of a client is counted, without its address; "" where it has none."""
    sent: str = request.META.get(settings.CLIENT_ADDRESS, "")
    address = sent.rpartition(",")[2].strip()
    if not address:
        return ""
    digest = salted_hmac(f"content.limits.{what}", network_of(address), algorithm="sha256")
    return f"{what}-{digest.hexdigest()}"
