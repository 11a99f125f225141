"""The result as the components of the results page take it."""

from collections.abc import Iterable
from typing import Any

from selfcheck.report import EarlierAnswer, PartResult, PhaseResult, Report
from selfcheck.results.words import in_lines

SHOWN_OPEN = 3
Row = dict[str, Any]


def shown(report: Report) -> Row:
    """Everything that the results page shows, by the names that its template states."""
    steps = list(report.steps)
    return {
        "report": report,
        "phases": [table_row(phase, f"{phase.number}. {phase.name}") for phase in report.phases],
        "parts": [table_row(part, part.label) for part in report.parts],
        "further": [part.label for part in report.parts if moved(part) > 0],
        "less_far": [part.label for part in report.parts if moved(part) < 0],
        "steps": steps[:SHOWN_OPEN],
        "later_steps": steps[SHOWN_OPEN:],
        "step_pks": [step.pk for step in steps],
        "readings": [part for part in report.parts if has_reading_to_explain(part)],
        "notes": note_rows(report.parts),
        "earlier": earlier_rows(report),
    }


def table_row(result: PhaseResult | PartResult, label: str) -> Row:
    """A row of `components/profile_table.html`."""
    return {
        "label": label,
        "url": result.path,
        "filled": result.filled,
        "level": result.level,
        "before": result.filled_before,
        "before_level": result.level_before,
    }


def moved(part: PartResult) -> int:
    """How far a part moved since the round before; 0 where it had no level in one of them."""
    return part.filled - part.filled_before if part.filled and part.filled_before else 0


def has_reading_to_explain(part: PartResult) -> bool:
    return bool(part.read_as or part.wording_note or part.answered_statements)


def note_rows(parts: Iterable[PartResult]) -> list[Row]:
    """What people wrote, as `components/summary_list.html` takes it."""
    return [
        {"key": f"{part.label}{words}", "value": in_lines(text)}
        for part in parts
        for words, text in (("", part.note), (": why this level", part.reason))
        if text
    ]


def earlier_rows(report: Report) -> list[Row]:
    """Answers to what is no longer asked, as `components/summary_list.html` takes them."""
    return [
        {"key": answer.label, "value": in_lines("\n".join(earlier_lines(answer)))}
        for answer in report.earlier
    ]


def earlier_lines(answer: EarlierAnswer) -> Iterable[str]:
    said = (answer.asked, answer.level, answer.note, answer.reason_in_words)
    return (line for line in said if line)
