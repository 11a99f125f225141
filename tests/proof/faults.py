"""Lets each service of a site fail in each way while people use it: python -m tests.proof.faults --help.

The services of `make services` stand behind a proxy that refuses, resets, hangs, waits, cuts off or
drips. Exits 1 when a journey took longer or came out worse than is promised; 2 without services.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from content.keys import hash_of
from tests.bench.killing import Server
from tests.bench.places import Place, places_at, stop
from tests.bench.tables import table
from tests.proof.fault_place import FaultyPlace, environment_of, given, proxies
from tests.proof.fault_proxy import FAULTS, WORKING, FaultProxy
from tests.proof.journeys import DONE, JOURNEYS, LATER, Known, Outcome, outcome_of

RECOVERED_SECONDS = 2.0
LONGEST_RECOVERY = 60
# So long a site does without a service before it asks again (operations.fail_open_redis, search).
REST_SECONDS = 6.0
# What the control sets: limits so far away that nobody meets them.
WITHOUT_LIMITS = "tests.proof.without_limits"


@dataclass(frozen=True)
class Promise:
    """How long a journey may take longer than usual, the first time and the next, and its outcomes."""

    first: float
    following: float
    outcomes: tuple[str, ...] = (DONE,)


PROMISES = {
    "search": Promise(1.5, 0.3),
    "redis": Promise(0.3, 0.3),
    # A kept connection that is silent is given up after 17 seconds, and a new one after 3.
    "postgresql": Promise(20.0, 20.0, (DONE, LATER)),
    "mail": Promise(2.0, 2.0),
}


@dataclass(frozen=True)
class Cell:
    service: str
    fault: str
    journey: str
    first: Outcome
    following: Outcome
    usual: float
    is_second_look: bool = False

    @property
    def is_in_time(self) -> bool:
        promise = PROMISES[self.service]
        return (
            self.first.seconds <= self.usual + promise.first
            and self.following.seconds <= self.usual + promise.following
        )

    @property
    def is_served(self) -> bool:
        outcomes = {self.first.words, self.following.words}
        return outcomes <= set(PROMISES[self.service].outcomes)

    @property
    def is_slow(self) -> bool:
        return self.is_served and not self.is_in_time

    @property
    def is_met(self) -> bool:
        return self.is_in_time and self.is_served

    def shown(self) -> str:
        """The two times, and what came out where it was not as usual."""
        words = f"{self.first.seconds:.2f}, {self.following.seconds:.2f}"
        worse = sorted({self.first.words, self.following.words} - {DONE})
        again = [f"(again, usual {self.usual:.2f})"] if self.is_second_look else []
        words = " ".join([words, *worse, *again])
        return words if self.is_met else f"**{words}**"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=40, help="Give up after so long.")
    parser.add_argument("--services", nargs="*", default=list(PROMISES))
    parser.add_argument("--faults", nargs="*", default=list(FAULTS))
    parser.add_argument("--database-url", default=given("TEST_POSTGRESQL_URL"))
    parser.add_argument(
        "--control", action="store_true", help="The site's time limits are off: a miss is found."
    )
    return parser.parse_args()


def usual_times(known: Known, server: Server) -> dict[str, float]:
    """How long each journey takes while everything works. Stops where one does not work at all."""
    usual = {}
    for name, journey in JOURNEYS.items():
        outcomes = [outcome_of(journey, known) for _ in range(3)]
        if not outcomes[-1].is_served:
            said = server.log.read_text(encoding="utf-8")[-4000:]
            stop(f"{said}\nStopped: “{name}” fails without any fault: {outcomes[-1].words}")
        usual[name] = max(each.seconds for each in outcomes[1:])
    return usual


def recover(known: Known, proxy: FaultProxy) -> float:
    """Let a service work again; how long it took until every journey was served."""
    proxy.set(WORKING)
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_RECOVERY:
        if outcome_of(JOURNEYS["read a page"], known).is_served:
            taken = time.monotonic() - began
            outcome_of(JOURNEYS["search"], known)
            return taken
        time.sleep(0.1)
    return LONGEST_RECOVERY


def cells_of(
    service: str, fault: str, proxy: FaultProxy, known: Known, usual: Mapping[str, float]
) -> list[Cell]:
    proxy.set(fault)
    found = []
    for name, journey in JOURNEYS.items():
        first, following = outcome_of(journey, known), outcome_of(journey, known)
        found.append(Cell(service, fault, name, first, following, usual[name]))
    return [looked_at_again(cell, proxy, known) if cell.is_slow else cell for cell in found]


def looked_at_again(cell: Cell, proxy: FaultProxy, known: Known) -> Cell:
    """The same once more: another process may have had the machine. Slow twice counts."""
    journey = JOURNEYS[cell.journey]
    proxy.set(WORKING)
    time.sleep(REST_SECONDS)
    usual = max(outcome_of(journey, known).seconds for _ in range(3))
    proxy.set(cell.fault)
    first, following = outcome_of(journey, known), outcome_of(journey, known)
    return Cell(cell.service, cell.fault, cell.journey, first, following, usual, True)


def not_kept(place: Place, known: Known) -> list[str]:
    """What was acknowledged, and is not stored once: everything unsure is sent again before."""
    for send in known.unsure:
        send()
    values = json.loads(place.run("-m", "tests.bench.stored"))["values"]
    comments = json.loads(place.run("-m", "tests.bench.stored_comments"))["comments"]
    found = []
    for words, home in known.checks.items():
        check = values.get(hash_of(home.strip("/").split("/")[-1]), {})
        if words not in check.values():
            found.append("a note in a self-check is lost")
    times = [len(comments.get(words, [])) for words in known.comments]
    found += [f"a comment is there {number} times" for number in times if number != 1]
    return found


def run(arguments: argparse.Namespace) -> int:
    cells: list[Cell] = []
    recovered: dict[tuple[str, str], float] = {}
    with places_at(arguments.database_url) as places, ExitStack() as stack:
        place = places.prepared()
        told = json.loads(place.run("-m", "tests.proof.fault_stage"))
        outside = FaultProxy(9)
        found = stack.enter_context(proxies(place, stack, arguments.services))
        more = environment_of(place, found, outside.port)
        more |= {"DJANGO_SETTINGS_MODULE": WITHOUT_LIMITS} if arguments.control else {}
        if "search" in found:
            FaultyPlace(place.folder, place.database, more=more).run(
                "manage.py", "rebuild_search", "--no-progress"
            )
        with Server(FaultyPlace(place.folder, place.database, more=more)) as server:
            known = Known(server.url, **told)
            usual = usual_times(known, server)
            deadline = time.monotonic() + arguments.minutes * 60
            for service, fault in asked(arguments, found):
                if time.monotonic() > deadline:
                    break
                cells += cells_of(service, fault, found[service], known, usual)
                recovered[service, fault] = recover(known, found[service])
                sys.stderr.write(f"{service}, {fault}\n")
            lost = not_kept(place, known)
            wrong = server.errors()
        outside.close()
    sys.stderr.write("".join(f"{each}\n" for each in wrong))
    sys.stdout.write(report(cells, recovered, usual, found))
    missed = misses(cells, recovered, lost, outside.connections)
    expected = len(asked(arguments, found)) * len(JOURNEYS)
    if len(cells) < expected:
        missed.append(f"out of time: {expected - len(cells)} cells were not tried")
    sys.stdout.write(
        f"Sent again afterwards: {len(known.unsure)} forms; not kept once: {len(lost)}\n"
    )
    sys.stdout.write(f"Embeds: asked of hosts elsewhere {outside.connections} times\n")
    sys.stdout.write("".join(f"**missed**: {each}\n" for each in missed) or "met: nothing missed\n")
    return 1 if missed else 0


def asked(arguments: argparse.Namespace, found: Mapping[str, FaultProxy]) -> list[tuple[str, str]]:
    services = [each for each in arguments.services if each in found]
    return [(service, fault) for service in services for fault in arguments.faults]


def misses(
    cells: list[Cell], recovered: Mapping[tuple[str, str], float], lost: list[str], outside: int
) -> list[str]:
    found = [f"{each.service}, {each.fault}: {each.journey}" for each in cells if not each.is_met]
    found += [
        f"{service}, {fault}: {seconds:.1f} s until pages were served again"
        for (service, fault), seconds in recovered.items()
        if seconds > RECOVERED_SECONDS
    ]
    if outside:
        found.append("something was fetched from elsewhere")
    return [*found, *lost]


def report(
    cells: list[Cell],
    recovered: Mapping[tuple[str, str], float],
    usual: Mapping[str, float],
    found: Mapping[str, FaultProxy],
) -> str:
    """Seconds of the first and of the next time; bold where it is more than was promised."""
    rows = [["none", "", *(f"{usual[name]:.2f}" for name in JOURNEYS), ""]]
    for (service, fault), seconds in recovered.items():
        mine = [each for each in cells if (each.service, each.fault) == (service, fault)]
        rows.append([service, fault, *(each.shown() for each in mine), f"{seconds:.1f}"])
    without = [name for name in PROMISES if name not in found]
    lines = [
        "Seconds of the slowest answer, the first time and the next",
        table(["Service", "Fault", *JOURNEYS, "served again after"], rows),
        *(f"Not there, so not tried: {name}" for name in without),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(run(read_arguments()))
