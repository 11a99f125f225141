"""Two people at the same moment, each on a connection of their own. Needs PostgreSQL.

SQLite lets one writer in at a time, so there is nothing to prove on it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.db.models import Model

LONGEST = 30
"""Seconds that one waits for the other, at most."""
BLOCKED = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
Act = Callable[[], int]


@contextmanager
def seen_by_all(make: Callable[[], object], *models: type[Model]) -> Iterator[None]:
    """Let every connection see what is made; afterwards no row of the models is left.

    The test's own connection never commits, so both is done on another.
    """
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    alone(make)
    yield
    alone(lambda: clear(models))


def clear(models: tuple[type[Model], ...]) -> None:
    for model in models:
        model._default_manager.all().delete()


def one_then_other(first: Act, second: Act) -> tuple[int, int]:
    """What both are given, when the second begins before the first is done and has to wait."""
    given: dict[str, int] = {}
    begun, waits = Event(), Event()

    def goes_first() -> None:
        with transaction.atomic():
            given["first"] = first()
            begun.set()
            waits.wait(LONGEST)

    def goes_second() -> None:
        begun.wait(LONGEST)
        given["second"] = second()

    one, other = started(goes_first), started(goes_second)
    has_waited = somebody_waits(other)
    waits.set()
    for thread in (one, other):
        thread.join(LONGEST)
    assert has_waited, "They did not meet."
    return given["first"], given["second"]


def started(act: Callable[[], object]) -> Thread:
    """A thread that does something, on a connection of its own."""

    def whole() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=whole)
    thread.start()
    return thread


def alone(act: Callable[[], object]) -> None:
    """Do something on a connection of its own, and wait for it."""
    started(act).join(LONGEST)


def somebody_waits(thread: Thread) -> bool:
    """Whether a connection comes to wait for a lock before the thread is done."""
    deadline = time.monotonic() + LONGEST
    while thread.is_alive() and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(BLOCKED)
            if cursor.fetchone() != (0,):
                return True
        time.sleep(0.02)
    return False
