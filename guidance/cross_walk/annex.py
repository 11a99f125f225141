"""The cross-walk as an annex of a board paper: what it is and is not, then strategies and tables."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from guidance.cross_walk.asking import Way
from guidance.cross_walk.rows import NOTHING_SERVES, Row, StrategyPlace
from guidance.cross_walk.walking import CrossWalk, Group
from officefiles.cleaning import cleaned
from officefiles.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Table,
    Words,
    lines,
)

TITLE = "How the framework fits with strategies and duties"
WHAT_IT_IS = (
    "This list links parts of the framework to parts of strategies, plans and duties. The framework"
    " is a self-assessment and improvement framework for integrated care systems in England."
)
WHAT_IT_IS_NOT = (
    (
        "The links are our own reading. Neither the makers of the framework nor the owners of the"
        " strategies have made them or checked them."
    ),
    "It is not advice on the law, and it does not show that a duty is met.",
    "It is not a score, and the number of links says nothing about importance.",
)
READ_FIRST = "Owners and plans change. Check the owner’s own page before you rely on an entry."
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. The"
    " framework was made by the Care Quality Commission (CQC) with National Voices and the Point of"
    " Care Foundation. The words about it here are our own account."
)
NO_FILTERS = "None: this is the whole list."
NOT_READ = "We have not read this wording."
WHOLE_PART = "The part as a whole"
FRAMEWORK_HOME = (
    "https://cqc.org.uk/local-systems/integrated-care-systems/"
    "framework-engaging-people-and-communities"
)


def day(moment: datetime) -> str:
    """A day as people write it."""
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y}"


def filters_used(walk: CrossWalk) -> str:
    """The filters that are on, in a line."""
    used = [f"{group}: {label}" for _, _, group, label in walk.filters_in_words()]
    return "; ".join(used) or NO_FILTERS


def annex_of(walk: CrossWalk, *, made_at: datetime, address: str) -> Document:
    """The whole document. `address` is the whole address of the same list on the site."""
    return cleaned(
        Document(
            title=TITLE,
            saved_at=made_at,
            blocks=(
                *opening(walk, made_at, address),
                *status_blocks(walk),
                *table_blocks(walk),
                *closing(walk),
            ),
            footer=f"{TITLE}. Made on {day(made_at)}. The links are our own reading.",
            wide=True,
        )
    )


def opening(walk: CrossWalk, made_at: datetime, address: str) -> Iterator[Block]:
    yield Paragraph(WHAT_IT_IS, lead=True)
    yield Paragraph(day(made_at), "Made on")
    yield Paragraph(filters_used(walk), "Filters used")
    yield Paragraph((Link("The same list on our site", address),), "As it is now")
    yield Heading(1, "What this is not")
    yield Bullets(WHAT_IT_IS_NOT)


def status_blocks(walk: CrossWalk) -> Iterator[Block]:
    """How each strategy stands: before the links, as a link to a paused plan is worth less."""
    yield Heading(1, "How each strategy stands")
    yield Paragraph(READ_FIRST)
    columns = (
        Column("Strategy", 71),
        Column("Kind", 26),
        Column("Owner", 48),
        Column("Status", 74),
        Column("We check again by", 42),
    )
    rows = tuple(
        (
            lines(named(strategy)),
            lines(strategy.kind_label),
            lines(strategy.owner),
            lines(status_with_date(strategy), strategy.status_reason),
            lines(f"{strategy.review_on.day} {strategy.review_on:%B %Y}"),
        )
        for strategy in walk.shown_strategies
    )
    yield Table("Strategies and their status", columns, rows)


def named(strategy: StrategyPlace) -> Words:
    """The name, leading to where we read about it."""
    return (Link(strategy.name, strategy.address),) if strategy.address else strategy.name


def status_with_date(strategy: StrategyPlace) -> str:
    since = strategy.status_since
    return f"{strategy.status_label}{f', since {since.day} {since:%B %Y}' if since else ''}"


def table_blocks(walk: CrossWalk) -> Iterator[Block]:
    yield Heading(1, str(walk.asked.by.label), starts_page=True)
    if not walk.groups:
        yield Paragraph("Nothing was found with these filters.")
    for group in walk.groups:
        yield Heading(2, group.label)
        if group.strategy:
            yield Paragraph(status_with_date(group.strategy), "Status")
        yield table_of(group, walk)


def table_of(group: Group, walk: CrossWalk) -> Table:
    lens = walk.asked.lens
    if walk.asked.by == Way.PART:
        columns = (
            Column("What serves", 80),
            Column("Strategy", 52),
            Column("Part of the strategy", 59),
            Column("How it serves it", 70),
        )
        return Table(group.label, columns, tuple(part_row(row, lens) for row in group.rows))
    columns = (
        Column("Part of the strategy", 62),
        Column("Part of the framework", 49),
        Column("What serves it", 80),
        Column("How it serves it", 70),
    )
    return Table(group.label, columns, tuple(strategy_row(row, lens) for row in group.rows))


def strategy_row(row: Row, lens: str) -> tuple[Cell, ...]:
    if row.part is None:
        return (element(row), lines("None"), lines(NOTHING_SERVES), lines())
    return (element(row), lines(row.part.label), serving(row, lens), lines(row.why))


def part_row(row: Row, lens: str) -> tuple[Cell, ...]:
    strategy = lines(row.strategy.name, row.strategy.status_label)
    return (serving(row, lens), strategy, element(row), lines(row.why))


def element(row: Row) -> Cell:
    return lines(row.element.name, "" if row.element.checked else NOT_READ)


def serving(row: Row, lens: str) -> Cell:
    if row.statement is None:
        return lines(WHOLE_PART)
    return lines(row.statement.text(lens), f"Level: {row.statement.level}")


def closing(walk: CrossWalk) -> Iterator[Block]:
    """What is missing, where the facts come from, and whose words these are."""
    unread = ", ".join(part.identifier for part in walk.unread)
    yield Heading(1, "What is missing")
    if unread:
        yield Paragraph(f"We have not read these parts of the framework: {unread}.")
    for strategy in walk.without_parts:
        yield Paragraph(f"{strategy.name}: we list no parts of it yet.")
    yield Paragraph(f"Where it says “{NOTHING_SERVES}”, we found no link that is not forced.")
    yield Heading(1, "Sources")
    yield Bullets(
        (
            (Link("The published framework (Care Quality Commission)", FRAMEWORK_HOME),),
            *(source(strategy) for strategy in walk.shown_strategies if strategy.address),
        )
    )
    yield Paragraph(ATTRIBUTION)


def source(strategy: StrategyPlace) -> Words:
    publisher = f" ({strategy.publisher})" if strategy.publisher else ""
    return (Link(f"{strategy.name}{publisher}", strategy.address),)
