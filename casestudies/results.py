"""One outcome as the page shows it: a headline, a table with bars, and the limits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from casestudies.enums import OutcomeKind, OutcomeStatus, Split
from casestudies.evidence import (
    HIDDEN,
    NOT_REPORTED,
    Figures,
    bar_lengths,
    change_text,
    counted,
    gap_sentences,
)

if TYPE_CHECKING:
    from casestudies.models import Outcome

TAG_KINDS = {
    OutcomeStatus.MEASURED: "good",
    OutcomeStatus.EARLY_SIGN: "early",
    OutcomeStatus.PLANNED: "planned",
    OutcomeStatus.NOT_MEASURED: "none",
    OutcomeStatus.NO_CHANGE: "unchanged",
    OutcomeStatus.WORSE: "worse",
}


@dataclass(frozen=True)
class Row:
    """One line of the table: when or who, the figure, out of how many, and how long its bar is."""

    label: str
    value: str
    of: int | None = None
    bar: int | None = None
    other: bool = False


@dataclass(frozen=True)
class Result:
    """An outcome in words and rows."""

    statement: str
    status: str
    tag_kind: str
    kind: str
    indicator: str
    change: str
    gap: list[str]
    rows: list[Row]
    details: list[tuple[str, str]]


def result_of(outcome: "Outcome") -> Result:
    figures = outcome.figures
    gap = gap_sentences(figures) if outcome.kind == OutcomeKind.GAP else []
    return Result(
        statement=outcome.statement,
        status=outcome.get_status_display(),
        tag_kind=TAG_KINDS.get(OutcomeStatus(outcome.status), "none"),
        kind=outcome.get_kind_display(),
        indicator=outcome.indicator,
        change=change_text(figures),
        gap=gap,
        rows=rows_of(outcome, figures),
        details=details_of(outcome),
    )


def dated(label: str, day: date | None) -> str:
    """
    >>> dated("Before", date(2025, 3, 31)), dated("After", None)
    ('Before, 31 March 2025', 'After')
    """
    return f"{label}, {day.day} {day:%B %Y}" if day else label


def shown(value: Decimal | None, figures: Figures, day: date | None) -> str:
    """A figure in words: hidden and unknown ones say so."""
    if figures.hidden and day:
        return HIDDEN
    if value is None:
        return NOT_REPORTED if figures.reported else "Not counted yet"
    return counted(value, figures.unit)


def rows_of(outcome: "Outcome", figures: Figures) -> list[Row]:
    """Before and after, here and in the group compared with; nothing when nothing was counted."""
    if not (figures.hidden or outcome.has_figures):
        return []
    bars = bar_lengths(figures)
    rows = [
        Row(
            dated("Before", figures.before_on),
            shown(figures.before, figures, figures.before_on),
            figures.before_of,
            bars.get("before"),
        ),
        Row(
            dated("After", figures.after_on),
            shown(figures.after, figures, figures.after_on),
            figures.after_of,
            bars.get("after"),
        ),
    ]
    others = [
        ("Other group, before", figures.before_on, figures.other_before, "other_before"),
        ("Other group, after", figures.after_on, figures.other_after, "other_after"),
    ]
    rows += [
        Row(dated(label, day), counted(value, figures.unit), None, bars.get(name), other=True)
        for label, day, value, name in others
        if value is not None
    ]
    return rows


def details_of(outcome: "Outcome") -> list[tuple[str, str]]:
    """What stands below the table: only what is known."""
    apart = ", ".join(Split(split).label.lower() for split in outcome.splits)
    wanted = {"up": "The number going up.", "down": "The number going down."}
    pairs = [
        ("How it was counted", outcome.definition),
        ("Who was counted", outcome.population),
        ("What was hoped for", wanted.get(outcome.direction, "")),
        ("Compared with", outcome.comparison),
        ("Reported apart by", apart),
        ("Measured by", outcome.get_measured_by_display()),
        ("Source", outcome.source),
        ("Limits of this evidence", outcome.limits),
        ("What the people concerned say", outcome.community_view),
    ]
    return [(label, text) for label, text in pairs if text]
