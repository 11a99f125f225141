"""Scratch sites for benchmarks: one prepared once for each engine, then a copy for each size."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
VARIABLES = {
    "postgresql": "TEST_POSTGRESQL_URL",
    "opensearch": "TEST_OPENSEARCH_URL",
    "elasticsearch": "TEST_ELASTICSEARCH_URL",
}
ENGINES = ("sqlite", *VARIABLES)
PATIENCE_SECONDS = 3600


def stop(why: str) -> NoReturn:
    """End with 2: with 1 end commands whose run went well, and found something."""
    sys.stderr.write(f"{why}\n")
    sys.exit(2)


@dataclass(frozen=True)
class Place:
    """A site of its own: where its files, its database and its search index are."""

    folder: Path
    database: str = ""
    search: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment that a command of this site runs in: nothing else of ours reaches it."""
        ours = {"DATABASE_URL", "SEARCH_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        given = {"DATABASE_URL": self.database, "SEARCH_URL": self.search}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "false",
            "DATA_DIR": str(self.folder),
            **{name: value for name, value in given.items() if value},
        }

    def run(self, *command: str) -> str:
        """What a Python command prints. Exits when it fails: it has said why by then."""
        answer = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, *command],
            env=self.environment,
            cwd=ROOT,
            check=False,
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
        if answer.returncode:
            stop(f"Stopped: {' '.join(command)} failed.")
        return answer.stdout


@dataclass
class Places:
    """Makes scratch sites for one engine, and removes them all in the end."""

    engine: str
    folder: Path
    address: str = ""
    name: str = field(default_factory=lambda: f"bench_{secrets.token_hex(4)}")
    databases: list[str] = field(default_factory=list)
    template: Place | None = None

    def prepared(self) -> Place:
        """A site with the starter content, made once; never measured itself."""
        if self.template is None:
            self.template = self.place("template")
            self.template.folder.mkdir()
            if self.engine == "postgresql":
                self.create_database(self.name)
            self.template.run("manage.py", "prepare_site", "--no-login", "--no-progress")
        return self.template

    def copy(self, name: str) -> Place:
        """Another site, equal to the prepared one, with an index of its own."""
        template, place = self.prepared(), self.place(name)
        shutil.copytree(template.folder, place.folder)
        if self.engine == "postgresql":
            self.create_database(f"{self.name}_{name}", like=self.name)
        if place.search:
            place.run("manage.py", "rebuild_search", "--no-progress")
        return place

    def place(self, name: str) -> Place:
        folder = self.folder / name
        if self.engine == "sqlite":
            return Place(folder)
        parts = urlsplit(self.address)
        if self.engine == "postgresql":
            database = self.name if name == "template" else f"{self.name}_{name}"
            return Place(folder, database=urlunsplit(parts._replace(path=f"/{database}")))
        prefix = f"/{self.name}_{name}"
        search = "" if name == "template" else urlunsplit(parts._replace(path=prefix))
        return Place(folder, search=search)

    def create_database(self, name: str, like: str = "template0") -> None:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(like)
        )
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)
        self.databases.append(name)

    def remove(self) -> None:
        """Drop the databases and the indices; the folder goes with its owner."""
        for name in reversed(self.databases):
            with psycopg.connect(self.address, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        if self.engine in {"opensearch", "elasticsearch"}:
            for index in indices(self.address, self.name):
                ask(self.address, f"/{index}", method="DELETE")


def ask(address: str, path: str, method: str = "GET") -> str:
    """An answer of a search engine on this machine."""
    parts = urlsplit(address)
    request = Request(f"http://{parts.hostname}:{parts.port}{path}", method=method)
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback only
        return answer.read().decode()


def indices(address: str, start: str) -> list[str]:
    """The names of the indices that start like this."""
    return ask(address, f"/_cat/indices/{start}*?h=index").split()


def address_of(engine: str, environment: Mapping[str, str]) -> str:
    """Where the engine is. Exits with one line when there is none, or one on another machine."""
    if engine == "sqlite":
        return ""
    address = environment.get(VARIABLES[engine], "")
    if not address:
        stop(f"{VARIABLES[engine]} is not set: run `make services` and read its addresses.")
    if urlsplit(address).hostname not in LOOPBACK:
        stop(f"{VARIABLES[engine]} is not on this machine: benchmarks ask no other.")
    return address


@contextmanager
def scratch_places(engine: str) -> Iterator[Places]:
    """Places for one engine, all of them gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        places = Places(engine, Path(folder), address_of(engine, os.environ))
        try:
            yield places
        finally:
            places.remove()


@contextmanager
def places_at(address: str) -> Iterator[Places]:
    """Places on SQLite, or in new databases beside the one that an address names."""
    with scratch_places("sqlite") as scratch:
        if not address:
            yield scratch
            return
        if urlsplit(address).hostname not in LOOPBACK:
            stop("That database is not on this machine.")
        places = Places("postgresql", scratch.folder, address)
        try:
            yield places
        finally:
            places.remove()
