"""Keeps whole public pages for a minute, ready to send, and tells proxies how long to keep them.

It stands outside of compression and of fingerprints (ETag): what is kept is compressed already. An
answer that is kept costs one question to the cache and none to the database. Who comes with a
session gets nothing that is kept, and nothing of theirs is. `operations.purging` says which copies
are out of date.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from typing import cast

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response

from config.caching import FOR_EVERYBODY, PERSONAL_COOKIES, SAFE, known
from operations.metrics import counted
from operations.proxies import DONE, is_order
from operations.purging import GENERATION_KEY, Generation, generation_now, known_generation
from operations.requests import name_route

SECONDS = 60
LARGEST = 512 * 1024
LARGEST_IN_MEMORY = 48 * 1024
LONGEST_QUERY = 1_000
PROXY_SECONDS = 1
# An answer that has not changed is told from these by Django; a kept one has to be whole.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
# What an answer without a body says again (RFC 9110, 15.4.5).
TOLD_AGAIN = ("Cache-Control", "ETag", "Vary")
GONE_OR_ELSEWHERE = {301, 404, 410}
# What somebody searched for is kept nowhere.
WORDS = "q"
Headers = list[tuple[str, str]]
Kept = tuple[str, float, Headers, bytes]
"""The generation that a copy was made in, when (by the clock), its headers and its bytes."""
MEMORY: dict[str, Kept] = {}
"""What this process has had from the cache, or put into it: it is not asked for twice a second."""
MOST_IN_MEMORY = 200


def is_anybodys(request: HttpRequest) -> bool:
    """Whether nothing in a request could make its answer another one than everybody's."""
    return (
        request.method in SAFE
        and "HTTP_AUTHORIZATION" not in request.META
        and not PERSONAL_COOKIES & request.COOKIES.keys()
    )


def place_of(request: HttpRequest) -> str:
    """Where the copy for a request is kept; "" where there is none."""
    query = request.META.get("QUERY_STRING", "")
    if not is_anybodys(request) or len(query) > LONGEST_QUERY:
        return ""
    asked = known(request.GET) if query else QueryDict()
    if WORDS in asked:
        return ""
    parts = [
        settings.SITE_VERSION,
        getattr(staticfiles_storage, "manifest_hash", ""),
        request.scheme or "",
        request.get_host(),
        request.path,
        *(f"{name}={value}" for name in sorted(asked) for value in asked.getlist(name)),
        "gzip" if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) else "",
    ]
    return f"page-{sha256(chr(0).join(parts).encode(errors='replace')).hexdigest()}"


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is the same for everybody, and says so. What says nothing is not."""
    return (
        bool(request.META.get(FOR_EVERYBODY))
        and is_anybodys(request)
        and not response.streaming
        and not response.cookies
        and set(words_of(response, "Vary")) <= {"accept-encoding"}
    )


def is_good(response: HttpResponse) -> bool:
    said = words_of(response, "Cache-Control")
    return "public" in said and "no-cache" not in said and response.status_code in {200, 304}


def words_of(response: HttpResponse, header: str) -> list[str]:
    return [word.strip().lower() for word in response.get(header, "").split(",") if word.strip()]


class PageCacheMiddleware:
    """Answer with the copy that is kept, or keep one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_order(request.META.get("HTTP_X_REFRESH", "")):
            return refreshed(request, self.get_response(request))
        place = place_of(request) if settings.PAGE_CACHE else ""
        if not place:
            return told_to_proxies(request, self.get_response(request))
        generation, kept = looked_up(place)
        if kept is not None:
            counted("page_cache", result="hit")
            name_route("kept page")
            return given_out(request, kept)
        counted("page_cache", result="miss")
        return self.drawn(request, place, generation)

    def drawn(self, request: HttpRequest, place: str, generation: str) -> HttpResponse:
        """A new answer, kept where it may be."""
        if request.method != "GET":
            return told_to_proxies(request, self.get_response(request))
        asked = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self.get_response(request)
        request.META.update(asked)
        if response.status_code == 200 and is_good(response) and may_be_kept(request, response):
            keep(place, generation, response)
        etag = response.get("ETag")
        if etag and response.status_code == 200:
            response = cast(HttpResponse, get_conditional_response(request, etag, None, response))
        return told_to_proxies(request, response)


def looked_up(place: str) -> tuple[str, Kept | None]:
    """The generation, and the copy of it that is kept at a place: from memory, or all at once."""
    generation = known_generation()
    if generation and (own := true_copy(MEMORY.get(place), generation)):
        return generation, own
    found = cache.get_many([GENERATION_KEY, place])
    generation = generation_now(cast(Generation | None, found.get(GENERATION_KEY)))
    kept = true_copy(cast(Kept | None, found.get(place)), generation)
    if kept is not None:
        remember(place, kept)
    return generation, kept


def true_copy(kept: Kept | None, generation: str) -> Kept | None:
    is_true = kept and kept[0] == generation and abs(time.time() - kept[1]) < SECONDS
    return kept if is_true else None


def keep(place: str, generation: str, response: HttpResponse) -> None:
    if len(response.content) <= LARGEST:
        kept: Kept = (generation, time.time(), list(response.items()), response.content)
        remember(place, kept)
        cache.set(place, kept, SECONDS)


def remember(place: str, kept: Kept) -> None:
    """Small ones only, and not many: a worker needs its memory for drawing pages."""
    if len(MEMORY) >= MOST_IN_MEMORY:
        MEMORY.clear()
    if len(kept[3]) <= LARGEST_IN_MEMORY:
        MEMORY[place] = kept


def given_out(request: HttpRequest, kept: Kept) -> HttpResponse:
    """A copy as an answer; or that nothing has changed, to somebody who has it already."""
    headers, content = dict(kept[2]), kept[3]
    etag = headers.get("ETag")
    if etag and request.META.get("HTTP_IF_NONE_MATCH") == etag:
        # The usual question, answered before an answer is made that would be thrown away.
        told = {name: headers[name] for name in TOLD_AGAIN if name in headers}
        return for_proxies(request, HttpResponseNotModified(headers=told), PROXY_SECONDS)
    response = HttpResponse(content, headers=headers)
    if etag:
        response = cast(HttpResponse, get_conditional_response(request, etag, None, response))
    return for_proxies(request, response, PROXY_SECONDS)


def told_to_proxies(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say how long a proxy may keep an answer: a second if it is everybody's, and else never.

    That a page is gone, or elsewhere, is kept as well: so it takes the place of the page.
    """
    known_end = is_good(response) or response.status_code in GONE_OR_ELSEWHERE
    keeps = known_end and may_be_kept(request, response)
    return for_proxies(request, response, PROXY_SECONDS if keeps else 0)


def for_proxies(request: HttpRequest, response: HttpResponse, seconds: int) -> HttpResponse:
    """Only of plain addresses: those are known when a page goes, and their copies are replaced."""
    plain = not request.META.get("QUERY_STRING")
    response.headers["X-Accel-Expires"] = str(seconds if plain else 0)
    return response


def refreshed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to an order: a proxy keeps it in place of what it has.

    What is not for everybody is not sent: the proxy keeps that there is nothing.
    """
    told_to_proxies(request, response)
    if response.status_code < 500 and response.headers["X-Accel-Expires"] == "0":
        response.close()
        response = for_proxies(request, HttpResponse(status=404), PROXY_SECONDS)
    response.headers[DONE] = "1"
    return response
