"""How long a web request waits for PostgreSQL. Commands and migrations wait as long as they need."""

import time
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from django.db import OperationalError as RefusedError
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg import Connection, Error, OperationalError

from operations.requests import NOW

STATEMENT_SECONDS = 15
LOOK_SECONDS = 0.1
LONGEST_SILENCE = STATEMENT_SECONDS + 2
"""Seconds after which a server that should have ended the statement itself is taken for dead."""


def limit_statements() -> None:
    """For web processes, from now on: PostgreSQL ends a statement that takes too long.

    A server that stands still ends nothing, and would keep a thread for ever. So we stop waiting
    ourselves, a little later.
    """
    settings = connections.settings["default"]
    if settings["ENGINE"] != "django.db.backends.postgresql":
        return
    options = settings["OPTIONS"]
    limit = f"-c statement_timeout={STATEMENT_SECONDS * 1000}"
    if limit not in options.get("options", ""):
        options["options"] = f"{options.get('options', '')} {limit}".strip()
    connections.close_all()
    connection_created.connect(bound_waiting, dispatch_uid="bound_waiting")


def bound_waiting(connection: Any, **kwargs: Any) -> None:
    """Give a new connection an end of its patience."""
    if connection.vendor == "postgresql":
        opened = connection.connection
        opened.wait = partial(wait_no_longer, opened)
        if ask_no_longer not in connection.execute_wrappers:
            connection.execute_wrappers.append(ask_no_longer)


def ask_no_longer(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Stands around each statement: a request that waited as long as one statement may asks nothing more."""
    asked = NOW.get()
    if asked and asked.database_seconds > STATEMENT_SECONDS:
        raise RefusedError("The database has taken too long for this request.")
    return execute(sql, params, many, context)


def wait_no_longer(opened: Connection, asking: Any, interval: float = LOOK_SECONDS) -> Any:
    """psycopg's own wait. After too long a silence, or an answer that drips, the connection is given up.

    What a request has waited before counts: many long waits must not add up.
    """
    asked = NOW.get()
    patience = LONGEST_SILENCE - (asked.database_seconds if asked else 0)
    started = time.monotonic()
    try:
        bounded = asked_until(asking, started + patience)
        return Connection.wait(opened, bounded, interval, timeout=max(patience, interval))
    except Error as error:
        if time.monotonic() - started < patience:
            raise
        opened.pgconn.finish()
        raise OperationalError("The database server does not answer.") from error
    finally:
        if asked:
            asked.database_seconds += time.monotonic() - started


def asked_until(asking: Generator[Any, Any, Any], end: float) -> Generator[Any, Any, Any]:
    """A question of psycopg that ends with `OperationalError` when its answer still comes at `end`."""
    try:
        wanted = next(asking)
        while True:
            ready = yield wanted
            if time.monotonic() > end:
                raise OperationalError("The database server answers too slowly.")
            wanted = asking.send(ready)
    except StopIteration as done:
        return done.value
