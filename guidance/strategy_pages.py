"""What the pages of a strategy and of one part of it show, and what serves them."""

from collections.abc import Iterable
from typing import Any

from framework.crossroads import crossroads_of_parts
from framework.lenses import with_lens, worded_for
from framework.link_rows import folded, measure_rows, named_with_strategy
from framework.links import Crossroads, merged
from framework.models import Strategy, StrategyElement, StrategyLink
from framework.outline import SubPhaseOutline, framework_outline
from guidance.models import GuidancePage

SERVING = "Statements of this part that serve it"
CROSS_WALK = "/strategies/cross-walk/"


def links_of(**wanted: Any) -> list[StrategyLink]:
    """What serves, in the framework's order: one query."""
    return list(StrategyLink.objects.in_use().filter(**wanted).with_ends().in_framework_order())


def parts_with(links: Iterable[StrategyLink]) -> list[SubPhaseOutline]:
    """The parts of the framework that some links lead to, in the framework's order."""
    wanted = {link.sub_phase_id for link in links}
    phases = framework_outline().phases
    return [part for phase in phases for part in phase.sub_phases if part.pk in wanted]


def path_of(part: SubPhaseOutline) -> str:
    """The part's page; its phase's where nobody has read the part."""
    return part.path if part.known else f"{part.path.rsplit('/', 2)[0]}/"


def strategy_context(strategy: Strategy) -> dict[str, Any]:
    """A strategy with its parts, and what of the framework serves it: three queries."""
    links = links_of(element__strategy=strategy)
    served = {
        pk: [link for link in links if link.element_id == pk]
        for pk in {link.element_id for link in links}
    }
    return {
        "strategy": strategy,
        "elements": [
            {
                "name": element.name,
                "path": f"{strategy.path}{element.identifier}/",
                "account": element.account,
                "checked": element.checked,
                "served_by": ", ".join(
                    part.identifier for part in parts_with(served.get(element.pk, []))
                ),
            }
            for element in strategy.elements.all()
        ],
        "parts": [part_served(part, links) for part in parts_with(links)],
        "cross_walk_url": f"{CROSS_WALK}?strategy={strategy.identifier}",
    }


def part_served(part: SubPhaseOutline, links: list[StrategyLink]) -> dict[str, Any]:
    """A part as `components/framework_links.html` takes it, with the statements that serve."""
    single: dict[int, StrategyLink] = {}
    for link in links:
        if link.sub_phase_id == part.pk and link.statement_id:
            single.setdefault(link.statement_id, link)
    return {
        "label": part.label,
        "path": path_of(part),
        "inside": SERVING,
        "statements": [
            {
                "text": link.statement.text,
                "path": link.statement.path,
                "level": link.statement.level,
            }
            for link in single.values()
            if link.statement
        ],
    }


def element_title(element: StrategyElement) -> str:
    """What a tab and a search engine call its page: two strategies can have parts of one name."""
    return named_with_strategy(element.name, element.strategy.name)


def element_context(element: StrategyElement, lens: str) -> dict[str, Any]:
    """One part of a strategy and what meets it in the framework, but for its examples.

    Three queries when the cache is warm: its links, and two for guidance.
    """
    links = links_of(element=element)
    lede, _, account_below = element.account.partition("\n\n")
    parts = parts_with(links)
    meeting = crossroads_of_parts(part.pk for part in parts)
    return {
        "element": element,
        "lede": lede,
        "account_below": account_below,
        "strategy": element.strategy,
        "statements": [statement_row(link, lens) for link in links if link.statement],
        "parts": [part_row(part, links, meeting[part.pk], lens) for part in parts],
        "around": tuple(meeting),
        "measures": measures_of(links, meeting, lens),
        "guidance": folded(guidance_rows(meeting), "pages of guidance"),
        "lens": lens,
        "cross_walk_url": f"{CROSS_WALK}?strategy={element.strategy.identifier}",
    }


def statement_row(link: StrategyLink, lens: str) -> dict[str, str]:
    """A statement that serves, as `components/link_list.html` takes it, with why."""
    statement = link.statement
    if statement is None:
        return {}
    return {
        "text": worded_for(statement, lens),
        "url": with_lens(statement.path, lens),
        "meta": f"{statement.level}, {link.sub_phase}. {link.why}",
    }


def part_row(
    part: SubPhaseOutline, links: list[StrategyLink], meeting: Crossroads, lens: str
) -> dict[str, Any]:
    """A part as `components/framework_links.html` takes it: what serves as a whole says why."""
    of_part = [link for link in links if link.sub_phase_id == part.pk]
    whole = next((link.why for link in of_part if link.statement_id is None), "")
    return {
        "label": part.label,
        "path": with_lens(path_of(part), lens),
        "note": whole or "It serves by single statements: see above.",
        "statements": [
            {"text": each.text, "path": with_lens(each.path, lens), "level": each.level}
            for each in (meeting.said if whole else ())
        ],
    }


def measures_of(
    links: list[StrategyLink], meeting: dict[int, Crossroads], lens: str
) -> dict[str, Any]:
    """The measures of the statements and parts that serve."""
    found = merged(
        [
            meeting[link.sub_phase_id].of_statement(link.statement.identifier)
            if link.statement
            else meeting[link.sub_phase_id].whole()
            for link in links
        ]
    )
    return folded(measure_rows(found.seen_through(lens).measures, lens), "measures")


def guidance_rows(sub_phase_pks: Iterable[int]) -> list[dict[str, str]]:
    """The guidance about some parts and their statements."""
    pks = list(sub_phase_pks)
    if not pks:
        return []
    pages = GuidancePage.objects.public_cards().about_any(pks).order_by("path")
    return [{"text": page.title, "url": page.url or "", "meta": ""} for page in pages]
