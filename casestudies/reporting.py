"""What may be reported, and whether figures and words agree. Plain values in and out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casestudies.enums import Direction, OutcomeStatus
from casestudies.evidence import Figures, Reading
from casestudies.wording import AMOUNTS, plain_number

SMALLEST_SHOWN = 8
PERCENT = "%"
# Units that count people, or things that happen to one person at a time.
PEOPLE = re.compile(
    r"\b(people|persons|adults|children|babies|men|women|girls|boys|patients|residents|carers"
    r"|parents|mothers|fathers|families|households|students|pupils|learners|staff|workers"
    r"|employees|nurses|doctors|volunteers|partners|participants|members|users|callers|visitors"
    r"|smokers|tenants|refugees|travellers|veterans|prisoners"
    r"|births|deaths|admissions|referrals|diagnoses|cases)\b"
)
E_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
PHONE = re.compile(r"(?<![\d£])(?:\+\d|\(?0\d)(?:[\s().-]*\d){7,12}(?!\d)")


class Verdict(StrEnum):
    """Which way it went, seen from what was hoped for."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class Time:
    """The fields that belong together: those from before, or those from after."""

    word: str
    value: str
    day: str
    of: str
    other: str


TIMES = (
    Time(
        "before", "baseline_value", "baseline_date", "baseline_denominator", "comparison_baseline"
    ),
    Time("after", "followup_value", "followup_date", "followup_denominator", "comparison_followup"),
)


def counts_people(unit: str) -> bool:
    """Whether a unit counts people, so that a small number could point to one of them.

    >>> counts_people("people"), counts_people("Young carers"), counts_people("surgeries")
    (True, True, False)
    >>> counts_people("%"), counts_people("deaths per 100,000"), counts_people("staff hours")
    (False, False, False)
    """
    words = unit.lower()
    return bool(PEOPLE.search(words)) and AMOUNTS.isdisjoint(words.split()) and " per " not in words


def is_small_count(value: Decimal | int | None, unit: str) -> bool:
    """Whether a number is a count of 1 to 7 people. Nobody at all points to nobody.

    >>> [is_small_count(value, "people") for value in (0, 1, 7, 8, None)]
    [False, True, True, False, False]
    >>> is_small_count(4, "decisions")
    False
    """
    return value is not None and 0 < value < SMALLEST_SHOWN and counts_people(unit)


def is_small_base(of: int | None, unit: str) -> bool:
    """Whether a figure stands on 1 to 7 people. What a percentage or a wait stands on is people.

    >>> is_small_base(7, "people"), is_small_base(7, "%"), is_small_base(7, "days")
    (True, True, True)
    >>> is_small_base(7, "surgeries"), is_small_base(8, "%"), is_small_base(None, "%")
    (False, False, False)
    """
    if of is None or not 0 < of < SMALLEST_SHOWN:
        return False
    return unit == PERCENT or unit in AMOUNTS or counts_people(unit)


def number_problem(value: Decimal | None, unit: str) -> str:
    """Why a number cannot be right, or cannot be shown; empty when nothing is wrong.

    >>> number_problem(Decimal(41), "%"), number_problem(Decimal(-3), "percentage points")
    ('', '')
    >>> number_problem(Decimal(120), "%")[:36]
    'A percentage is from 0 to 100, not 1'
    """
    if value is None:
        return ""
    if unit == PERCENT and not 0 <= value <= 100:
        return (
            f"A percentage is from 0 to 100, not {plain_number(value)}."
            " For a difference between two percentages, write the unit as “percentage points”."
        )
    if value < 0 and counts_people(unit):
        return "A count cannot be less than 0."
    if is_small_count(value, unit):
        return (
            "A count under 8 could point to a person."
            " Tick “small number hidden” and leave the figures empty."
        )
    return ""


def base_problem(value: Decimal | None, of: int | None, unit: str) -> str:
    """Why a number cannot stand on so few, or on fewer than itself.

    >>> base_problem(Decimal(50), 4, "%")[:31]
    'Fewer than 8 were counted. That'
    >>> base_problem(Decimal(44), 40, "people")
    'This is less than the figure itself. Check both.'
    """
    if is_small_base(of, unit):
        return (
            "Fewer than 8 were counted. That could point to a person."
            " Tick “small number hidden”, and leave this and the figures empty."
        )
    if value is not None and of is not None and counts_people(unit) and value > of:
        return "This is less than the figure itself. Check both."
    return ""


def change_verdict(figures: Figures, direction: str) -> Verdict | None:
    """Which way a figure went; nothing without both figures, or without a wish.

    >>> day = date(2025, 3, 1)
    >>> wait = Figures("days", Reading(Decimal(9), day), Reading(Decimal(16), day))
    >>> change_verdict(wait, "down").value, change_verdict(wait, "up").value
    ('worse', 'better')
    """
    first, last = figures.first, figures.last
    if first is None or last is None:
        return None
    if first.value == last.value:
        return Verdict.SAME
    if direction not in Direction.values:
        return None
    went = Direction.UP if last.value > first.value else Direction.DOWN
    return Verdict.BETTER if went == direction else Verdict.WORSE


def gap_verdict(figures: Figures) -> Verdict | None:
    """Whether a gap closed or grew; nothing when difference and ratio do not agree.

    >>> def gap(*pairs):
    ...     return gap_verdict(Figures("%", *(Reading(Decimal(own), date(2025, 3, 1), None,
    ...                                              Decimal(other)) for own, other in pairs)))
    >>> gap((47, 54), (58, 61)).value, gap((47, 54), (47, 60)).value, gap((5, 10), (20, 30))
    ('better', 'worse', None)
    """
    first, last = figures.first, figures.last
    if first is None or last is None or first.other is None or last.other is None:
        return None
    ways = {way(distance(first), distance(last)), way(unlikeness(first), unlikeness(last))}
    return ways.pop() if len(ways) == 1 else None


def way(before: Decimal, after: Decimal) -> Verdict:
    if before == after:
        return Verdict.SAME
    return Verdict.WORSE if after > before else Verdict.BETTER


def distance(reading: Reading) -> Decimal:
    return abs(reading.value - (reading.other or 0))


def unlikeness(reading: Reading) -> Decimal:
    """How many times the larger is the smaller; without a smaller one, how far apart they are."""
    small, large = sorted([reading.value, reading.other or Decimal(0)])
    return large / small if small > 0 else distance(reading)


CHECK = "or check the figures and the direction wanted."
CONTRADICTIONS = {
    (OutcomeStatus.MEASURED, Verdict.WORSE): f"This went the wrong way. Choose “Worse”, {CHECK}",
    (OutcomeStatus.EARLY_SIGN, Verdict.WORSE): f"This went the wrong way. Choose “Worse”, {CHECK}",
    (OutcomeStatus.MEASURED, Verdict.SAME): "Nothing changed. Choose “No change”.",
    (OutcomeStatus.EARLY_SIGN, Verdict.SAME): "Nothing changed. Choose “No change”.",
    (OutcomeStatus.WORSE, Verdict.BETTER): f"This went the right way. Choose “Measured”, {CHECK}",
    (OutcomeStatus.WORSE, Verdict.SAME): "Nothing changed. Choose “No change”.",
}


def contradiction(status: str, verdict: Verdict | None) -> str:
    """What to do when a status says one thing and the figures another.

    >>> contradiction("measured", Verdict.SAME)
    'Nothing changed. Choose “No change”.'
    >>> contradiction("measured", Verdict.BETTER), contradiction("measured", None)
    ('', '')
    """
    known = [
        words
        for (claimed, found), words in CONTRADICTIONS.items()
        if claimed.value == status and found == verdict
    ]
    return known[0] if known else ""


def contact_details_in(text: str) -> str:
    """The kind of private contact detail that stands in a text, if any.

    >>> contact_details_in("Write to jo@example.org"), contact_details_in("Ring 01632 960 123")
    ('an e-mail address', 'a phone number')
    >>> contact_details_in("Two elders, on 5 November 2026, and 0 of 40 others")
    ''
    """
    if E_MAIL.search(text):
        return "an e-mail address"
    return "a phone number" if PHONE.search(text) else ""


def private_details(roles: Mapping[str, str]) -> dict[str, str]:
    """What to say at each field for a role that holds a way to reach one person.

    >>> private_details({"contact_role": "Head of engagement", "confirmed_by": "a@b.org"})
    {'confirmed_by': 'This holds an e-mail address. Please take it out: anyone could read it. Name a role.'}
    """
    found = {name: contact_details_in(text) for name, text in roles.items()}
    return {
        name: f"This holds {kind}. Please take it out: anyone could read it. Name a role."
        for name, kind in found.items()
        if kind
    }


def confirmation_gaps(by: str, on: date | None, view: str, today: date) -> dict[str, str]:
    """What is missing before we may say that the people in the story confirmed it.

    >>> day = date(2026, 1, 5)
    >>> confirmation_gaps("", None, "", day), list(confirmation_gaps("Two carers", None, "", day))
    ({}, ['confirmed_on'])
    """
    gaps = {}
    if (on or view) and not by:
        gaps["confirmed_by"] = "Say who confirmed it: a role, such as “two of the carers”."
    if by and not on:
        gaps["confirmed_on"] = "Say on which day they confirmed it."
    if on and on > today:
        gaps["confirmed_on"] = "This day is still to come. Give the day on which they confirmed it."
    return gaps
