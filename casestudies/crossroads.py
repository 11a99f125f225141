"""What a case study leads to: statements of the framework, measures and parts of strategies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framework.crossroads import crossroads_of_parts
from framework.link_rows import element_rows, folded, measure_rows
from framework.links import Crossroads, MeasureLink, StatementLink, first_of_each, merged

if TYPE_CHECKING:
    from casestudies.models import Outcome


def framework_context(
    parts: Sequence[Mapping[str, Any]], outcomes: Iterable["Outcome"]
) -> dict[str, Any]:
    """The parts that a study worked on with their statements, and the measures and strategies
    that go with it: those that it measured first. No query when the framework is in the cache.
    """
    meeting = crossroads_of_parts(part["pk"] for part in parts)
    around = merged([each.whole() for each in meeting.values()])
    used = [measure_link(outcome) for outcome in outcomes if outcome.measure_id]
    measures = first_of_each([*used, *around.measures])
    return {
        "framework_parts": [part_row(part, meeting[part["pk"]]) for part in parts],
        "measures": folded(measure_rows(measures), "measures", most=max(len(used), 3)),
        "elements": folded(element_rows(around.elements), "parts of strategies", most=3),
    }


def measure_link(outcome: "Outcome") -> MeasureLink:
    """The measure of an outcome as plain values. Reads it."""
    measure = outcome.measure
    return MeasureLink(measure.name, measure.path, measure.get_rung_display(), measure.lens)


def part_row(part: Mapping[str, Any], meeting: Crossroads) -> dict[str, Any]:
    """A part as `components/framework_links.html` wants it: the level that was reached first."""
    reached = part["reached"]
    there = [each for each in meeting.said if each.level == reached]
    others = [each for each in meeting.said if each.level != reached]
    return {
        "label": part["label"],
        "path": part["url"],
        "note": part["move"],
        "statements": [*there, *others],
        "inside": inside(there, reached),
    }


def inside(there: Sequence[StatementLink], reached: str) -> str:
    """What is folded away, in words; nothing special where the level is not known.

    >>> inside([], "Maturing")
    ''
    """
    return f"What it speaks to: statements of this part, {reached} first" if there else ""
