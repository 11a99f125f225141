"""What the numbers of an outcome say, and how strong they are. Plain values in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

SMALL_BASE = 20
HIDDEN = "fewer than 8 (small number hidden)"
NOT_REPORTED = "Not reported"
SINGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man"}


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


LABELS = {
    EvidenceLabel.ACCOUNT: ("Account only", "A story, with no figures that we can show."),
    EvidenceLabel.AFTER: (
        "Numbers after only",
        "There are figures from afterwards, with none from before to set them against.",
    ),
    EvidenceLabel.BEFORE_AND_AFTER: (
        "Before and after",
        "The same thing was counted before and after. Other causes are possible.",
    ),
    EvidenceLabel.COMPARISON: (
        "Before and after with comparison",
        "The same thing was counted before and after, here and in another group.",
    ),
    EvidenceLabel.INDEPENDENT: (
        "Independent evaluation",
        "Somebody outside the work counted the same thing before and after.",
    ),
}
STRENGTH = list(EvidenceLabel)


@dataclass(frozen=True)
class Figures:
    """The numbers of one outcome. `other_*` are those of the group it is compared with."""

    unit: str = ""
    before: Decimal | None = None
    before_on: date | None = None
    before_of: int | None = None
    after: Decimal | None = None
    after_on: date | None = None
    after_of: int | None = None
    other_before: Decimal | None = None
    other_after: Decimal | None = None
    hidden: bool = False
    independent: bool = False
    reported: bool = True

    @property
    def known_before(self) -> bool:
        """A figure from before that may be shown: it has its date and is not hidden."""
        return self.before is not None and self.before_on is not None and not self.hidden

    @property
    def known_after(self) -> bool:
        return (
            self.after is not None
            and self.after_on is not None
            and not self.hidden
            and self.reported
        )


def label_of(figures: Figures) -> EvidenceLabel:
    """The evidence label of one outcome, by rules that the site states.

    >>> label_of(Figures()).label
    'Account only'
    >>> label_of(Figures(after=Decimal(4), after_on=date(2025, 3, 1))).label
    'Numbers after only'
    """
    if not figures.known_after:
        return EvidenceLabel.ACCOUNT
    if not figures.known_before:
        return EvidenceLabel.AFTER
    if figures.independent:
        return EvidenceLabel.INDEPENDENT
    if figures.other_before is not None and figures.other_after is not None:
        return EvidenceLabel.COMPARISON
    return EvidenceLabel.BEFORE_AND_AFTER


def evidence_label(outcomes: Iterable[Figures]) -> EvidenceLabel:
    """The label of a case study: that of its best evidenced outcome.

    >>> evidence_label([]).label
    'Account only'
    """
    return max((label_of(figures) for figures in outcomes), key=STRENGTH.index, default=STRENGTH[0])


def plain_number(value: Decimal) -> str:
    """A number as people write it.

    >>> plain_number(Decimal("1284.0000")), plain_number(Decimal("0.5000"))
    ('1,284', '0.5')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(value: Decimal, unit: str) -> str:
    """A number with its unit.

    >>> counted(Decimal(41), "%"), counted(Decimal(1), "people"), counted(Decimal(9), "days")
    ('41%', '1 person', '9 days')
    """
    number = plain_number(value)
    if unit in {"%", ""}:
        return f"{number}{unit}"
    if unit == "£":
        return f"£{number}"
    return f"{number} {singular(unit) if value == 1 else unit}"


def singular(unit: str) -> str:
    """One of many, for the units people count in.

    >>> singular("people"), singular("surgeries"), singular("weeks"), singular("staff")
    ('person', 'surgery', 'week', 'staff')
    """
    if unit in SINGULAR:
        return SINGULAR[unit]
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit.removesuffix("s")


def difference(value: Decimal, unit: str) -> str:
    """The size of a difference: percentages differ by percentage points.

    >>> difference(Decimal(12), "%"), difference(Decimal(-1), "%"), difference(Decimal(7), "days")
    ('12 percentage points', '1 percentage point', '7 days')
    """
    return counted(abs(value), "percentage points" if unit == "%" else unit)


def months(first: date, second: date) -> tuple[str, str]:
    """Two dates by month, or by day when they fall in the same month.

    >>> months(date(2024, 3, 1), date(2025, 3, 31))
    ('Mar 2024', 'Mar 2025')
    >>> months(date(2024, 3, 1), date(2024, 3, 31))
    ('1 Mar 2024', '31 Mar 2024')
    """
    style = "%b %Y"
    if first.strftime(style) != second.strftime(style):
        return first.strftime(style), second.strftime(style)
    return f"{first.day} {first.strftime(style)}", f"{second.day} {second.strftime(style)}"


def change_text(figures: Figures) -> str:
    """The change in one phrase; nothing unless both figures and both dates are known.

    >>> change_text(Figures("%", Decimal(41), date(2024, 3, 1), None, Decimal(53), date(2025, 3, 1)))
    'from 41% (Mar 2024) to 53% (Mar 2025): up 12 percentage points'
    """
    if not (figures.known_before and figures.known_after):
        return ""
    before_on, after_on = months(figures.before_on, figures.after_on)
    span = (
        f"from {counted(figures.before, figures.unit)} ({before_on})"
        f" to {counted(figures.after, figures.unit)} ({after_on})"
    )
    change = figures.after - figures.before
    if not change:
        return f"{span}: no change"
    way = "up" if change > 0 else "down"
    relative = relative_change(figures)
    return f"{span}: {way} {difference(change, figures.unit)}{f' ({relative})' if relative else ''}"


def relative_change(figures: Figures) -> str:
    """The change as a percentage; never of a percentage, and never on a base under 20.

    >>> relative_change(Figures("people", Decimal(40), None, None, Decimal(50)))
    '25%'
    >>> relative_change(Figures("people", Decimal(9), None, None, Decimal(16)))
    ''
    """
    if figures.before is None or figures.after is None or figures.unit == "%":
        return ""
    if figures.before < SMALL_BASE or small_base(figures):
        return ""
    share = abs(figures.after - figures.before) / figures.before * 100
    return f"{plain_number(share.quantize(Decimal(1)))}%" if share >= 1 else "less than 1%"


def small_base(figures: Figures) -> bool:
    """Whether a figure is known to stand on fewer than 20."""
    return any(of is not None and of < SMALL_BASE for of in (figures.before_of, figures.after_of))


def gap_sentences(figures: Figures) -> list[str]:
    """The gap to the other group, absolute and relative, at each time that is known.

    >>> gap_sentences(Figures("%", Decimal(47), date(2025, 3, 1), other_before=Decimal(54)))[0]
    'The gap was 7 percentage points (Mar 2025): 47%, against 54% in the other group.'
    """
    if figures.hidden:
        return []
    points = [
        (figures.before, figures.before_on, figures.other_before),
        (figures.after if figures.reported else None, figures.after_on, figures.other_after),
    ]
    known = [
        (value, day, other) for value, day, other in points if None not in (value, day, other)
    ]
    sentences = [gap_sentence(value, day, other, figures.unit) for value, day, other in known]
    if known and not small_base(figures) and all(other > 0 for _, _, other in known):
        sentences.append(ratio_sentence([value / other for value, _, other in known]))
    return sentences


def gap_sentence(value: Decimal, day: date, other: Decimal, unit: str) -> str:
    when = day.strftime("%b %Y")
    if value == other:
        return f"There was no gap ({when}): both groups were at {counted(value, unit)}."
    return (
        f"The gap was {difference(value - other, unit)} ({when}):"
        f" {counted(value, unit)}, against {counted(other, unit)} in the other group."
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

    >>> bar_lengths(Figures("%", Decimal(41), date(2024, 3, 1), None, Decimal(53), date(2025, 3, 1)))
    {'before': 41, 'after': 53}
    """
    if not (figures.known_before and figures.known_after):
        return {}
    values = {
        "before": figures.before,
        "after": figures.after,
        "other_before": figures.other_before,
        "other_after": figures.other_after,
    }
    known = {name: value for name, value in values.items() if value is not None}
    full = Decimal(100) if figures.unit == "%" else max(known.values())
    if full <= 0 or min(known.values()) < 0:
        return {}
    return {name: min(100, round(value / full * 100)) for name, value in known.items()}
