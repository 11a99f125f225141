"""Copies of the whole database while the site runs, and putting one in its place: all or nothing."""

import os
import re
import shutil
import sqlite3
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from operations.backup_files import BackupError

# A copy waits for the site's transactions for so long, and then gives up.
PATIENCE_SECONDS = 60
PATIENCE = f"{PATIENCE_SECONDS}s"

FIELDS = {"HOST": "host", "PORT": "port", "USER": "user", "NAME": "dbname", "PASSWORD": "password"}
ENCRYPTION = ("sslmode", "sslrootcert", "sslcert", "sslkey")
FAULT = re.compile(r"\b(?:error|fatal)\b", re.IGNORECASE)
END_SESSIONS = "DELETE FROM public.django_session;"


class DatabaseCopies(ABC):
    """One database, for `back_up` and `restore`."""

    engine: str
    # The name of the copy in the archive.
    name: str

    @abstractmethod
    def copy_to(self, file: Path) -> dict[str, int]:
        """Write a copy; gives how many rows each table has in that very copy."""

    @abstractmethod
    def is_empty(self) -> bool:
        """Whether there is no table at all."""

    @abstractmethod
    def put_back(self, file: Path, rows: Mapping[str, int]) -> None:
        """Put a copy in the place of what is there, without its sessions, if its rows are all there."""


class SQLiteCopies(DatabaseCopies):
    engine = "sqlite"
    name = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy_to(self, file: Path) -> dict[str, int]:
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(file)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
            return counted_rows(there)

    def is_empty(self) -> bool:
        if not self.path.exists():
            return True
        with closing(sqlite3.connect(self.path)) as here:
            return not tables_of(here)

    def put_back(self, file: Path, rows: Mapping[str, int]) -> None:
        with closing(sqlite3.connect(file)) as there:
            if there.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise BackupError("SQLite finds the database in the back-up damaged.")
            compare(rows, counted_rows(there))
            there.execute("DELETE FROM django_session")
            there.commit()
        connection.close()
        self.write_over(file)

    def write_over(self, file: Path) -> None:
        """In one transaction, also for processes that have the database open."""
        try:
            with (
                closing(sqlite3.connect(file)) as new,
                closing(sqlite3.connect(self.path, timeout=PATIENCE_SECONDS)) as here,
            ):
                new.backup(here)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{self.path} cannot be written over: {error}.") from error


def tables_of(database: sqlite3.Connection) -> list[str]:
    rows = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return sorted(name for (name,) in rows)


def counted_rows(database: sqlite3.Connection) -> dict[str, int]:
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a table's own name
        for name in tables_of(database)
    }


def compare(expected: Mapping[str, int], found: Mapping[str, int]) -> None:
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise BackupError(
                f"The table {name} should have {expected.get(name)} rows and has {found.get(name)}."
            )


class PostgreSQLCopies(DatabaseCopies):
    """By PostgreSQL's own programs. Passwords go by the environment, which others cannot read."""

    engine = "postgresql"
    name = "database.dump"

    def copy_to(self, file: Path) -> dict[str, int]:
        with self.snapshot() as (snapshot, rows):
            self.run(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--no-comments",
                "--schema=public",
                # Of another schema, and yet needed by ours.
                "--extension=*",
                f"--lock-wait-timeout={PATIENCE}",
                f"--snapshot={snapshot}",
                f"--file={file}",
            )
            return rows

    @contextmanager
    def snapshot(self) -> Iterator[tuple[str, dict[str, int]]]:
        """One moment of the database, that the copy and the counts both show."""
        with psycopg.connect(make_conninfo(**self.address, connect_timeout=10)) as own:
            own.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            row = own.execute("SELECT pg_export_snapshot()").fetchone()
            yield row[0] if row else "", self.rows(own)

    def rows(self, own: psycopg.Connection) -> dict[str, int]:
        names = own.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        counted = {}
        for (name,) in names:
            query = sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))
            row = own.execute(query).fetchone()
            counted[name] = row[0] if row else 0
        return counted

    def is_empty(self) -> bool:
        return not connection.introspection.table_names()

    def put_back(self, file: Path, rows: Mapping[str, int]) -> None:
        """In one transaction: whoever asks meanwhile sees the old rows or the new ones."""
        connection.close()
        before, data, after = (
            file.with_name(f"{part}.sql") for part in ("before", "data", "after")
        )
        before.write_text(
            f"SET client_min_messages = warning; SET lock_timeout = '{PATIENCE}';"
            " DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
            " GRANT USAGE ON SCHEMA public TO PUBLIC;"
        )
        self.write_script(file, data)
        after.write_text("".join([*checks(rows), END_SESSIONS]))
        scripts = [f"--file={part}" for part in (before, data, after)]
        quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
        self.run("psql", *quiet, "--single-transaction", *scripts)

    def write_script(self, file: Path, data: Path) -> None:
        """The copy as SQL, but for the schema itself, which is there by then."""
        parts = file.with_name("parts.txt")
        self.run("pg_restore", "--list", f"--file={parts}", str(file), connects=False)
        lines = parts.read_text().splitlines(keepends=True)
        parts.write_text("".join(line for line in lines if " SCHEMA - public " not in line))
        own = ("--no-owner", "--no-privileges", "--no-comments", f"--use-list={parts}")
        self.run("pg_restore", *own, f"--file={data}", str(file), connects=False)

    @property
    def address(self) -> dict[str, str]:
        given = connection.settings_dict
        own = {ours: str(given[name]) for name, ours in FIELDS.items() if given.get(name)}
        options = given.get("OPTIONS", {})
        return own | {name: str(options[name]) for name in ENCRYPTION if name in options}

    def run(self, program: str, *arguments: str, connects: bool = True) -> None:
        if shutil.which(program) is None:
            raise BackupError(f"{program} is missing: install PostgreSQL's client programs.")
        address = dict(self.address)
        password = address.pop("password", "")
        asked = [f"--dbname={make_conninfo(**address)}"] if connects else []
        answer = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [program, *asked, *arguments],
            env={**os.environ, "PGPASSWORD": password, "PGCONNECT_TIMEOUT": "10"},
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if answer.returncode:
            lines = answer.stderr.splitlines()
            told = [line for line in lines if FAULT.search(line)] or lines or [""]
            raise BackupError(f"{program} failed: {told[0]}")


def checks(rows: Mapping[str, int]) -> Iterator[str]:
    """Statements that stop the transaction when a table has not the rows that it should have."""
    for name, number in rows.items():
        quoted, words = name.replace('"', '""'), name.replace("'", "''")
        yield (
            f'DO $check$ BEGIN IF (SELECT count(*) FROM public."{quoted}") <> {int(number)} THEN'  # noqa: S608 - a table's own name
            f" RAISE EXCEPTION 'The table {words} has not its {int(number)} rows.';"
            " END IF; END $check$;\n"
        )


def database_copies() -> DatabaseCopies:
    if connection.vendor == "postgresql":
        return PostgreSQLCopies()
    return SQLiteCopies(Path(str(connection.settings_dict["NAME"])))
