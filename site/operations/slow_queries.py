"""Counts what the database is asked, and logs statements that are slow: never what was in them."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from operations.metrics import counted
from operations.requests import NOW

logger = logging.getLogger(__name__)

LONGEST = 2000
# Values belong into parameters, which are never logged. What stands in the statement is cut too.
QUOTED = re.compile(r"'(?:[^']|'')*'")
MANY_PLACES = re.compile(r"%s(?:\s*,\s*%s)+")


def shape(sql: str) -> str:
    """A statement without any value.

    >>> shape("SELECT a FROM t WHERE b = 'ill''s' AND c IN (%s, %s, %s)")
    "SELECT a FROM t WHERE b = '?' AND c IN (%s, ...)"
    """
    return MANY_PLACES.sub("%s, ...", QUOTED.sub("'?'", sql))[:LONGEST]


def watch(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Stands around each statement of each connection."""
    asked = NOW.get()
    if asked:
        asked.queries += 1
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (perf_counter() - began) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            tell(str(sql), milliseconds, asked.route if asked else "")


def tell(sql: str, milliseconds: float, route: str) -> None:
    counted("slow_queries")
    fields = {"ms": round(milliseconds), "route": route, "sql": shape(sql)}
    logger.warning(
        "A statement took %s ms (%s): %s",
        *fields.values(),
        extra={"fields": fields, "short": f"A statement took {fields['ms']} ms"},
    )


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Receives Django's signal of a new connection. Opened anew, it is watched already."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
