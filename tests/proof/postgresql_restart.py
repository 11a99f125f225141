"""Restarts PostgreSQL while people save: python -m tests.proof.postgresql_restart --help.

Nothing that was acknowledged may be lost or doubled, nobody may get an error but a friendly 503,
and two seconds after the server is there again the site works. Exits 1 on a miss, 2 when the run
itself went wrong.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.bench.kill_saves import compare
from tests.bench.killing import Found, Server
from tests.bench.people import Answer
from tests.bench.places import Place, Places
from tests.bench.savers import Saver
from tests.bench.tables import table, verdict
from tests.proof.own_postgresql import FAST, IMMEDIATE, OwnPostgresql, own_postgresql

PEOPLE = 8
LONGEST_RECOVERY = 2.0
IN_A_ROW = 20
"""So many answers one after the other mean that no connection is left that does not work."""
SECONDS_UP = 2.0
SECONDS_DOWN = 0.5


@dataclass
class Refusals:
    """The answers that were no good: how many friendly ones, and what else."""

    friendly: int = 0
    others: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Patient(Saver):
    """Somebody who waits when told to, and sends the same form again."""

    refusals: Refusals = field(default_factory=Refusals)

    def once(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        answer = super().once(method, path, fields)
        if answer.status == 503 and "not available just now" in answer.text:
            self.refusals.friendly += 1
            time.sleep(0.1)
            raise ConnectionError
        if answer.status >= 500:
            self.refusals.others.append(f"{method} {answer.status}")
        return answer


def works(site: str) -> bool:
    """Whether a page that needs the database is served."""
    try:
        with urlopen(f"{site}/search/?q=people", timeout=20) as answer:  # noqa: S310 - loopback
            return bool(answer.status == 200)
    except (HTTPError, URLError, OSError):
        return False


def seconds_to_recover(site: str) -> float:
    """From now until the first of many good answers in a row."""
    began = time.monotonic()
    since, in_a_row = began, 0
    while in_a_row < IN_A_ROW and time.monotonic() < began + 30:
        if works(site):
            since = since if in_a_row else time.monotonic()
            in_a_row += 1
        else:
            in_a_row = 0
    return since - began if in_a_row else 30.0


def restart(server: OwnPostgresql, site: str, times: int) -> list[float]:
    """Restart the server in both ways by turns; how long the site needed each time."""
    needed = []
    for number in range(times):
        time.sleep(SECONDS_UP)
        server.stop(IMMEDIATE if number % 2 else FAST)
        time.sleep(SECONDS_DOWN)
        server.start()
        needed.append(seconds_to_recover(site))
    return needed


class PatientServer(Server):
    """A site that may take its time to end: other things may run on this machine."""

    def __exit__(self, *error: object) -> None:
        self.master.terminate()
        self.master.wait(timeout=120)


def use(place: Place, server: OwnPostgresql, times: int) -> tuple[list[Patient], list[float]]:
    with PatientServer(place) as site:
        deadline = time.monotonic() + 60 + times * 40
        people = [Patient(site.url, seed, deadline) for seed in range(1000, 1000 + PEOPLE)]
        for person in people:
            person.start()
        needed = restart(server, site.url, times)
        for person in people:
            person.stop.set()
        for person in people:
            person.join()
        sys.stderr.write("".join(f"{error}\n" for error in site.errors()))
    return people, needed


def forget_something(people: Sequence[Patient]) -> None:
    """The control: something that nobody stored counts as acknowledged."""
    people[0].ledger.actions.append("An action that was never stored")


def report(people: Sequence[Patient], needed: Sequence[float], results: Sequence[Found]) -> str:
    refusals = [person.refusals for person in people]
    longest = max(needed)
    figures = [
        ["restarts", str(len(needed)), ""],
        ["forms sent", str(sum(sum(each.ledger.sent.values()) for each in people)), ""],
        ["friendly 503 with the words", str(sum(each.friendly for each in refusals)), ""],
        [
            "other errors",
            str(others := sum(len(each.others) for each in refusals)),
            verdict(others, 0),
        ],
        ["seconds to recover, median", f"{median(needed):.2f}", ""],
        ["seconds to recover, longest", f"{longest:.2f}", verdict(longest, LONGEST_RECOVERY)],
    ]
    rows = [[each.what, str(each.sent), str(each.lost), str(each.doubled)] for each in results]
    parts = [
        table(("PostgreSQL restarted", "figure", "target"), figures),
        table(("What", "sent", "lost", "doubled"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def misses(
    people: Sequence[Patient], needed: Sequence[float], results: Sequence[Found]
) -> list[str]:
    """What was not as it has to be, in a line each."""
    wrong = [each for each in results if each.lost or each.doubled]
    found = [f"{each.what}: {each.lost} lost, {each.doubled} doubled" for each in wrong]
    found += [error for person in people for error in person.refusals.others]
    if max(needed) > LONGEST_RECOVERY:
        found.append(f"{max(needed):.2f} s to recover")
    return found


def planted_found(results: Sequence[Found]) -> bool:
    """Whether exactly what the control claims is missing, and nothing else."""
    return [(each.lost, each.doubled) for each in results if each.lost or each.doubled] == [(1, 0)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=10)
    parser.add_argument("--control", action="store_true", help="Claim something that was not sent")
    arguments = parser.parse_args()
    sys.stderr.write("Making a site (about a minute) …\n")
    with own_postgresql() as server:
        places = scratch(server)
        place = places.prepared()
        people, needed = use(place, server, arguments.restarts)
        if arguments.control:
            forget_something(people)
        results = compare(people, json.loads(place.run("-m", "tests.bench.stored")))
    sys.stdout.write(report(people, needed, results))
    missed = misses(people, needed, results)
    sys.stdout.write("".join(f"**missed**: {each}\n" for each in missed))
    if not all(each.sent for each in results) or not sum(p.refusals.friendly for p in people):
        return 2
    return int(planted_found(results) if arguments.control else bool(missed))


def scratch(server: OwnPostgresql) -> Places:
    """Its databases go with the server's folder."""
    folder = server.folder / "site"
    folder.mkdir()
    return Places("postgresql", folder, server.address)


if __name__ == "__main__":
    sys.exit(main())
