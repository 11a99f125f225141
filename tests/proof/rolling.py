"""Restarts the two gunicorns one after the other while people use the site: nobody may notice.

The control asks one gunicorn straight, without the proxy. Its restarts have to be seen there:
otherwise the people behind the proxy proved nothing.
"""

import argparse
import itertools
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.places import ROOT
from tests.bench.tables import table
from tests.proof.stack_site import Client, Stack, running_stack

PATHS = ("/", "/framework/", "/guidance/", "/case-studies/", "/self-check/", "/search/?q=health")
LEAST = 2_000
PEOPLE = 6
FORM = "words=without+a+token"


@dataclass(eq=False)
class Visitor(threading.Thread):
    """Asks one page after the other; every fifth time a form is sent.

    The form carries no token, so the site refuses it (403): what counts is that it answers.
    """

    client: Client
    number: int
    stop: threading.Event
    pause: float = 0.01
    asked: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        for turn in itertools.count():
            if self.stop.is_set():
                return
            self.take(turn)
            time.sleep(self.pause)

    def take(self, turn: int) -> None:
        # What nobody has asked before is in no proxy's copy: one of the gunicorns has to answer.
        path = PATHS[turn % len(PATHS)]
        path += f"{'&' if '?' in path else '?'}visit={self.number}-{turn}"
        method, body = ("POST", FORM) if turn % 5 == 4 else ("GET", None)
        if method == "POST":
            path = "/tell-us/"
        status, seconds = self.client.ask(path, method, body)
        self.asked[method] += 1
        if status >= 500:
            self.failed[method] += 1
            self.told[f"{method} {path.split('?')[0]} {status}"] += 1
        self.slowest = max(self.slowest, seconds)
        # Half of the people keep their connection; the others come anew each time.
        if self.number % 2:
            self.client.close()


def restart(stack: Stack, number: int) -> None:
    subprocess.run(  # noqa: S603 - our own command
        [str(ROOT / "deploy" / "stack"), "restart-web", str(number)],
        check=True,
        cwd=ROOT,
        env=stack.environment,
        timeout=300,
    )


def row(who: str, visitors: Sequence[Visitor]) -> list[str]:
    asked = sum((each.asked for each in visitors), Counter[str]())
    failed = sum((each.failed for each in visitors), Counter[str]())
    slowest = max(each.slowest for each in visitors)
    return [
        who,
        f"{asked['GET']:,}",
        f"{failed['GET']:,}",
        f"{asked['POST']:,}",
        f"{failed['POST']:,}",
        f"{slowest:.2f}",
    ]


def failures(visitors: Sequence[Visitor]) -> int:
    return sum(each.failed.total() for each in visitors)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=20, help="Each is of both gunicorns.")
    arguments = parser.parse_args()
    stack, stop = running_stack(), threading.Event()
    people = [Visitor(stack.proxy(), number, stop) for number in range(PEOPLE)]
    control = [Visitor(stack.web(1), 1, stop, pause=0.05)]
    for visitor in people + control:
        visitor.start()
    began = time.monotonic()
    for _ in range(arguments.restarts):
        restart(stack, 1)
        restart(stack, 2)
    seconds = time.monotonic() - began
    # Few restarts on a fast machine: people stay until there are enough of them to tell.
    while sum(each.asked["GET"] for each in people) < LEAST:
        time.sleep(0.1)
    stop.set()
    for visitor in people + control:
        visitor.join(timeout=60)
    sys.stdout.write(
        f"{arguments.restarts} rolling restarts in {seconds:.0f} s\n"
        + table(
            ("Way", "GET", "failed", "POST", "failed", "slowest s"),
            [row("behind the proxy", people), row("straight (control)", control)],
        )
        + "\n"
    )
    for what, times in sum((each.told for each in people), Counter[str]()).items():
        sys.stdout.write(f"Failed behind the proxy: {what} ({times} times)\n")
    if not failures(control):
        sys.stdout.write("The control saw no restart: this run proves nothing.\n")
    return int(failures(people) > 0 or not failures(control))


if __name__ == "__main__":
    sys.exit(main())
