"""One outcome as the page shows it: a headline, a table with bars, and the limits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from casestudies.enums import STILL_OPEN, OutcomeKind, OutcomeStatus
from casestudies.evidence import HIDDEN, bar_lengths, change_text, gap_sentences
from casestudies.reporting import TIMES, Time, is_small_base, is_small_count
from casestudies.wording import counted, out_of
from framework.enums import Split

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
    of: str = ""
    bar: int | None = None


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
    limits: list[tuple[str, str]]
    details: list[dict[str, str]]
    measure: str = ""
    measure_path: str = ""


def result_of(outcome: "Outcome") -> Result:
    figures = outcome.figures
    gap = gap_sentences(figures) if outcome.kind == OutcomeKind.GAP else []
    return Result(
        statement=outcome.statement,
        status=outcome.get_status_display(),
        tag_kind=TAG_KINDS.get(outcome.status, "none"),
        kind=outcome.get_kind_display(),
        indicator=outcome.indicator,
        change=change_sentence(change_text(figures), of_a_group=bool(gap)),
        gap=gap,
        rows=rows_of(outcome),
        limits=limits_of(outcome),
        details=details_of(outcome),
        measure=outcome.measure.name if outcome.measure else "",
        measure_path=outcome.measure.path if outcome.measure else "",
    )


def change_sentence(change: str, *, of_a_group: bool) -> str:
    """The change as a sentence. Beside a gap it is said whose figure went that way.

    >>> change_sentence("from 4 to 5: up 1", of_a_group=True), change_sentence("", of_a_group=True)
    ("The group's own figure went from 4 to 5: up 1.", '')
    """
    if not change:
        return ""
    whose = "The group's own figure" if of_a_group else "It"
    return f"{whose} went {change}."


def dated(label: str, day: date | None) -> str:
    """
    >>> dated("Before", date(2025, 3, 31)), dated("After", None)
    ('Before, 31 March 2025', 'After')
    """
    return f"{label}, {day.day} {day:%B %Y}" if day else label


def shown(outcome: "Outcome", value: Decimal | None, day: date | None) -> str:
    """A figure in words: hidden and unknown ones say so."""
    if outcome.is_hidden and day:
        return HIDDEN
    if value is None:
        return "Not counted yet" if outcome.status in STILL_OPEN else "Not reported"
    return counted(value, outcome.unit)


def shown_of_others(value: Decimal, unit: str) -> str:
    """A figure of the group compared with.

    >>> shown_of_others(Decimal(5), "people"), shown_of_others(Decimal(54), "%")
    ('fewer than 8 (small number hidden)', '54%')
    """
    return HIDDEN if is_small_count(value, unit) else counted(value, unit)


def stands_on(of: int | None, unit: str) -> str:
    """How many a figure stands on, unless they are so few that it points to them.

    >>> stands_on(5, "%"), stands_on(44, "people")
    ('', 'of 44')
    """
    return "" if is_small_base(of, unit) else out_of(of, unit)


def rows_of(outcome: "Outcome") -> list[Row]:
    """Before and after, here and in the group compared with; nothing when nothing was counted.

    A gap is between two groups at one time, so the rows of each time stand together.
    """
    if not (outcome.is_hidden or outcome.has_figures):
        return []
    bars = bar_lengths(outcome.figures)
    pairs = [pair_of_rows(outcome, time, bars) for time in TIMES]
    if outcome.kind == OutcomeKind.GAP:
        return [row for pair in pairs for row in pair]
    return [row for group in zip_longest(*pairs) for row in group if row]


def pair_of_rows(outcome: "Outcome", time: Time, bars: dict[str, int]) -> list[Row]:
    """The figure of one time, and that of the group compared with if there is one."""
    day, unit = getattr(outcome, time.day), outcome.unit
    own = Row(
        dated(time.word.capitalize(), day),
        shown(outcome, getattr(outcome, time.value), day),
        stands_on(getattr(outcome, time.of), unit),
        bars.get(time.word),
    )
    other = getattr(outcome, time.other)
    if other is None:
        return [own]
    label = dated(f"Other group, {time.word}", day)
    return [own, Row(label, shown_of_others(other, unit), bar=bars.get(f"other_{time.word}"))]


def limits_of(outcome: "Outcome") -> list[tuple[str, str]]:
    """What must be read with the figures, as far as it is known."""
    pairs = [
        ("The other group", outcome.comparison),
        ("Measured by", outcome.get_measured_by_display()),
        ("Limits of this evidence", outcome.limits),
        ("What the people concerned say", outcome.community_view),
    ]
    return [(label, text) for label, text in pairs if text]


def details_of(outcome: "Outcome") -> list[dict[str, str]]:
    """How it was counted, for those who need it."""
    apart = ", ".join(Split(split).label.lower() for split in outcome.splits)
    wanted = {"up": "The number going up", "down": "The number going down"}
    pairs = [
        ("Kind of outcome", outcome.get_kind_display()),
        ("How it was counted", outcome.definition),
        ("Who was counted", outcome.population),
        ("What was hoped for", wanted.get(outcome.direction, "")),
        ("Reported apart by", apart),
        ("Source", outcome.source),
    ]
    return [{"key": label, "value": text} for label, text in pairs if text]
