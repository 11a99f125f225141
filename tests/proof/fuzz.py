"""Sends hostile inputs to every public form of a site: python -m tests.proof.fuzz --help.

The forms, query strings and addresses are found by a crawl of a scratch site, so a new one is tried
without anybody adding it. Exits 1 when anything is missed; 2 when the run itself went wrong.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.places import ROOT, Place, places_at, stop
from tests.bench.tables import table
from tests.proof.judging import SLOWEST_SECONDS

LEAST_PAST_CSRF = 0.6
PLANTED = "tests.proof.planted"
PLANTED_NAMES = ("planted-error", "planted-markup", "planted-wait")
HEADINGS = ("Target", "inputs", "POSTs", "past CSRF", "5xx", "markup", "over 2 s", "slowest ms")
WHOLE = {
    "crawl failed": "pages that the crawl could not open",
    "content changed": "tables of content that have changed",
    "broken rows": "rows that break a rule",
    "people": "things of one person that another touched",
    "staff": "pages for staff that break or show markup",
}


@dataclass(frozen=True)
class Result:
    """What all processes told together."""

    tallies: list[dict[str, Any]]
    told: list[dict[str, Any]]

    def total(self, name: str) -> int:
        return sum(each[name] for each in self.tallies)

    @property
    def past_csrf(self) -> float:
        return self.total("past_csrf") / max(1, self.total("posts"))

    def all_of(self, name: str) -> list[str]:
        return sorted({each for part in self.told for each in part[name]})


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="To each form.")
    parser.add_argument("--minutes", type=float, default=300, help="Stop sending after so long.")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database-url", default="", help="A PostgreSQL; SQLite without it.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="Targets whose name matches this pattern.")
    parser.add_argument(
        "--control", action="store_true", help="A site with mistakes put in, which must be found."
    )
    return parser.parse_args()


def start(place: Place, part: int, arguments: argparse.Namespace) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.proof.fuzz_part", "--part", str(part)]
    for name in ("inputs", "minutes", "seed", "only"):
        command += [f"--{name}", str(getattr(arguments, name))]
    command += ["--parts", str(arguments.processes)]
    environment = place.environment | {"PYTHONUNBUFFERED": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": PLANTED} if arguments.control else {}
    return subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def run_parts(arguments: argparse.Namespace) -> Result:
    with places_at(arguments.database_url) as places:
        running = [
            start(places.copy(f"part{part}"), part, arguments)
            for part in range(arguments.processes)
        ]
        told = [json.loads(each.communicate()[0] or "null") for each in running]
        if any(each.returncode for each in running):
            stop("Stopped: a part of the run failed.")
    tallies = [tally for part in told for tally in part["tallies"]]
    return Result(sorted(tallies, key=lambda each: each["name"]), told)


def rows(result: Result) -> list[list[str]]:
    def row(name: str, tallies: Sequence[dict[str, Any]]) -> list[str]:
        sums = {key: sum(each[key] for each in tallies) for key in COUNTED}
        share = f"{sums['past_csrf'] / sums['posts']:.0%}" if sums["posts"] else ""
        slowest = max((each["slowest"] for each in tallies), default=0)
        figures = [sums["inputs"], sums["posts"]]
        found = [sums["errors"], sums["markup"], sums["slow"]]
        return [name, *map(str, figures), share, *map(str, found), f"{slowest * 1000:.0f}"]

    each_row = [row(tally["name"], [tally]) for tally in result.tallies]
    return [*each_row, row("**together**", result.tallies)]


COUNTED = ("inputs", "posts", "past_csrf", "errors", "markup", "slow")


def misses(result: Result, wanted: int) -> list[str]:
    """What was not as it has to be, in a line each."""
    return [*wrong_answers(result), *wrong_in_the_end(result), *not_sent(result, wanted)]


def wrong_answers(result: Result) -> list[str]:
    words = {
        "errors": "answers of 500 or above",
        "markup": "times unescaped markup, or a way to another site",
        "slow": f"answers took longer than {SLOWEST_SECONDS:g} s, twice",
    }
    found = [f"{result.total(name)} {what}" for name, what in words.items() if result.total(name)]
    if result.past_csrf < LEAST_PAST_CSRF:
        found.append(f"only {result.past_csrf:.0%} of the POSTs got past the CSRF check")
    return found


def wrong_in_the_end(result: Result) -> list[str]:
    told = {words: result.all_of(name) for name, words in WHOLE.items()}
    return [f"{len(there)} {words}" for words, there in told.items() if there]


def not_sent(result: Result, wanted: int) -> list[str]:
    found = []
    if lost := [each["name"] for each in result.tallies if each["inputs"] == 0]:
        found.append(f"nothing could be sent to: {', '.join(lost)}")
    if short := [each["name"] for each in result.tallies if 0 < each["inputs"] < wanted]:
        found.append(f"out of time at {len(short)} targets: fewer inputs than asked for")
    return found


def report(result: Result, arguments: argparse.Namespace, seconds: float) -> str:
    statuses: Counter[str] = Counter()
    for each in result.tallies:
        statuses.update(each["statuses"])
    counted = ", ".join(f"{number} of {status}" for status, number in sorted(statuses.items()))
    engine = "PostgreSQL" if arguments.database_url else "SQLite"
    wrongs = [f"{each['name']}: {wrong}" for each in result.tallies for wrong in each["wrongs"]]
    more = [f"{name}: {each}" for name in WHOLE for each in result.all_of(name)]
    lines = [
        f"Hostile inputs on {engine}, seed {arguments.seed}, {seconds:.0f} s",
        table(HEADINGS, rows(result)),
        f"Answers: {counted}",
        f"Past the CSRF check: {result.past_csrf:.0%} of {result.total('posts')} POSTs",
        f"At a form or page that is there: {result.total('at_the_form')}",
        f"Not reached by the crawl: {', '.join(result.all_of('not reached')) or 'nothing'}",
        *wrongs[:60],
        *more[:60],
    ]
    found = misses(result, arguments.inputs)
    lines += [f"**missed**: {each}" for each in found] or ["met: nothing was missed"]
    return "\n".join([*lines, ""])


def planted_found(result: Result) -> bool:
    """Whether each of the mistakes that were put in shows in the figures."""
    kinds = dict(zip(PLANTED_NAMES, ("errors", "markup", "slow"), strict=True))
    return all(
        any(name in each["name"] and each[kind] for each in result.tallies)
        for name, kind in kinds.items()
    )


def main() -> int:
    arguments = read_arguments()
    if arguments.control:
        arguments.only = arguments.only or "planted"
    sys.stderr.write("Making a site (about a minute) …\n")
    began = time.monotonic()
    result = run_parts(arguments)
    sys.stdout.write(report(result, arguments, time.monotonic() - began))
    if arguments.control:
        return 1 if planted_found(result) else 0
    return 1 if misses(result, arguments.inputs) else 0


if __name__ == "__main__":
    sys.exit(main())
