"""Kills workers of a running site while people save: python -m tests.bench.kill_saves --help.

Compares what the site acknowledged with what is stored in the end. Exits 1 when something that was
acknowledged is not there, or is there twice; 2 when the run itself went wrong.
"""

import argparse
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from content.keys import hash_of
from tests.bench.places import LOOPBACK, ROOT, Place, Places, scratch_places
from tests.bench.savers import Ledger, Saver
from tests.bench.tables import table

WORKERS, THREADS, PEOPLE = 2, 8, 16
PAUSE_SECONDS = (0.0, 0.1)
ANSWERS_BETWEEN = (1, 12)
ERROR = re.compile(r"[\w.]+(Error|Exception|DoesNotExist)\b")
HEADINGS = ("What", "sent", "lost", "doubled")


@dataclass(frozen=True)
class Found:
    """One kind of thing: how many were sent, and how many are missing or there too often."""

    what: str
    sent: int
    lost: int
    doubled: int


class Server:
    """gunicorn with the site, as it runs in production: a master that replaces lost workers."""

    def __init__(self, place: Place) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = place.folder / "server.log"
        self.environment = place.environment | {"BASE_URL": self.url}

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "gunicorn", "tests.bench.warm_site:warmed()", "--preload"]
        command += ["--worker-class", "gthread", "--workers", str(WORKERS)]
        command += ["--threads", str(THREADS), "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as log:
            self.master = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.wait()
        return self

    def wait(self) -> None:
        for _ in range(240):
            try:
                with urlopen(f"{self.url}/livez", timeout=1):  # noqa: S310 - loopback
                    return
            except (URLError, OSError):
                time.sleep(0.25)
        self.__exit__()
        sys.exit(f"Stopped: the site did not start.\n{self.log.read_text()[-2000:]}")

    def __exit__(self, *error: object) -> None:
        self.master.terminate()
        self.master.wait(timeout=30)

    def errors(self) -> list[str]:
        """What went wrong inside the site, each line once."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return sorted({line for line in lines if ERROR.match(line)})

    def workers(self) -> list[int]:
        """The worker processes that there are now (Linux)."""
        pid = self.master.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(child) for child in children.split()]

    def kill_a_worker(self, chance: random.Random) -> bool:
        """Kill one worker as the system would: without a word. False where there is none yet."""
        there = self.workers()
        if len(there) < WORKERS:
            return False
        os.kill(chance.choice(there), signal.SIGKILL)
        return True


def kill_and_save(
    server: Server, kills: int, *, seed: int, deadline: float, protected: bool
) -> tuple[int, list[Ledger]]:
    """Let people save while workers die; how many died, and what the people remember."""
    chance = random.Random(seed)  # noqa: S311 - when to kill
    people = [
        Saver(server.url, seed * 1000 + number, deadline, protected) for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    done, next_kill = 0, 0
    while done < kills and time.monotonic() < deadline and any(map(Saver.is_alive, people)):
        time.sleep(chance.uniform(*PAUSE_SECONDS))
        # People get on between two kills: otherwise nothing would ever be saved.
        answered = sum(person.ledger.answered for person in people)
        if answered >= next_kill and server.kill_a_worker(chance):
            done, next_kill = done + 1, answered + chance.randint(*ANSWERS_BETWEEN)
    for person in people:
        person.stop.set()
    for person in people:
        person.join()
    return done, [person.ledger for person in people]


def compare(ledgers: Sequence[Ledger], stored: Mapping[str, Any]) -> list[Found]:
    """What was acknowledged beside what `tests.bench.stored` has printed."""
    kept = [item for ledger in ledgers for item in ledger.kept.items()]
    saves = [item for ledger in ledgers for item in ledger.saves.items()]
    actions = [each for ledger in ledgers for each in ledger.actions]
    names = [each for ledger in ledgers for each in ledger.names]
    values, versions = stored["values"], stored["versions"]
    missing = sum(values.get(hash_at(home), {}).get(name) != said for (home, name), said in kept)
    # A check starts at version 1, and each form that changed it adds one.
    extra = [versions.get(hash_at(home), 1) - 1 - number for home, number in saves]
    started = stored["started"] - len(saves)
    return [
        Found("answers and notes", len(kept), missing, 0),
        found("forms that changed a check", sum(number for _, number in saves), extra),
        found("checks counted as started", len(saves), [started]),
        found("actions", len(actions), [stored["actions"].get(each, 0) - 1 for each in actions]),
        found(
            "people who joined", len(names), [stored["names"].get(each, 0) - 1 for each in names]
        ),
    ]


def found(what: str, sent: int, extra: Sequence[int]) -> Found:
    """`extra` says, thing by thing, how many more of it there are than one."""
    lost, doubled = -sum(n for n in extra if n < 0), sum(n for n in extra if n > 0)
    return Found(what, sent, lost, doubled)


def hash_at(home: str) -> str:
    """The hash of the secret in `/self-check/<secret>/`."""
    return hash_of(home.strip("/").split("/")[-1])


@contextmanager
def place_at(address: str) -> Iterator[Place]:
    """A prepared site on SQLite, or in a new database beside the one that an address names."""
    if not address:
        with scratch_places("sqlite") as places:
            yield places.prepared()
        return
    if urlsplit(address).hostname not in LOOPBACK:
        sys.exit("That database is not on this machine.")
    with scratch_places("sqlite") as scratch:
        places = Places("postgresql", scratch.folder, address)
        try:
            yield places.prepared()
        finally:
            places.remove()


def report(kills: int, ledgers: Sequence[Ledger], results: Sequence[Found]) -> str:
    sent = sum(sum(ledger.sent.values()) for ledger in ledgers)
    cut_off = sum(ledger.cut_off for ledger in ledgers)
    asked = sum(ledger.asked for ledger in ledgers)
    broken = [each for ledger in ledgers for each in ledger.broken]
    rows = [[each.what, str(each.sent), str(each.lost), str(each.doubled)] for each in results]
    return "\n".join(
        [
            f"{kills} kills, {sent} forms sent, {cut_off} requests cut off",
            f"{asked} forms asked about, {len(broken)} other failures",
            *sorted(set(broken)),
            table(HEADINGS, rows),
            "",
        ]
    )


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--minutes", type=float, default=10, help="Give up after so long.")
    parser.add_argument("--database-url", default="", help="A PostgreSQL; SQLite without it.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--without-key",
        action="store_true",
        help="A control: forms carry neither key nor what was seen, so doubles must be found.",
    )
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    sys.stderr.write("Making a site (about a minute) …\n")
    with place_at(arguments.database_url) as place:
        with Server(place) as server:
            deadline = time.monotonic() + arguments.minutes * 60
            sys.stderr.write(f"Killing workers, {arguments.kills} times …\n")
            kills, ledgers = kill_and_save(
                server,
                arguments.kills,
                seed=arguments.seed,
                deadline=deadline,
                protected=not arguments.without_key,
            )
        sys.stderr.write("".join(f"{error}\n" for error in server.errors()))
        results = compare(ledgers, json.loads(place.run("-m", "tests.bench.stored")))
    sys.stdout.write(report(kills, ledgers, results))
    if kills < arguments.kills or any(ledger.broken for ledger in ledgers):
        return 2
    return 1 if any(each.lost or each.doubled for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
