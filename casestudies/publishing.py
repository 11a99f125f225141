"""What the gate asks of a case study: a licence, consent, no small numbers, and days that can be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone

from casestudies.outcome_checks import lies_ahead
from casestudies.reporting import SMALLEST_SHOWN, TIMES
from content.publishing.checks import DATES
from content.publishing.findings import Finding

if TYPE_CHECKING:
    from casestudies.models import CaseStudyPage

LICENCE = "licence-missing"
CONSENT = "consent-missing"
SMALL_NUMBER = "small-number"
RIGHT = {
    LICENCE: "It says how it may be used again.",
    CONSENT: "It says what its consent rests on.",
    SMALL_NUMBER: f"No count under {SMALLEST_SHOWN} is told.",
}
ASK_CONSENT = (
    "Say who in the story agreed to this text, and on which day. Or tick that it tells only what"
    " its sources have published, and give these sources."
)


def findings_on_study(study: "CaseStudyPage") -> Iterator[Finding]:
    if not study.licence.strip():
        words = "Say under which licence people may use it again."
        yield Finding(LICENCE, words, stops=True, field="licence")
    if not has_consent(study):
        yield Finding(CONSENT, ASK_CONSENT, stops=True, field="confirmed_by")
    if study.confirmed_on and study.confirmed_on > timezone.localdate():
        words = "The day on which people agreed is still to come."
        yield Finding(DATES, words, stops=True, field="confirmed_on")
    yield from findings_on_outcomes(study)


def has_consent(study: "CaseStudyPage") -> bool:
    """Whether it is said what lets us tell the story."""
    asked = bool(study.confirmed_by.strip() and study.confirmed_on)
    return study.demonstration or asked or (study.already_public and len(study.sources) > 0)


def findings_on_outcomes(study: "CaseStudyPage") -> Iterator[Finding]:
    for outcome in study.outcomes.all():
        if outcome.is_hidden and not outcome.suppressed:
            words = (
                f"“{outcome.statement}” has a count under {SMALLEST_SHOWN}, which could point to a"
                " person. Tick “small number hidden”, and leave the figures empty."
            )
            yield Finding(SMALL_NUMBER, words, stops=True, field="outcomes")
        if any(lies_ahead(outcome, time) for time in TIMES):
            words = f"“{outcome.statement}” has a figure from a day that has not come yet."
            yield Finding(DATES, words, stops=True, field="outcomes")
