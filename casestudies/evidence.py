"""What the numbers of an outcome say, and how strong they are. Plain values in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casestudies.wording import AMOUNTS, counted, difference, months, plain_number

SMALL_BASE = 20
HIDDEN = "fewer than 8 (small number hidden)"


class EvidenceLabel(StrEnum):
    """What kind of evidence there is. It describes; it is not a mark out of five."""

    ACCOUNT = "account-only"
    AFTER = "numbers-after-only"
    BEFORE_AND_AFTER = "before-and-after"
    COMPARISON = "before-and-after-with-comparison"
    INDEPENDENT = "independent-evaluation"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def meaning(self) -> str:
        return LABELS[self][1]

    @property
    def rule(self) -> str:
        return LABELS[self][2]


LABELS = {
    EvidenceLabel.ACCOUNT: (
        "Account only",
        "A story, with no figures that we can show.",
        "no outcome has a figure from after with its date, or the figures are hidden",
    ),
    EvidenceLabel.AFTER: (
        "Numbers after only",
        "There are figures from afterwards, with none from before to set them against.",
        "an outcome has a figure from after, and none has one from before as well",
    ),
    EvidenceLabel.BEFORE_AND_AFTER: (
        "Before and after",
        "The same thing was counted before and after. Other causes are possible.",
        "an outcome has a figure from before and one from after, each with its date",
    ),
    EvidenceLabel.COMPARISON: (
        "Before and after with comparison",
        "The same thing was counted before and after, here and in another group.",
        "an outcome has figures from before and after, and so has the group compared with",
    ),
    EvidenceLabel.INDEPENDENT: (
        "Independent evaluation",
        "Somebody outside the work counted the same thing before and after.",
        "somebody independent counted the figures from before and after of an outcome",
    ),
}
STRENGTH = list(EvidenceLabel)


@dataclass(frozen=True)
class Reading:
    """A number with its date; `of` is what it stands on, `other` that of the group compared with."""

    value: Decimal
    on: date
    of: int | None = None
    other: Decimal | None = None


@dataclass(frozen=True)
class Figures:
    """The numbers of one outcome. A number without a date is no reading, and is not here."""

    unit: str = ""
    before: Reading | None = None
    after: Reading | None = None
    hidden: bool = False
    independent: bool = False
    reported: bool = True

    @property
    def first(self) -> Reading | None:
        """The reading from before, where it may be shown."""
        return None if self.hidden else self.before

    @property
    def last(self) -> Reading | None:
        """The reading from after, where there can be one and it may be shown."""
        return None if self.hidden or not self.reported else self.after


def label_of(figures: Figures) -> EvidenceLabel:
    """The evidence label of one outcome, by rules that the site states.

    >>> label_of(Figures()).label
    'Account only'
    >>> label_of(Figures(after=Reading(Decimal(4), date(2025, 3, 1)))).label
    'Numbers after only'
    """
    first, last = figures.first, figures.last
    if last is None:
        return EvidenceLabel.ACCOUNT
    if first is None:
        return EvidenceLabel.AFTER
    if figures.independent:
        return EvidenceLabel.INDEPENDENT
    if first.other is not None and last.other is not None:
        return EvidenceLabel.COMPARISON
    return EvidenceLabel.BEFORE_AND_AFTER


def evidence_label(outcomes: Iterable[Figures]) -> EvidenceLabel:
    """The label of a case study: that of its best evidenced outcome.

    >>> evidence_label([]).label
    'Account only'
    """
    return max((label_of(figures) for figures in outcomes), key=STRENGTH.index, default=STRENGTH[0])


def change_text(figures: Figures) -> str:
    """The change in one phrase; nothing unless both figures and both dates are known.

    >>> before, after = Reading(Decimal(41), date(2024, 3, 1)), Reading(Decimal(53), date(2025, 3, 1))
    >>> change_text(Figures("%", before, after))
    'from 41% (Mar 2024) to 53% (Mar 2025): up 12 percentage points'
    >>> change_text(Figures("%", before))
    ''
    """
    first, last = figures.first, figures.last
    if first is None or last is None:
        return ""
    before_on, after_on = months(first.on, last.on)
    span = (
        f"from {counted(first.value, figures.unit)} ({before_on})"
        f" to {counted(last.value, figures.unit)} ({after_on})"
    )
    change = last.value - first.value
    if not change:
        return f"{span}: no change"
    way = "up" if change > 0 else "down"
    relative = relative_change(figures)
    return f"{span}: {way} {difference(change, figures.unit)}{f' ({relative})' if relative else ''}"


def relative_change(figures: Figures) -> str:
    """The change as a percentage; never of a percentage, and never on a base under 20.

    >>> day = date(2025, 3, 1)
    >>> relative_change(Figures("people", Reading(Decimal(40), day), Reading(Decimal(50), day)))
    '25%'
    >>> relative_change(Figures("people", Reading(Decimal(9), day), Reading(Decimal(16), day)))
    ''
    """
    first, last = figures.first, figures.last
    if first is None or last is None or figures.unit in {"%", "percentage points"}:
        return ""
    if first.value < SMALL_BASE or small_base(first, last):
        return ""
    share = abs(last.value - first.value) / first.value * 100
    return f"{plain_number(share.quantize(Decimal(1)))}%" if share >= 1 else "less than 1%"


def small_base(*readings: Reading) -> bool:
    """Whether a figure is known to stand on fewer than 20."""
    return any(reading.of is not None and reading.of < SMALL_BASE for reading in readings)


def gap_sentences(figures: Figures) -> list[str]:
    """The gap to the other group, absolute and relative, at each time that is known.

    >>> before = Reading(Decimal(47), date(2025, 3, 1), other=Decimal(54))
    >>> gap_sentences(Figures("%", before))[0]
    'The gap was 7 percentage points (Mar 2025): 47%, against 54% in the other group.'
    """
    readings = [reading for reading in (figures.first, figures.last) if reading is not None]
    known = [(reading, reading.other) for reading in readings if reading.other is not None]
    sentences = [gap_sentence(reading, other, figures.unit) for reading, other in known]
    if known and not small_base(*readings) and all(other > 0 for _, other in known):
        sentences.append(ratio_sentence([reading.value / other for reading, other in known]))
    return sentences


def gap_sentence(reading: Reading, other: Decimal, unit: str) -> str:
    when = reading.on.strftime("%b %Y")
    if reading.value == other:
        return f"There was no gap ({when}): both groups were at {counted(other, unit)}."
    return (
        f"The gap was {difference(reading.value - other, unit)} ({when}):"
        f" {counted(reading.value, unit)}, against {counted(other, unit)} in the other group."
    )


def ratio_sentence(ratios: list[Decimal]) -> str:
    """
    >>> ratio_sentence([Decimal("0.8703"), Decimal("0.95")])
    'As a ratio it was 0.87, then 0.95. A ratio of 1 would mean no gap.'
    """
    texts = [str(ratio.quantize(Decimal("0.01"))) for ratio in ratios]
    return f"As a ratio it was {', then '.join(texts)}. A ratio of 1 would mean no gap."


def bar_lengths(figures: Figures) -> dict[str, int]:
    """How long each bar is, from 0 to 100; none unless both figures are known and not negative.

    A percentage is drawn out of 100, a count out of its denominator, anything else out of the
    largest figure.

    >>> def drawn(unit, before, of_before, after, of_after):
    ...     readings = [Reading(Decimal(before), date(2024, 3, 1), of_before),
    ...                 Reading(Decimal(after), date(2025, 3, 1), of_after)]
    ...     return bar_lengths(Figures(unit, *readings))
    >>> drawn("%", 41, None, 53, None)
    {'before': 41, 'after': 53}
    >>> drawn("people", 11, 44, 22, 88)
    {'before': 25, 'after': 25}
    >>> drawn("days", 8, 44, 16, 88)
    {'before': 50, 'after': 100}
    """
    first, last = figures.first, figures.last
    if first is None or last is None:
        return {}
    values = {
        "before": first.value,
        "after": last.value,
        "other_before": first.other,
        "other_after": last.other,
    }
    known = {name: value for name, value in values.items() if value is not None}
    if min(known.values()) < 0:
        return {}
    if figures.unit not in {"%", *AMOUNTS} and (shares := shares_of_whole(first, last)):
        return shares
    full = Decimal(100) if figures.unit == "%" else max(known.values())
    return {name: length(value, full) for name, value in known.items()} if full else {}


def length(value: Decimal, full: Decimal) -> int:
    return min(100, round(value / full * 100))


def shares_of_whole(first: Reading, last: Reading) -> dict[str, int]:
    """The lengths of counts that are parts of a known whole, when no other group is drawn."""
    if first.other is not None or last.other is not None or not (first.of and last.of):
        return {}
    if first.value > first.of or last.value > last.of:
        return {}
    return {
        "before": length(first.value, Decimal(first.of)),
        "after": length(last.value, Decimal(last.of)),
    }
