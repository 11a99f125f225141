"""The cross-walk as sheets of a workbook, the first of which is the CSV file too."""

from datetime import datetime
from typing import Any

from guidance.cross_walk.annex import (
    ATTRIBUTION,
    WHAT_IT_IS,
    WHAT_IT_IS_NOT,
    WHOLE_PART,
    day,
    filters_used,
)
from guidance.cross_walk.asking import Way
from guidance.cross_walk.rows import NOTHING_SERVES, Row
from guidance.cross_walk.walking import CrossWalk
from officefiles.sheets import Sheet, columns


def links_sheet(walk: CrossWalk) -> Sheet:
    """A row for each link, in the order that was asked for, and for what nothing serves."""
    rows = walk.rows
    if walk.asked.by == Way.PART:
        rows = tuple(row for group in walk.groups for row in group.rows)
    return Sheet(
        "Cross-walk",
        columns(
            Strategy=34,
            Kind_of_strategy=14,
            Owner=26,
            Status=12,
            Status_since=16,
            Check_again_by=16,
            Part_of_the_strategy=40,
            Wording_read=10,
            Phase=14,
            Part_of_the_framework=34,
            Level=13,
            What_serves_it=50,
            How_it_serves_it=54,
        ),
        tuple(link_row(row, walk.asked.lens) for row in rows),
    )


def link_row(row: Row, lens: str) -> tuple[Any, ...]:
    strategy = row.strategy
    return (
        strategy.name,
        strategy.kind_label,
        strategy.owner,
        strategy.status_label,
        strategy.status_since,
        strategy.review_on,
        row.element.name,
        "Yes" if row.element.checked else "No",
        *framework_cells(row, lens),
    )


def framework_cells(row: Row, lens: str) -> tuple[str, ...]:
    if row.part is None:
        return ("", "", "", NOTHING_SERVES, "")
    level = row.statement.level if row.statement else ""
    serves = row.statement.text(lens) if row.statement else WHOLE_PART
    return (row.part.phase_label, row.part.label, level, serves, row.why)


def strategies_sheet(walk: CrossWalk) -> Sheet:
    return Sheet(
        "Strategies",
        columns(
            Strategy=34,
            Kind=14,
            Owner=30,
            Applies_to=40,
            Status=12,
            Why_this_status=54,
            Status_since=16,
            Check_again_by=16,
            What_it_asks_for=60,
            Address=50,
            Publisher_of_the_address=26,
        ),
        tuple(
            (
                each.name,
                each.kind_label,
                each.owner,
                each.applies_to,
                each.status_label,
                each.status_reason,
                each.status_since,
                each.review_on,
                each.account,
                each.address,
                each.publisher,
            )
            for each in walk.shown_strategies
        ),
    )


def about_sheet(walk: CrossWalk, made_at: datetime, address: str) -> Sheet:
    """What the file is, so that it can stand alone."""
    said = [
        ("What it is", WHAT_IT_IS),
        *(("What it is not", text) for text in WHAT_IT_IS_NOT),
        ("Made on", day(made_at)),
        ("Filters used", filters_used(walk)),
        ("The same list on our site", address),
        ("Attribution", ATTRIBUTION),
    ]
    return Sheet("About", columns(About_this_file=28, What_to_know=110), tuple(said))


def sheets(walk: CrossWalk, made_at: datetime, address: str) -> tuple[Sheet, ...]:
    return (links_sheet(walk), strategies_sheet(walk), about_sheet(walk, made_at, address))
