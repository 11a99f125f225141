"""Links of the framework as rows of `components/link_list.html`: the first ones, the rest folded."""

from collections.abc import Iterable, Sequence
from typing import Any

from framework.lenses import with_lens
from framework.links import ElementLink, Links, MeasureLink

MOST_SHOWN = 4


def measure_rows(measures: Iterable[MeasureLink], lens: str = "") -> list[dict[str, str]]:
    """Measures as `components/link_list.html` wants them; their addresses keep the lens."""
    return [
        {"text": each.name, "url": with_lens(each.path, lens), "meta": each.rung_label}
        for each in measures
    ]


def element_rows(elements: Iterable[ElementLink]) -> list[dict[str, str]]:
    """Parts of strategies as `components/link_list.html` wants them, with their status.

    Two strategies can have parts of one name, so a link names both.
    """
    return [
        {
            "text": named_with_strategy(each.name, each.strategy),
            "url": each.path,
            "meta": each.why,
            "tag": each.status,
            "tag_kind": each.status_kind,
        }
        for each in elements
    ]


def named_with_strategy(name: str, strategy: str) -> str:
    """A part of a strategy as it is named away from its strategy.

    >>> named_with_strategy("PLUS: groups chosen locally", "Core20PLUS5 (adults)")
    'Core20PLUS5 (adults): PLUS, groups chosen locally'
    """
    return f"{strategy}: {name.replace(': ', ', ')}"


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
