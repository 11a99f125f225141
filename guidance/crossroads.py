"""What a statement or a part of the framework leads to, as its page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from framework.enums import Lens
from framework.lenses import lens_links, other_lens, with_lens
from framework.links import Crossroads, ElementLink, Links, MeasureLink
from framework.models import SubPhase
from framework.outline import SubPhaseOutline

MOST_SHOWN = 4


def measure_rows(measures: Iterable[MeasureLink], lens: str = "") -> list[dict[str, str]]:
    """Measures as `components/link_list.html` wants them; their addresses keep the lens."""
    return [
        {"text": each.name, "url": with_lens(each.path, lens), "meta": each.rung_label}
        for each in measures
    ]


def element_rows(elements: Iterable[ElementLink]) -> list[dict[str, str]]:
    """Parts of strategies as `components/link_list.html` wants them, with their status."""
    return [
        {
            "text": each.name,
            "url": each.path,
            "meta": f"{each.strategy}. {each.why}",
            "tag": each.status,
            "tag_kind": each.status_kind,
        }
        for each in elements
    ]


def folded(rows: Sequence[Any], noun: str, most: int = MOST_SHOWN) -> dict[str, Any]:
    """The first rows, and the others to fold away; one alone is not worth folding.

    >>> folded(["a", "b", "c", "d", "e", "f"], "measures")
    {'links': ['a', 'b', 'c', 'd'], 'more': ['e', 'f'], 'more_label': '2 more measures'}
    >>> folded(["a", "b", "c", "d", "e"], "measures")["more"]
    []
    """
    at = most if len(rows) > most + 1 else len(rows)
    return {"links": rows[:at], "more": rows[at:], "more_label": f"{len(rows) - at} more {noun}"}


def crossroads_context(links: Links, lens: str = "") -> dict[str, Any]:
    """The measures and strategies of a page, short ones in the open and the rest folded."""
    seen = links.seen_through(lens)
    return {
        "measures": folded(measure_rows(seen.measures, lens), "measures"),
        "elements": folded(element_rows(seen.elements), "parts of strategies"),
    }


def part_rows(
    parts: Iterable[SubPhaseOutline], meeting: Mapping[int, Crossroads], lens: str
) -> list[dict[str, Any]]:
    """The parts of a phase, each with how many measures and strategies meet there."""
    return [part_row(part, meeting.get(part.pk, Crossroads()).whole(), lens) for part in parts]


def part_row(part: SubPhaseOutline, links: Links, lens: str) -> dict[str, Any]:
    return {
        "identifier": part.identifier,
        "label": part.label,
        "known": part.known,
        "summary": part.summary,
        "topic_hint": part.topic_hint,
        "url": with_lens(part.path, lens),
        "measures": len(links.measures),
        "measures_url": with_lens(f"{part.path}#measures", lens),
        "strategies": len({element.strategy for element in links.elements}),
        "strategies_url": with_lens(f"{part.path}#strategies", lens),
    }


def part_through_the_lens(
    part: SubPhase, lens: str, levels: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """The note of a part for a kind of work, how to change it, and what it leaves out."""
    notes = {
        Lens.STRATEGIC.value: part.strategic_note,
        Lens.OPERATIONAL.value: part.operational_note,
    }
    other = other_lens(lens)
    return {
        "lens": lens,
        "lens_links": lens_links(part.path, lens),
        "lens_note": notes.get(lens, ""),
        "elsewhere": sum(level["elsewhere"] for level in levels),
        "other_lens": Lens(other).label.lower() if other else "",
        "other_lens_url": with_lens(f"{part.path}#levels", other),
    }
