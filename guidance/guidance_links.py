"""What a guidance page leads to: parts, statements, measures and strategies."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from framework.crossroads import crossroads_of_parts
from framework.enums import Rung
from framework.link_rows import element_rows, folded, measure_rows
from framework.links import MeasureLink, StatementLink, merged
from framework.models import Measure
from framework.outline import framework_outline

if TYPE_CHECKING:
    from guidance.models import GuidancePage

Row = tuple[str, int, str, str, str, str]
"""What is linked, a number, an identifier, and of a measure its name, rung and lens."""


@dataclass
class Linked:
    """What a page is linked to: parts by pk, statements with the pk of their part, measures."""

    parts: set[int] = field(default_factory=set)
    statements: dict[str, int] = field(default_factory=dict)
    measures: list[MeasureLink] = field(default_factory=list)


def guidance_links(page: "GuidancePage", *, draft: bool = False) -> dict[str, Any]:
    """The links of a guidance page: one query when the framework is in the cache.

    `draft` reads what a form holds that is not published yet, at three queries.
    """
    linked = linked_in_draft(page) if draft else linked_rows(all_links_of(page))
    meeting = crossroads_of_parts(linked.parts | set(linked.statements.values()))
    statements = [
        each
        for part in meeting.values()
        for each in part.said
        if each.identifier in linked.statements
    ]
    own = [meeting[pk].of_statement(identifier) for identifier, pk in linked.statements.items()]
    elements = merged([*own, *(meeting[pk].part for pk in linked.parts)]).elements
    parts = [part for part in framework_outline().known_sub_phases() if part.pk in linked.parts]
    return {
        "parts": [{"text": part.label, "url": part.path} for part in parts],
        "statements": folded([statement_row(each) for each in statements], "statements"),
        "measures": folded(measure_rows(linked.measures), "measures"),
        "elements": folded(element_rows(elements), "parts of strategies"),
    }


def statement_row(statement: StatementLink) -> dict[str, str]:
    return {
        "text": statement.text,
        "url": statement.path,
        "meta": f"{statement.part_label}, {statement.level}",
    }


def linked_in_draft(page: "GuidancePage") -> Linked:
    return Linked(
        parts={part.pk for part in page.sub_phases.all()},
        statements={each.identifier: each.sub_phase_id for each in page.statements.all()},
        measures=[measure_link(m.identifier, m.name, m.rung, m.lens) for m in page.measures.all()],
    )


def all_links_of(page: "GuidancePage") -> Iterable[Row]:
    """The three kinds of links in one query, each kind in its own order."""
    model = type(page)
    parts = model.sub_phases.through.objects.filter(guidancepage_id=page.pk)
    statements = model.statements.through.objects.filter(guidancepage_id=page.pk)
    measures = model.measures.through.objects.filter(guidancepage_id=page.pk)
    return rows_of(parts, "part", number="subphase_id").union(
        rows_of(
            statements,
            "statement",
            number="statement__sub_phase_id",
            identifier="statement__identifier",
        ),
        rows_of(
            measures,
            "measure",
            number="measure__position",
            identifier="measure__identifier",
            name="measure__name",
            rung="measure__rung",
            lens="measure__lens",
        ),
        all=True,
    )


def rows_of(links: QuerySet, kind: str, *, number: str, **texts: str) -> QuerySet:
    """Links of one kind as rows of the shape of all."""
    columns = {
        name: Cast(F(texts[name]) if name in texts else Value(""), CharField())
        for name in ("identifier", "name", "rung", "lens")
    }
    return (
        links.order_by()
        .annotate(kind=Value(kind, CharField()), number=Cast(F(number), IntegerField()))
        .annotate(**{f"its_{name}": column for name, column in columns.items()})
        .values_list("kind", "number", "its_identifier", "its_name", "its_rung", "its_lens")
    )


def linked_rows(rows: Iterable[Row]) -> Linked:
    linked = Linked()
    for kind, number, identifier, name, rung, lens in sorted(rows):
        if kind == "part":
            linked.parts.add(number)
        elif kind == "statement":
            linked.statements[identifier] = number
        else:
            linked.measures.append(measure_link(identifier, name, rung, lens))
    return linked


def measure_link(identifier: str, name: str, rung: str, lens: str) -> MeasureLink:
    return MeasureLink(name, Measure(identifier=identifier).path, Rung(rung).label, lens)
