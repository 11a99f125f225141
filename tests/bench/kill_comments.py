"""Kills workers of a site while people comment on a draft: python -m tests.bench.kill_comments --help.

People open links, agree, comment, answer guided questions and change their words. Compares what was
acknowledged with what is stored in the end. Exits 1 when something that was acknowledged is not
there, or is there twice; 2 when the run itself went wrong.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.commenters import Commenter
from tests.bench.killing import Found, Known, Trial, found, run
from tests.bench.places import Place

PEOPLE = 16
LINKS_OF_EACH = 30


def people(place: Place, known: Known) -> list[Commenter]:
    """A round is opened, and its links are dealt out."""
    links = json.loads(place.run("-m", "tests.bench.comment_round", str(PEOPLE * LINKS_OF_EACH)))
    return [
        Commenter(
            known.site,
            known.seed * 1000 + number,
            known.deadline,
            known.protected,
            links=links[number::PEOPLE],
        )
        for number in range(PEOPLE)
    ]


def compare(people: Sequence[Commenter], stored: Mapping[str, Any]) -> list[Found]:
    """What was acknowledged beside what `tests.bench.stored_comments` has printed."""
    ledgers = [person.ledger for person in people]
    said = {words: place for ledger in ledgers for words, place in ledger.said.items()}
    changes = {words: number for ledger in ledgers for words, number in ledger.changes.items()}
    tried = [words for ledger in ledgers for words in ledger.tried]
    agreed = sum(ledger.sent["people who agreed"] for ledger in ledgers)
    comments: Mapping[str, list[tuple[str, int]]] = stored["comments"]
    rows = {words: len(comments.get(words, [])) for words in tried}
    lost = sum(
        place not in [at for at, _ in comments.get(words, [])] for words, place in said.items()
    )
    extra = [comments[words][0][1] - n for words, n in changes.items() if words in comments]
    return [
        Found("comments and answers", len(said), lost, sum(max(n - 1, 0) for n in rows.values())),
        found("changes", sum(changes.values()), extra),
        found("people who began", agreed, [stored["started"] - agreed]),
    ]


if __name__ == "__main__":
    sys.exit(run(Trial(people, "tests.bench.stored_comments", compare), __doc__))
