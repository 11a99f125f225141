"""Made-up case studies in any number, to try the site at scale: the same seed, the same text."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from django.db.models import Q

from casestudies.synthetic_outcomes import made_up_outcomes

WORDS = Path(__file__).parent / "data" / "synthetic.toml"
SLUG = "synthetic-"
TITLE = "Demonstration: synthetic "
MOST_STUDIES = 20_000
FIRST_PUBLISHED = datetime(2023, 9, 1, 9, tzinfo=UTC)
THREE_YEARS = 3 * 365 * 24 * 60 * 60
LEVELS = ("emerging", "developing", "maturing", "thriving")
# Of the parts of the story, those of which some studies leave out one or two.
MAY_BE_MISSING = ("lived_experience_support", "what_did_not_work", "effort", "differently")
HOW_MANY_MISSING = (0, 0, 1, 2)
# How made-up studies are told from all others, those of editors included.
MADE_BY_US = Q(demonstration=True, slug__startswith=SLUG, title__startswith=TITLE)
# A prime number: it scatters the numbers of studies over names and dates, and meets none twice.
STRIDE = 7919


@cache
def words() -> dict[str, Any]:
    """The lists of words, from their file."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def skew(length: int) -> tuple[float, ...]:
    """Weights for a list with the most used first: each place in it a half, a third … as often."""
    return tuple(accumulate(1 / place for place in range(1, length + 1)))


def one_of(chance: Random, entries: Sequence[Any]) -> Any:
    """One entry, the first ones more often than the last."""
    return chance.choices(entries, cum_weights=skew(len(entries)))[0]


def some_of(chance: Random, entries: Sequence[Any], fewest: int, most: int) -> list[Any]:
    """A few different entries, the first ones more often than the last."""
    wanted = chance.randint(fewest, most)
    drawn: dict[Any, None] = {}
    while len(drawn) < wanted:
        drawn[one_of(chance, entries)] = None
    return list(drawn)


def place_name(number: int, seed: int) -> str:
    """An invented place that no study of another number has."""
    parts = [words()[f"place_{part}"] for part in ("starts", "middles", "ends")]
    left = number * STRIDE + seed
    name = ""
    for part in parts:
        left, at = divmod(left, len(part))
        name += part[at]
    return name


def seldom_word(number: int, seed: int) -> str:
    """Words that one study in a hundred has."""
    seldom = words()["seldom"]
    return seldom[(number + seed) % len(seldom)]


class Writer:
    """Fills the gaps of sentences for one study."""

    def __init__(self, chance: Random, number: int, seed: int) -> None:
        self.chance = chance
        self.groups = some_of(chance, list(words()["groups"]), 1, 3)
        people = words()["groups"][self.groups[0]]
        self.fixed = {
            "place": place_name(number, seed),
            "seldom": seldom_word(number, seed),
            "people": people,
            "People": people[0].upper() + people[1:],
            "service": one_of(chance, words()["services"]),
        }

    def fill(self, sentence: str) -> str:
        return sentence.format(
            **self.fixed,
            partner=one_of(self.chance, words()["partners"]),
            detail=one_of(self.chance, words()["details"]),
        )

    def part(self, sentences: Sequence[str]) -> str:
        """A part of the story: its first sentence, and some of the others as a list."""
        others = self.chance.sample(sentences[1:], self.chance.randint(4, 5))
        points = "".join(f"<li>{self.fill(sentence)}</li>" for sentence in others)
        return f"<p>{self.fill(sentences[0])}</p><ul>{points}</ul>"

    def story(self) -> dict[str, str]:
        """The parts of the story; some studies leave out one or two."""
        missing = self.chance.sample(MAY_BE_MISSING, self.chance.choice(HOW_MANY_MISSING))
        return {
            part: self.part(sentences)
            for part, sentences in words()["story"].items()
            if part not in missing
        }


def level_moves(chance: Random, started: date, ended: date) -> list[dict[str, Any]]:
    """Parts of the framework with the levels before and after, and their days, where known."""
    moves = []
    for sub_phase in some_of(chance, words()["choices"]["sub_phases"], 1, 3):
        before = chance.randint(0, len(LEVELS) - 2)
        after = before + chance.choice((0, 1, 1, 1, 1))
        move: dict[str, Any] = {"sub_phase": sub_phase}
        known = chance.random()
        if known > 0.1:
            move["level_before"] = LEVELS[before]
        if known > 0.2:
            move["level_after"] = LEVELS[after]
        if known > 0.5:
            move |= {"level_before_on": started, "level_after_on": ended}
        moves.append(move)
    return moves


def dates(chance: Random, number: int) -> dict[str, Any]:
    """When the work was done and published: in this order, and never in the future."""
    seconds = number * STRIDE * STRIDE % THREE_YEARS
    published = FIRST_PUBLISHED + timedelta(seconds=seconds)
    ended = published.date() - timedelta(days=chance.randint(60, 250))
    return {
        "first_published_at": published,
        "last_published_at": published,
        "started": ended - timedelta(days=chance.randint(200, 700)),
        "ended": ended,
        "review_by": published.date() + timedelta(days=2 * 365),
    }


def confirmation(chance: Random, ended: date) -> dict[str, Any]:
    """Who agreed to the story, and when; one story in four is not confirmed."""
    if not chance.randrange(4):
        return {}
    choices = words()["choices"]
    return {
        "confirmed_by": one_of(chance, choices["confirmations"]),
        "confirmed_on": ended + timedelta(days=chance.randint(5, 50)),
        "confirmed_view": chance.choice(["", *choices["views"]]),
    }


def synthetic_study(number: int, seed: int = 1) -> dict[str, Any]:
    """One made-up study, in the form of a content file (see `casestudies.loading`)."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - made-up text, and no secret
    writer = Writer(chance, number, seed)
    choices, when = words()["choices"], dates(chance, number)
    title = writer.fill(chance.choice(choices["titles"]))
    return {
        "title": f"{TITLE}{number:05d}, {title}",
        "slug": f"{SLUG}{number:05d}",
        "summary": writer.fill(chance.choice(choices["summaries"])),
        "demonstration": True,
        "fictional_organisation": f"{one_of(chance, words()['boards'])} ICB (made up)",
        "place": f"{writer.fixed['place']}, a made-up place",
        "lens": one_of(chance, choices["lenses"]),
        "reach": one_of(chance, choices["reaches"]),
        **when,
        "phases": some_of(chance, choices["phases"], 1, 3),
        "sub_phases": level_moves(chance, when["started"], when["ended"]),
        "groups": writer.groups,
        "approaches": some_of(chance, choices["approaches"], 1, 2),
        "methods": some_of(chance, choices["methods"], 1, 4),
        "partner_types": some_of(chance, choices["partner_types"], 1, 3),
        **writer.story(),
        "contact_role": one_of(chance, choices["contacts"]),
        **confirmation(chance, when["ended"]),
        "licence": words()["licence"],
        "note": words()["note"],
        "outcomes": made_up_outcomes(chance, words(), start=when["started"], end=when["ended"]),
    }
