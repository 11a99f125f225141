"""The cross-walk as its page shows it: filters, groups of rows, and links to the same as files."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from guidance.cross_walk.asking import Filter, Way
from guidance.cross_walk.formats import FORMATS
from guidance.cross_walk.rows import NOTHING_SERVES, PartPlace, Row
from guidance.cross_walk.walking import CrossWalk, Group

PATH = "/strategies/cross-walk/"
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
        "groups": [group_shown(walk, group) for group in walk.groups],
        "headings": COLUMNS[asked.by],
        "link_count": len(walk.links),
        "unserved_count": len(walk.unserved),
        "filter_groups": [filter_group(walk, name) for name in Filter.values],
        "selected_count": len(walk.filters_in_words()),
        "selected": [
            {"group": group, "label": label, "remove_url": asked.without(name, value).address(PATH)}
            for name, value, group, label in walk.filters_in_words()
        ],
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


def group_shown(walk: CrossWalk, group: Group) -> dict[str, Any]:
    """A group with its rows as cells, the first of which names the row."""
    lens = walk.asked.lens
    place = group.strategy or group.part
    draw = by_part_cells if group.part else by_strategy_cells
    return {
        "label": group.label,
        "url": place.path if place else "",
        "status": group.strategy.status_label if group.strategy else "",
        "status_kind": group.strategy.status_kind if group.strategy else "",
        "rows": [draw(row, lens) for row in group.rows],
    }


def cell(text: str, url: str = "", note: str = "", **tag: str) -> dict[str, str]:
    return {"text": text, "url": url, "note": note, **tag}


def by_strategy_cells(row: Row, lens: str) -> list[dict[str, str]]:
    first = element_cell(row)
    if row.part is None:
        return [first, cell("None"), cell(NOTHING_SERVES), cell("–")]
    return [first, cell(row.part.label, row.part.path), serving_cell(row, lens), cell(row.why)]


def by_part_cells(row: Row, lens: str) -> list[dict[str, str]]:
    strategy = row.strategy
    named = cell(
        strategy.name, strategy.path, tag=strategy.status_label, tag_kind=strategy.status_kind
    )
    return [serving_cell(row, lens), named, element_cell(row), cell(row.why)]


def element_cell(row: Row) -> dict[str, str]:
    note = "" if row.element.checked else "We have not read this wording."
    return cell(row.element.name, row.element.path, note)


def serving_cell(row: Row, lens: str) -> dict[str, str]:
    """The statement that serves with its level, or the part as a whole."""
    if row.statement is None:
        return cell("The part as a whole")
    return cell(row.statement.text(lens), row.statement.path, row.statement.level)


def phases_unread(parts: Iterable[PartPlace]) -> str:
    """The parts whose text nobody here has read, as a list in words."""
    return ", ".join(part.identifier for part in parts)
