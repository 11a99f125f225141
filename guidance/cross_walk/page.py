"""The cross-walk as its page shows it: filters, groups of rows, and links to the same as files."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from guidance.cross_walk.annex import NOT_READ, WHOLE_PART, day, filters_used
from guidance.cross_walk.asking import Filter, Way
from guidance.cross_walk.formats import FORMATS
from guidance.cross_walk.rows import PartPlace, Row, StrategyPlace
from guidance.cross_walk.walking import CrossWalk, Group

PATH = "/strategies/cross-walk/"
FOUND_NONE = "Parts of strategies for which we found none"
NOTE_NOT_READ = "we have not read its wording"
OPEN = {Filter.STRATEGY.value, Filter.STATUS.value}
COLUMNS = {
    Way.STRATEGY: (
        "Part of the strategy",
        "Part of the framework",
        "What serves it",
        "How it serves it",
    ),
    Way.PART: ("What serves", "Strategy", "Part of the strategy", "How it serves it"),
}


def page_context(walk: CrossWalk) -> dict[str, Any]:
    """Everything that the template shows of an answer."""
    asked = walk.asked
    return {
        "ways": ways(walk),
        "by": asked.by.value,
        "has_unknown": asked.has_unknown,
        "groups": groups_shown(walk),
        "headings": COLUMNS[asked.by],
        "link_count": len(walk.links),
        "unserved_count": len(walk.unserved),
        "filter_groups": [filter_group(walk, name) for name in Filter.values],
        "selected_count": len(walk.filters_in_words()),
        "selected": [
            {"group": group, "label": label, "remove_url": asked.without(name, value).address(PATH)}
            for name, value, group, label in walk.filters_in_words()
        ],
        "filters_used": filters_used(walk).removesuffix(".") + ".",
        "made_on": day(timezone.now()),
        "clear_url": f"{PATH}?by=part" if asked.by == Way.PART else PATH,
        "formats": [
            {"label": known.words, "url": asked.address(f"{PATH}{known.form}/")}
            for known in FORMATS
        ],
        "without_parts": walk.without_parts if asked.by == Way.STRATEGY else [],
        "unread": phases_unread(walk.unread),
        "robots": "noindex, follow" if asked.parameters() else "",
    }


def ways(walk: CrossWalk) -> list[dict[str, Any]]:
    """Both ways to read the table, each keeping the filters."""
    return [
        {
            "label": way.label,
            "url": replace(walk.asked, by=way).address(PATH),
            "current": way == walk.asked.by,
        }
        for way in Way
    ]


def filter_group(walk: CrossWalk, name: str) -> dict[str, Any]:
    chosen = walk.asked.chosen.get(name, ())
    return {
        "name": name,
        "legend": Filter(name).label,
        "selected_count": len(chosen),
        "open": name in OPEN,
        "options": [
            {
                "value": option.value,
                "label": option.label,
                "count": walk.counts.get((name, option.value), 0),
                "checked": option.value in chosen,
            }
            for option in walk.options[name]
        ],
    }


def groups_shown(walk: CrossWalk) -> list[dict[str, Any]]:
    """The groups with what they lack; by parts of the framework, that is a group of its own."""
    groups = [group_shown(walk, group) for group in walk.groups]
    if walk.asked.by == Way.PART and walk.unserved:
        kept = [
            {"strategy": strategy.name, "parts": parts_without(walk.unserved, strategy)}
            for strategy in walk.shown_strategies
        ]
        groups.append({"label": FOUND_NONE, "without": [each for each in kept if each["parts"]]})
    return groups


def parts_without(unserved: Iterable[Row], strategy: StrategyPlace) -> list[dict[str, str]]:
    """The parts of a strategy for which we found no link."""
    return [
        cell(row.element.name, row.element.path, "" if row.element.checked else NOTE_NOT_READ)
        for row in unserved
        if row.strategy == strategy
    ]


def group_shown(walk: CrossWalk, group: Group) -> dict[str, Any]:
    """A group with its links as rows of cells, and below them the parts without a link."""
    lens = walk.asked.lens
    place = group.strategy or group.part
    without = parts_without(walk.unserved, group.strategy) if group.strategy else []
    draw = by_part_cells if group.part else by_strategy_cells
    return {
        "label": group.label,
        "url": place.path if place else "",
        "status": group.strategy.status_label if group.strategy else "",
        "status_kind": group.strategy.status_kind if group.strategy else "",
        "rows": linked_once(draw(row, lens) for row in group.rows if row.part),
        "without": [{"parts": without}] if without else [],
    }


def linked_once(rows: Iterable[list[dict[str, str]]]) -> list[list[dict[str, str]]]:
    """The same rows, in which each address is a link where it comes first."""
    seen: set[str] = set()
    shown = []
    for row in rows:
        shown.append([{**each, "url": "" if each["url"] in seen else each["url"]} for each in row])
        seen.update(each["url"] for each in row)
    return shown


def cell(text: str, url: str = "", note: str = "", **tag: str) -> dict[str, str]:
    return {"text": text, "url": url, "note": note, **tag}


def by_strategy_cells(row: Row, lens: str) -> list[dict[str, str]]:
    part = cell(row.part.label, row.part.path) if row.part else cell("")
    return [element_cell(row), part, serving_cell(row, lens), cell(row.why)]


def by_part_cells(row: Row, lens: str) -> list[dict[str, str]]:
    strategy = row.strategy
    named = cell(
        strategy.name, strategy.path, tag=strategy.status_label, tag_kind=strategy.status_kind
    )
    return [serving_cell(row, lens), named, element_cell(row), cell(row.why)]


def element_cell(row: Row) -> dict[str, str]:
    note = "" if row.element.checked else NOT_READ
    return cell(row.element.name, row.element.path, note)


def serving_cell(row: Row, lens: str) -> dict[str, str]:
    """The statement that serves with its level, or the part as a whole."""
    if row.statement is None:
        return cell(WHOLE_PART)
    return cell(row.statement.text(lens), row.statement.path, row.statement.level)


def phases_unread(parts: Iterable[PartPlace]) -> str:
    """The parts whose text nobody here has read, as a list in words."""
    return ", ".join(part.identifier for part in parts)
