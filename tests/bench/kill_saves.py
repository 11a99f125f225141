"""Kills workers of a running site while people save: python -m tests.bench.kill_saves --help.

Compares what the site acknowledged with what is stored in the end. Exits 1 when something that was
acknowledged is not there, or is there twice; 2 when the run itself went wrong.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from content.keys import hash_of
from tests.bench.killing import Found, Known, Trial, found, run
from tests.bench.places import Place
from tests.bench.savers import Saver

PEOPLE = 16


def people(place: Place, known: Known) -> list[Saver]:
    seeds = range(known.seed * 1000, known.seed * 1000 + PEOPLE)
    return [Saver(known.site, seed, known.deadline, known.protected) for seed in seeds]


def compare(people: Sequence[Saver], stored: Mapping[str, Any]) -> list[Found]:
    """What was acknowledged beside what `tests.bench.stored` has printed."""
    ledgers = [person.ledger for person in people]
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


def hash_at(home: str) -> str:
    """The hash of the secret in `/self-check/<secret>/`."""
    return hash_of(home.strip("/").split("/")[-1])


if __name__ == "__main__":
    sys.exit(run(Trial(people, "tests.bench.stored", compare), __doc__))
