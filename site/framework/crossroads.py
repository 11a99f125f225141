"""What meets at a part of the framework and its statements: measures and strategies, as plain values.

A link on a part holds for each of its statements. A link on a statement is for it alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache

from content.after_commit import once_after_commit
from framework.enums import Rung
from framework.links import (
    Crossroads,
    ElementLink,
    Hubs,
    Links,
    MeasureLink,
    PartLink,
    StatementLink,
    merged,
)
from framework.models import (
    Level,
    Measure,
    Phase,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)
from framework.outline import SubPhaseOutline, framework_outline

__all__ = [
    "Crossroads",
    "ElementLink",
    "Hubs",
    "Links",
    "MeasureLink",
    "PartLink",
    "StatementLink",
    "crossroads_of",
    "crossroads_of_parts",
    "hubs_of_element",
    "hubs_of_links",
    "hubs_of_measure",
    "links_at",
]
CACHE_SECONDS = 60


def cache_key(sub_phase_pk: int) -> str:
    return f"crossroads-{sub_phase_pk}"


def crossroads_of(sub_phase_pk: int) -> Crossroads:
    """What meets at a part, from the cache where it is there; else four queries."""
    return crossroads_of_parts([sub_phase_pk])[sub_phase_pk]


def crossroads_of_parts(sub_phase_pks: Iterable[int]) -> dict[int, Crossroads]:
    """What meets at each of some parts: four queries for all that the cache does not have."""
    wanted = {pk: cache_key(pk) for pk in sub_phase_pks}
    kept = cache.get_many(wanted.values()) if wanted else {}
    missing = [pk for pk, key in wanted.items() if key not in kept]
    if missing:
        read = read_crossroads(missing)
        cache.set_many({wanted[pk]: each for pk, each in read.items()}, CACHE_SECONDS)
        kept |= {wanted[pk]: each for pk, each in read.items()}
    return {pk: kept[key] for pk, key in wanted.items()}


def read_crossroads(sub_phase_pks: Sequence[int]) -> dict[int, Crossroads]:
    """Read from the database what meets at some parts: four queries."""
    links: dict[int, dict[str, tuple[list[MeasureLink], list[ElementLink]]]] = {
        pk: {} for pk in sub_phase_pks
    }
    for pk, identifier, measure in read_measures(sub_phase_pks):
        links[pk].setdefault(identifier, ([], []))[0].append(measure)
    for pk, identifier, element in read_elements(sub_phase_pks):
        links[pk].setdefault(identifier, ([], []))[1].append(element)
    said = read_statements(sub_phase_pks)
    return {
        pk: Crossroads(
            part=links_from(by_statement.pop("", ([], []))),
            statements={
                each.identifier: links_from(by_statement[each.identifier])
                for each in said[pk]
                if each.identifier in by_statement
            },
            said=tuple(said[pk]),
        )
        for pk, by_statement in links.items()
    }


def links_from(found: tuple[list[MeasureLink], list[ElementLink]]) -> Links:
    return Links(measures=tuple(found[0]), elements=tuple(found[1]))


def read_measures(sub_phase_pks: Sequence[int]) -> list[tuple[int, str, MeasureLink]]:
    """Measures with their part and, where it is for one alone, their statement: two queries."""
    fields = ("measure__name", "measure__identifier", "measure__rung", "measure__lens")
    order = ("measure__position", "measure__name")
    of_parts = Measure.sub_phases.through.objects.filter(subphase_id__in=sub_phase_pks)
    of_statements = Measure.statements.through.objects.filter(
        statement__sub_phase_id__in=sub_phase_pks
    )
    rows = [
        *(
            (pk, "", *row)
            for pk, *row in of_parts.order_by(*order).values_list("subphase_id", *fields)
        ),
        *of_statements.order_by(*order).values_list(
            "statement__sub_phase_id", "statement__identifier", *fields
        ),
    ]
    return [
        (
            pk,
            identifier,
            MeasureLink(name, Measure(identifier=measure).path, Rung(rung).label, lens),
        )
        for pk, identifier, name, measure, rung, lens in rows
    ]


def read_elements(sub_phase_pks: Sequence[int]) -> list[tuple[int, str, ElementLink]]:
    """Strategy elements with their part and, where it is for one alone, their statement."""
    links = StrategyLink.objects.filter(sub_phase_id__in=sub_phase_pks)
    return [
        (link.sub_phase_id, link.statement.identifier if link.statement else "", element_link(link))
        for link in links.select_related("statement", "element__strategy")
    ]


def element_link(link: StrategyLink) -> ElementLink:
    """A link as plain values. Reads the element and its strategy."""
    element, strategy = link.element, link.element.strategy
    return ElementLink(
        name=element.name,
        path=element.path,
        strategy=strategy.name,
        status=strategy.get_status_display(),
        status_kind=strategy.status_kind,
        why=link.why,
    )


def read_statements(sub_phase_pks: Sequence[int]) -> dict[int, list[StatementLink]]:
    """The statements in use of some parts, in the framework's order: one query."""
    found: dict[int, list[StatementLink]] = {pk: [] for pk in sub_phase_pks}
    rows = Statement.objects.in_use().filter(sub_phase_id__in=sub_phase_pks)
    for statement in rows.select_related("level", "sub_phase"):
        found[statement.sub_phase_id].append(statement_link(statement))
    return found


def statement_link(statement: Statement) -> StatementLink:
    """A statement as plain values. Reads its level and its part."""
    return StatementLink(
        text=statement.text,
        path=statement.path,
        level=statement.level.name,
        part_label=str(statement.sub_phase),
        identifier=statement.identifier,
        level_number=statement.level.number,
        advice=statement.advice,
        lens=statement.lens,
    )


def hubs_of_measure(measure: Measure) -> Hubs:
    """The parts and statements that a measure is for: two queries when the cache is warm."""
    parts = measure.sub_phases.values_list("pk", flat=True)
    statements = Statement.objects.in_use().filter(measures=measure)
    return hubs_of(parts, statements.values_list("sub_phase_id", "identifier"))


def hubs_of_element(element: StrategyElement) -> Hubs:
    """The parts and statements that serve an element: one query when the cache is warm."""
    return hubs_of_links(StrategyLink.objects.filter(element=element))


def hubs_of_links(links: Any) -> Hubs:
    """Where some strategy links lead to: one query when the cache is warm."""
    ends = list(links.order_by().values_list("sub_phase_id", "statement__identifier"))
    return hubs_of((pk for pk, statement in ends if not statement), ends)


def hubs_of(
    sub_phase_pks: Iterable[int], statements: Iterable[tuple[int, str | None]] = ()
) -> Hubs:
    """Whole parts, and single statements by part and identifier, in the framework's order."""
    whole, single = set(sub_phase_pks), {(pk, name) for pk, name in statements if name}
    around = [
        part
        for phase in framework_outline().phases
        for part in phase.sub_phases
        if part.pk in whole | {pk for pk, _ in single}
    ]
    meeting = crossroads_of_parts(part.pk for part in around)
    return Hubs(
        parts=tuple(part_link(each, meeting[each.pk]) for each in around if each.pk in whole),
        statements=tuple(
            statement
            for part in around
            for statement in meeting[part.pk].said
            if (part.pk, statement.identifier) in single
        ),
        around=tuple(part.pk for part in around),
    )


def part_link(part: SubPhaseOutline, meeting: Crossroads) -> PartLink:
    """A part to lead to; one whose text nobody has read has no page, so its phase's is meant."""
    path = part.path if part.known else f"{part.path.rsplit('/', 2)[0]}/"
    return PartLink(label=part.label, path=path, pk=part.pk, statements=meeting.said)


def links_at(hubs: Hubs) -> Links:
    """What meets a record at its hubs: single statements first, then whole parts.

    Two records that are each for another statement alone do not meet.
    """
    meeting = crossroads_of_parts(hubs.around)
    alone = {statement.identifier for statement in hubs.statements}
    return merged(
        [
            *(
                each.of_statement(said.identifier)
                for each in meeting.values()
                for said in each.said
                if said.identifier in alone
            ),
            *(meeting[part.pk].whole() for part in hubs.parts),
        ]
    )


def forget_crossroads(**kwargs: Any) -> None:
    """Drop what is cached of every part: called when a record or a link of it changes.

    Once more after the transaction, as somebody else may have read the old state until then.
    """
    drop_crossroads()
    once_after_commit(drop_crossroads)


def drop_crossroads() -> None:
    parts = SubPhase.objects.order_by().values_list("pk", flat=True)
    cache.delete_many([cache_key(pk) for pk in parts])


RECORDS = (Phase, SubPhase, Level, Statement, Measure, Strategy, StrategyElement, StrategyLink)
LINK_TABLES = (Measure.sub_phases.through, Measure.statements.through)
