"""Kills workers of a running site while people use it, and says what was lost or doubled."""

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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.people import Person
from tests.bench.places import ROOT, Place, places_at, stop
from tests.bench.tables import table

WORKERS, THREADS = 2, 8
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


@dataclass(frozen=True)
class Trial:
    """What a site is put through.

    - `people` - makes them, from a place, an address and what each needs to know (`Known`)
    - `stored` - the module that prints what the site has stored in the end, as JSON
    - `compare` - what was acknowledged beside what is stored
    """

    people: Callable[[Place, "Known"], Sequence[Any]]
    stored: str
    compare: Callable[[Sequence[Any], Mapping[str, Any]], list[Found]]


@dataclass(frozen=True)
class Known:
    """What people know before they begin. Each has a seed of their own, from `seed` on."""

    site: str
    seed: int
    deadline: float
    protected: bool


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
        command += ["--graceful-timeout", "10"]
        with self.log.open("wb") as log:
            self.master = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.wait()
        return self

    def wait(self) -> None:
        for _ in range(720):
            try:
                with urlopen(f"{self.url}/livez", timeout=1):  # noqa: S310 - loopback
                    return
            except (URLError, OSError):
                time.sleep(0.25)
        self.__exit__()
        stop(f"Stopped: the site did not start.\n{self.log.read_text()[-2000:]}")

    def __exit__(self, *error: object) -> None:
        self.master.terminate()
        try:
            self.master.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.master.kill()
            self.master.wait()

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


def kill_while_used(server: Server, people: Sequence[Person], kills: int, known: Known) -> int:
    """Let people use the site while workers die; how many died."""
    chance = random.Random(known.seed)  # noqa: S311 - when to kill
    for person in people:
        person.start()
    done, next_kill = 0, 0
    while done < kills and time.monotonic() < known.deadline and any(map(Person.is_alive, people)):
        time.sleep(chance.uniform(*PAUSE_SECONDS))
        # People get on between two kills: otherwise nothing would ever be saved.
        answered = sum(person.ledger.answered for person in people)
        if answered >= next_kill and server.kill_a_worker(chance):
            done, next_kill = done + 1, answered + chance.randint(*ANSWERS_BETWEEN)
    for person in people:
        person.stop.set()
    for person in people:
        person.join()
    return done


def found(what: str, sent: int, extra: Sequence[int]) -> Found:
    """`extra` says, thing by thing, how many more of it there are than one."""
    lost, doubled = -sum(n for n in extra if n < 0), sum(n for n in extra if n > 0)
    return Found(what, sent, lost, doubled)


def report(kills: int, people: Sequence[Person], results: Sequence[Found]) -> str:
    ledgers = [person.ledger for person in people]
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


def read_arguments(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
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


def run(trial: Trial, description: str | None) -> int:
    """1 when something acknowledged is not there, or twice; 2 when the run itself went wrong."""
    arguments = read_arguments(description)
    sys.stderr.write("Making a site (about a minute) …\n")
    with places_at(arguments.database_url) as places:
        place = places.prepared()
        with Server(place) as server:
            deadline = time.monotonic() + arguments.minutes * 60
            known = Known(server.url, arguments.seed, deadline, not arguments.without_key)
            people = trial.people(place, known)
            sys.stderr.write(f"Killing workers, {arguments.kills} times …\n")
            kills = kill_while_used(server, people, arguments.kills, known)
        sys.stderr.write("".join(f"{error}\n" for error in server.errors()))
        results = trial.compare(people, json.loads(place.run("-m", trial.stored)))
    sys.stdout.write(report(kills, people, results))
    if kills < arguments.kills or any(person.ledger.broken for person in people):
        return 2
    return 1 if any(each.lost or each.doubled for each in results) else 0
