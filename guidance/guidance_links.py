"""What a guidance page leads to: parts, statements, measures and strategies."""

from typing import TYPE_CHECKING, Any

from framework.crossroads import crossroads_of_parts
from framework.enums import Rung
from framework.link_rows import element_rows, folded, measure_rows
from framework.links import MeasureLink, StatementLink, merged
from framework.outline import framework_outline

if TYPE_CHECKING:
    from guidance.models import GuidancePage


def guidance_links(page: "GuidancePage") -> dict[str, Any]:
    """The links of a guidance page: three queries when the framework is in the cache."""
    served = set(page.sub_phases.values_list("pk", flat=True))
    helped = dict(page.statements.values_list("identifier", "sub_phase_id"))
    meeting = crossroads_of_parts(served | set(helped.values()))
    statements = [
        each for part in meeting.values() for each in part.said if each.identifier in helped
    ]
    own = [meeting[pk].of_statement(identifier) for identifier, pk in helped.items()]
    elements = merged([*own, *(meeting[pk].part for pk in served)]).elements
    parts = [part for part in framework_outline().known_sub_phases() if part.pk in served]
    return {
        "parts": [{"text": part.label, "url": part.path} for part in parts],
        "statements": folded([statement_row(each) for each in statements], "statements"),
        "measures": folded(measure_rows(measures_of(page)), "measures"),
        "elements": folded(element_rows(elements), "parts of strategies"),
    }


def statement_row(statement: StatementLink) -> dict[str, str]:
    return {
        "text": statement.text,
        "url": statement.path,
        "meta": f"{statement.part_label}, {statement.level}",
    }


def measures_of(page: "GuidancePage") -> list[MeasureLink]:
    return [
        MeasureLink(each.name, each.path, Rung(each.rung).label, each.lens)
        for each in page.measures.all()
    ]
