"""Gives each request a number, and writes one line about it that names no person and no address."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from operations.metrics import note_request

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
SAFE_NUMBER = re.compile(r"[A-Za-z0-9-]{16,64}")
# Asked every few seconds by whatever watches the site: counted, and told only when they fail.
HEALTH = {"livez", "readyz", "metrics"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
LINE = "%s %s %s in %s ms, %s queries, %s bytes"
STATIC, UNKNOWN = "static", "unknown"


@dataclass
class Asked:
    """The request that is being answered: its number, and what the database was asked for it."""

    number: str
    began: float = field(default_factory=perf_counter)
    route: str = UNKNOWN
    queries: int = 0
    # Only of PostgreSQL (operations.database_limits).
    database_seconds: float = 0.0
    # What would be in Redis, while Redis is away (operations.fail_open_redis).
    worked_out: dict[str, bytes] = field(default_factory=dict)


NOW: ContextVar[Asked | None] = ContextVar("asked", default=None)


def request_id() -> str:
    """The number of the request that is being answered; empty outside of one."""
    asked = NOW.get()
    return asked.number if asked else ""


def name_route(name: str) -> None:
    """Say what answers this request, where its address alone does not tell: a kind of page."""
    if asked := NOW.get():
        asked.route = name


def number_for(request: HttpRequest) -> str:
    """The number that our own proxy gave, or a new one. Nobody else's is taken."""
    given = request.headers.get(HEADER, "") if settings.TRUST_REQUEST_ID else ""
    return given if SAFE_NUMBER.fullmatch(given) else secrets.token_hex(16)


def forget_request(**kwargs: object) -> None:
    """Receives Django's signal that the whole answer has gone."""
    NOW.set(None)


class RequestMiddleware:
    """Outermost: what is logged while a request is answered carries its number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = Asked(number_for(request))
        # Not taken back at the end: Django logs what failed after the last middleware.
        NOW.set(asked)
        response = self.get_response(request)
        if asked.route == UNKNOWN:
            asked.route = route_of(request)
        response.headers[HEADER] = asked.number
        tell(request, response, asked)
        return response


def route_of(request: HttpRequest) -> str:
    """The name of the address's pattern: never the address, which may be somebody's key."""
    if match := request.resolver_match:
        return match.view_name or match.route or UNKNOWN
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else UNKNOWN


def tell(request: HttpRequest, response: HttpResponse, asked: Asked) -> None:
    seconds = perf_counter() - asked.began
    note_request(
        route=asked.route, status=response.status_code, seconds=seconds, queries=asked.queries
    )
    if asked.route in HEALTH and response.status_code == 200:
        return
    fields: dict[str, Any] = {
        "method": request.method if request.method in METHODS else "other",
        "route": asked.route,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "queries": asked.queries,
        "bytes": None if response.streaming else len(response.content),
    }
    logger.info(LINE, *fields.values(), extra={"fields": fields})
