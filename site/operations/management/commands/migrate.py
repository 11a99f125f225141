"""Django's own `migrate`, one at a time: several hosts may start a new version at once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections

LOCK = 7_262_019_401
"""A number of ours among PostgreSQL's advisory locks."""
PAUSE = 0.5


class Command(migrate.Command):
    """On PostgreSQL a second one waits for the first, and then finds nothing left to do."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--wait",
            type=int,
            default=300,
            help="Seconds to wait while another process migrates (default: 300)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with only_one(options["database"], options["wait"]):
            super().handle(*args, **options)


@contextmanager
def only_one(database: str, longest: int) -> Iterator[None]:
    """Hold the lock of whoever migrates. The server frees it with the connection, too."""
    connection = connections[database]
    if connection.vendor != "postgresql":
        yield
        return
    deadline = time.monotonic() + longest
    while not taken(connection):
        if time.monotonic() > deadline:
            raise CommandError(f"Another process migrates, for more than {longest} seconds.")
        time.sleep(PAUSE)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def taken(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
