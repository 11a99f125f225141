"""Kills workers of a site while people tell of their work: python -m tests.bench.kill_offers --help.

Compares what was acknowledged with what is stored in the end. Exits 1 when something that was
acknowledged is not there, is there twice, or is still there after it was taken back; 2 when the run
itself went wrong.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from content.keys import hash_of
from tests.bench.killing import Found, Known, Trial, found, run
from tests.bench.offerers import SENT, TAKEN_BACK, Offerer
from tests.bench.places import Place

PEOPLE = 16
NOTHING: Mapping[str, Any] = {"said": {}, "version": 1, "sent": False}


def people(place: Place, known: Known) -> list[Offerer]:
    seeds = range(known.seed * 1000, known.seed * 1000 + PEOPLE)
    return [Offerer(known.site, seed, known.deadline, known.protected) for seed in seeds]


def compare(people: Sequence[Offerer], stored: Mapping[str, Any]) -> list[Found]:
    """What was acknowledged beside what `tests.bench.stored_offers` has printed."""
    ledgers = [person.ledger for person in people]
    ended = {token: how for ledger in ledgers for token, how in ledger.ended.items()}
    titles = {title: token for ledger in ledgers for title, token in ledger.titles.items()}
    said = {token: answers for ledger in ledgers for token, answers in ledger.said.items()}
    saves = {token: number for ledger in ledgers for token, number in ledger.saves.items()}
    gone = {token for token, how in ended.items() if how == TAKEN_BACK}
    sent = [token for token, how in ended.items() if how == SENT]
    kept = {token: stored.get(hash_of(token), NOTHING) for token in said.keys() - gone}
    titles_there = Counter(offer["said"]["title"] for offer in stored.values())
    begun = [titles_there[title] - 1 for title, token in titles.items() if token not in gone]
    answers = [(kept[token], *each) for token in kept for each in said[token].items()]
    missing = sum(offer["said"].get(name) != value for offer, name, value in answers)
    # An offer begins at version 1, and each form that changed it adds one.
    extra = [offer["version"] - 1 - saves.get(token, 0) for token, offer in kept.items()]
    unsent = sum(not kept[token]["sent"] for token in sent)
    still = sum(hash_of(token) in stored for token in gone)
    return [
        found("offers begun", len(begun), begun),
        Found("answers", len(answers), missing, 0),
        found("changes of an offer", sum(saves.get(token, 0) for token in kept), extra),
        Found("offers sent off", len(sent), unsent, 0),
        Found("offers taken back", len(gone), still, 0),
    ]


if __name__ == "__main__":
    sys.exit(run(Trial(people, "tests.bench.stored_offers", compare), __doc__))
