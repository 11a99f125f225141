"""What the library of case studies costs as it grows: python -m tests.bench.library --help."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.places import ENGINES, Place, Places, scratch_places
from tests.bench.tables import cost, report

SIZES = [100, 1_000, 10_000]
SAMPLE = 200


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def worker(place: Place, *what: str) -> Any:
    return json.loads(place.run("-m", "tests.bench.worker", *what))


def fill(places: Places, size: int) -> tuple[Place, dict[str, Any]]:
    """A site with this many studies, and what it cost to bring them in and to index them again."""
    say(f"{places.engine}: {size} studies …")
    place = places.copy(str(size))
    imported = worker(place, "import", str(size))
    return place, {"import": imported, "rebuild": worker(place, "rebuild"), "requests": {}}


def keep_best(known: dict[str, Any], new: dict[str, Any]) -> None:
    """Of two rounds the one that the rest of the machine disturbed less, for each request."""
    for name, figures in new.items():
        best = known.setdefault(name, figures)
        for state in ("warm", "cold"):
            best[state] = min(best[state], figures[state], key=cost)


def measure(engine: str, sizes: list[int], rounds: int) -> dict[str, Any]:
    """Everything about one engine. What it made is gone afterwards."""
    with scratch_places(engine) as places:
        say(f"{engine}: making a site …")
        filled = {size: fill(places, size) for size in sizes}
        for turn in range(rounds):
            say(f"{engine}: requests, round {turn + 1} of {rounds} …")
            for place, figures in filled.values():
                keep_best(figures["requests"], worker(place, "requests"))
        say(f"{engine}: {SAMPLE} studies, one at a time …")
        plain = worker(places.copy("plain"), "add-child", str(SAMPLE))
        by_size = {str(size): figures for size, (_, figures) in filled.items()}
        return {"engine": engine, "sizes": by_size, "plain": {**plain, "studies": SAMPLE}}


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=["sqlite"])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="Numbers of studies.")
    parser.add_argument("--rounds", type=int, default=3, help="The best of so many is shown.")
    parser.add_argument("--output", type=Path, help="Write the figures here too, as JSON.")
    return parser.parse_args()


def main() -> None:
    arguments = read_arguments()
    results = []
    for engine in arguments.engine:
        result = measure(engine, sorted(arguments.sizes), arguments.rounds)
        results.append(result)
        sys.stdout.write(report(result))
        sys.stdout.flush()
    if arguments.output:
        arguments.output.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
