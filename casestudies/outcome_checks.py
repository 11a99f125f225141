"""What is wrong with an outcome, field by field, in words that say what to do."""

from typing import TYPE_CHECKING

from django.utils import timezone

from casestudies.enums import STILL_OPEN, OutcomeKind, OutcomeStatus
from casestudies.reporting import (
    TIMES,
    Time,
    Verdict,
    base_problem,
    change_verdict,
    contradiction,
    gap_verdict,
    number_problem,
)

if TYPE_CHECKING:
    from casestudies.models import Outcome


def problems_with_storing(outcome: "Outcome") -> dict[str, str]:
    """What the database would refuse, by field, in words that say what to do."""
    problems = {}
    if outcome.suppressed and outcome.has_figures:
        problems["suppressed"] = "Leave both figures empty when a small number is hidden."
    for time in TIMES:
        if was_counted(outcome, time) and getattr(outcome, time.day) is None:
            problems[time.day] = (
                f"Give the date of the figure {time.word}. A change needs both dates."
            )
    if (
        outcome.baseline_date
        and outcome.followup_date
        and outcome.followup_date < outcome.baseline_date
    ):
        problems["followup_date"] = "The date after must not be before the date before."
    if outcome.status in STILL_OPEN and outcome.followup_value is not None:
        problems["status"] = "There is a figure from after, so this is not open. Choose again."
    return problems


def problems_with_meaning(outcome: "Outcome") -> dict[str, str]:
    """What must be put right before it is published. A draft may still have it."""
    return {
        **problems_with_figures(outcome),
        **problems_with_comparison(outcome),
        **problems_with_status(outcome),
    }


def problems_with_figures(outcome: "Outcome") -> dict[str, str]:
    problems = {}
    for time in TIMES:
        value, of = getattr(outcome, time.value), getattr(outcome, time.of)
        problems[time.value] = number_problem(value, outcome.unit)
        problems[time.other] = number_problem(getattr(outcome, time.other), outcome.unit)
        problems[time.of] = base_problem(value, of, outcome.unit)
        if lies_ahead(outcome, time):
            problems[time.day] = "This day has not come yet. A figure needs the day it is from."
    if outcome.has_figures and not outcome.unit:
        problems["unit"] = "Say what the figures count, such as people or %."
    if outcome.suppressed and not (outcome.baseline_date or outcome.followup_date):
        problems["followup_date"] = "Give the date of the number that is hidden."
    return {name: words for name, words in problems.items() if words}


def lies_ahead(outcome: "Outcome", time: Time) -> bool:
    """Whether something was counted on a day that has not come yet."""
    day = getattr(outcome, time.day)
    hidden = outcome.suppressed and outcome.status not in STILL_OPEN
    counted = hidden or was_counted(outcome, time)
    return day is not None and counted and day > timezone.localdate()


def was_counted(outcome: "Outcome", time: Time) -> bool:
    return getattr(outcome, time.value) is not None or getattr(outcome, time.other) is not None


def problems_with_comparison(outcome: "Outcome") -> dict[str, str]:
    """A gap, or another group's figure, without the group."""
    others = outcome.comparison_baseline is not None or outcome.comparison_followup is not None
    if outcome.comparison or not (
        others or (outcome.kind == OutcomeKind.GAP and outcome.has_figures)
    ):
        return {}
    return {"comparison": "Say which group this is compared with."}


def problems_with_status(outcome: "Outcome") -> dict[str, str]:
    """Where the status says more, or less, or other than the figures do."""
    has_after, has_before = outcome.followup_value is not None, outcome.baseline_value is not None
    if outcome.suppressed:
        return {}
    if outcome.status == OutcomeStatus.MEASURED and not has_after:
        return {
            "status": "“Measured” needs the figure after and its date. Without them, choose"
            " “Planned” or “Not measured”."
        }
    if outcome.status in {OutcomeStatus.NO_CHANGE, OutcomeStatus.WORSE} and has_after != has_before:
        return {
            "status": "A change needs both figures and both dates. Give both, or leave both"
            " empty and say it in words."
        }
    if outcome.status == OutcomeStatus.NO_CHANGE and differs(outcome) and not outcome.limits:
        return {"limits": "The figures differ. Say why this counts as no change."}
    words = contradiction(outcome.status, verdict_on(outcome))
    return {"status": words} if words else {}


def differs(outcome: "Outcome") -> bool:
    first, last = outcome.figures.first, outcome.figures.last
    return first is not None and last is not None and first.value != last.value


def verdict_on(outcome: "Outcome") -> Verdict | None:
    """Which way it went: of a gap, whether it closed, else whether the figure went as hoped."""
    if outcome.kind == OutcomeKind.GAP and outcome.comparison_followup is not None:
        return gap_verdict(outcome.figures)
    return change_verdict(outcome.figures, outcome.direction)
