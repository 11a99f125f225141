"""Made-up outcomes for synthetic studies: every kind and state, with figures that could be true."""

from datetime import date
from random import Random
from typing import Any

from casestudies.enums import MeasuredBy, OutcomeStatus
from framework.enums import Split

MOST_OUTCOMES = 3
STATUSES = {
    OutcomeStatus.MEASURED: 46,
    OutcomeStatus.EARLY_SIGN: 14,
    OutcomeStatus.NO_CHANGE: 12,
    OutcomeStatus.WORSE: 10,
    OutcomeStatus.PLANNED: 9,
    OutcomeStatus.NOT_MEASURED: 9,
}
ONE_HIDDEN_IN = 12
ONE_WITH_NUMBERS_AFTER_ONLY_IN = 4
WORDS_FOR_OPEN = {
    OutcomeStatus.PLANNED: "We plan to count this: {indicator}.",
    OutcomeStatus.NOT_MEASURED: "We did not count this: {indicator}.",
}
HIDDEN_WORDS = "One count is hidden, because it is too small to show safely."


def made_up_outcomes(
    chance: Random, words: dict[str, Any], *, start: date, end: date
) -> list[dict[str, Any]]:
    """None to three outcomes about different things, as a content file has them."""
    indicators = chance.sample(words["indicators"], chance.randint(0, MOST_OUTCOMES))
    return [outcome(chance, words, about, start, end) for about in indicators]


def outcome(
    chance: Random, words: dict[str, Any], about: dict[str, Any], start: date, end: date
) -> dict[str, Any]:
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    row = {
        "status": status.value,
        "kind": about["kind"],
        "indicator": about["indicator"],
        "definition": f"{about['indicator']}, as counted in the same way at each time.",
        "direction": about["direction"],
        "unit": about["unit"],
        "population": "Everyone who was invited",
        "comparison": about.get("comparison", ""),
        "splits": sorted(chance.sample(Split.values, chance.randint(0, 3))),
        "source": "A made-up count",
        "measured_by": chance.choice(MeasuredBy.values),
        "limits": chance.choice(words["limits"][status]),
        "community_view": chance.choice(("", "People say that this is true, and that it is slow.")),
    }
    return row | result(chance, about, status, start, end)


def result(
    chance: Random, about: dict[str, Any], status: OutcomeStatus, start: date, end: date
) -> dict[str, Any]:
    """What is said to have happened, with the figures for it."""
    if status in WORDS_FOR_OPEN:
        indicator = about["indicator"][0].lower() + about["indicator"][1:]
        return {"statement": WORDS_FOR_OPEN[status].format(indicator=indicator)}
    countable = about["unit"] != "%" and status == OutcomeStatus.MEASURED
    if countable and chance.randrange(ONE_HIDDEN_IN) == 0:
        return {
            "statement": HIDDEN_WORDS,
            "suppressed": True,
            "baseline_date": start,
            "followup_date": end,
        }
    way = {OutcomeStatus.WORSE: "worse", OutcomeStatus.NO_CHANGE: "same"}.get(status, "better")
    return {"statement": about[way], **figures(chance, about, way, start, end)}


def figures(
    chance: Random, about: dict[str, Any], way: str, start: date, end: date
) -> dict[str, Any]:
    """Figures before and after, sometimes only after, that move the way the statement says."""
    base = chance.randint(*about["base"])
    after = base + step(chance, about, way, base)
    row: dict[str, Any] = {
        "baseline_value": base,
        "baseline_date": start,
        "followup_value": after,
        "followup_date": end,
    }
    if about["unit"] == "%":
        row |= {
            "baseline_denominator": chance.randint(60, 400),
            "followup_denominator": chance.randint(60, 400),
        }
    if "comparison" in about:
        gap = abs(after - base) + chance.randint(2, 9)
        return row | {"comparison_baseline": base + gap, "comparison_followup": base + gap}
    if way == "better" and chance.randrange(ONE_WITH_NUMBERS_AFTER_ONLY_IN) == 0:
        return {name: value for name, value in row.items() if not name.startswith("baseline")}
    return row


def step(chance: Random, about: dict[str, Any], way: str, base: int) -> int:
    """The change: up where that is wanted and it went well, or where neither is so."""
    if way == "same":
        return 0
    size = chance.randint(*about["step"])
    wanted_down = about["direction"] == "down"
    if wanted_down == (way == "better"):
        return -min(size, base // 3)
    return size
