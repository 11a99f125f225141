"""How long anybody waits for PostgreSQL. On SQLite there is no server to wait for."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from functools import partial
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from operations import database_limits
from operations.database_limits import (
    STATEMENT_SECONDS,
    ask_no_longer,
    asked_until,
    wait_no_longer,
)
from operations.management.commands.migrate import LOCK
from operations.requests import NOW, Asked
from tests.house.places import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only"),
]
SHOW = (
    "import config.wsgi\n"
    "from django.db import connection\n"
    "with connection.cursor() as cursor:\n"
    "    cursor.execute('SHOW statement_timeout')\n"
    "    print(cursor.fetchone()[0])\n"
)


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """A connection besides Django's own."""
    given = connection.get_connection_params()
    wanted = {
        name: given[name]
        for name in ("dbname", "user", "password", "host", "port")
        if name in given
    }
    with psycopg.connect(**wanted, autocommit=True) as opened:
        yield opened


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


def test_a_lock_and_an_idle_transaction_have_limits_and_commands_have_time() -> None:
    assert shown("lock_timeout") == "5s"
    assert shown("idle_in_transaction_session_timeout") == "1min"
    assert shown("statement_timeout") == "0"
    assert connection.get_connection_params()["connect_timeout"] == 3


def test_a_statement_of_the_web_has_a_limit() -> None:
    done = subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["15s"]


def test_a_server_that_stands_still_is_given_up(
    other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_limits, "LONGEST_SILENCE", 0.3)
    other.wait = partial(wait_no_longer, other)  # type: ignore[method-assign]
    assert other.execute("SELECT 1").fetchone() == (1,)
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        other.execute("SELECT pg_sleep(20)")
    assert time.monotonic() - began < 10
    assert other.closed


def test_what_a_request_has_waited_before_counts(
    other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_limits, "LONGEST_SILENCE", 5)
    other.wait = partial(wait_no_longer, other)  # type: ignore[method-assign]
    asked = Asked(number="1", database_seconds=4.8)
    token = NOW.set(asked)
    began = time.monotonic()
    try:
        with pytest.raises(psycopg.OperationalError, match="does not answer"):
            other.execute("SELECT pg_sleep(20)")
    finally:
        NOW.reset(token)
    assert time.monotonic() - began < 10
    assert asked.database_seconds > 5


def test_an_answer_that_drips_is_given_up() -> None:
    def dripping() -> Generator[str, str, None]:
        while True:
            yield "more"

    in_time = asked_until(dripping(), time.monotonic() + 60)
    assert next(in_time) == "more"
    assert in_time.send("ready") == "more"
    question = asked_until(dripping(), time.monotonic() - 1)
    next(question)
    with pytest.raises(psycopg.OperationalError, match="too slowly"):
        question.send("ready")


def test_a_request_that_has_waited_too_long_altogether_asks_nothing_more() -> None:
    asked = Asked(number="1", database_seconds=STATEMENT_SECONDS - 0.1)
    token = NOW.set(asked)
    try:
        with connection.execute_wrapper(ask_no_longer):
            assert shown("lock_timeout") == "5s"
            asked.database_seconds = STATEMENT_SECONDS + 0.1
            with pytest.raises(OperationalError, match="too long"):
                shown("lock_timeout")
    finally:
        NOW.reset(token)


def test_a_second_migrate_waits_and_then_says_so(other: psycopg.Connection) -> None:
    other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    options: dict[str, Any] = {"verbosity": 0, "wait": 0}
    with pytest.raises(CommandError, match="Another process migrates"):
        call_command("migrate", "operations", **options)
    other.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    call_command("migrate", "operations", **options)
    assert other.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() == (True,)
