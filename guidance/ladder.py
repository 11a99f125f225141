"""The ladder of outcome measures: what each rung asks, and which measures stand on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from framework.enums import Lens, Rung
from framework.models import Measure

Row = dict[str, str]
LEVEL_OF_7B = "Part 7b of the framework names it at"


@dataclass(frozen=True)
class RungAccount:
    """What a rung is about, in our words, and where it comes from."""

    asks: str
    origin: str


RUNGS: dict[str, RungAccount] = {
    Rung.REACH: RungAccount(
        "How much was done, and who was there. It is the easiest to count, and says the least.",
        f"{LEVEL_OF_7B} Emerging.",
    ),
    Rung.PARTICIPANTS: RungAccount(
        "What changed for the people who took part.", f"{LEVEL_OF_7B} Developing."
    ),
    Rung.STAFF: RungAccount(
        "What changed in what staff know, can do and have time for.", f"{LEVEL_OF_7B} Developing."
    ),
    Rung.DELIVERY: RungAccount(
        "What is designed, decided or done in another way now.", f"{LEVEL_OF_7B} Maturing."
    ),
    Rung.PERFORMANCE: RungAccount(
        "How well a service works for the people it is for.", f"{LEVEL_OF_7B} Thriving."
    ),
    Rung.GAP: RungAccount(
        "Whether health or care became fairer. It takes long, and many things play a part.",
        "The text of 7b that we have read does not name it. We add it, as it is the aim of the work.",
    ),
    Rung.UNINTENDED: RungAccount(
        "What nobody planned, good or bad. Ask about it at every rung.",
        f"{LEVEL_OF_7B} Thriving.",
    ),
}


def gist(text: str) -> str:
    """The first sentence of a text.

    >>> gist("How many came. It shows who was left out."), gist("No end"), gist("")
    ('How many came.', 'No end', '')
    """
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else text


def measure_row(measure: Measure) -> Row:
    """A measure as `components/link_list.html` wants it; one for one kind of work only says so."""
    one_kind = measure.lens != Lens.BOTH
    return {
        "text": measure.name,
        "url": measure.path,
        "meta": gist(measure.shows),
        "tag": f"{measure.get_lens_display()} work" if one_kind else "",
    }


def ladder_of(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """Every rung in order with its measures, those that have none too."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for measure in measures:
        rows[measure.rung].append(measure_row(measure))
    return [
        {
            "anchor": rung.value,
            "label": rung.label,
            "asks": RUNGS[rung].asks,
            "origin": RUNGS[rung].origin,
            "links": rows[rung],
        }
        for rung in Rung
    ]
