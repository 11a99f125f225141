"""Integrated care boards by region, old and new, with how many case studies are filed under each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from casestudies.enums import Facet
from casestudies.organisations import (
    dated_name,
    finder_link,
    in_a_list,
    month,
    succession_note,
    successor_pairs,
)
from search.facets import read_facets
from taxonomy.models import Organisation, Region

NO_REGION = "Region not known"


def studies_filed() -> dict[str, int]:
    """How many public studies the finder gives for each board, by its slug: one query.

    A study is filed under the board of its day and under every board that followed it.
    """
    return {
        slug: pages.bit_count()
        for (facet, slug), pages in read_facets().items()
        if facet == Facet.ORGANISATION
    }


def boards_by_region(today: date) -> list[dict[str, Any]]:
    """Every region with the boards that stand and those that have closed: three queries."""
    boards = {board.pk: board for board in Organisation.objects.select_related("region")}
    filed = studies_filed()
    after: dict[int, list[Organisation]] = defaultdict(list)
    before: dict[int, list[Organisation]] = defaultdict(list)
    for former, successor in successor_pairs():
        after[former].append(boards[successor])
        before[successor].append(boards[former])
    regions: dict[Region | None, list[dict[str, Any]]] = defaultdict(list)
    for board in boards.values():
        row = {
            **finder_link(board),
            "count": filed.get(board.slug, 0),
            "closed": bool(board.valid_to and board.valid_to < today),
            "starts": starts_later(board.valid_from, today),
            "note": succession_note(board, after),
            "follows": in_a_list(names_beside(board, before[board.pk])),
        }
        regions[board.region].append(row)
    return [
        {
            "name": region.name if region else NO_REGION,
            "standing": [row for row in rows if not row["closed"]],
            "closed": [row for row in rows if row["closed"]],
        }
        for region, rows in sorted(regions.items(), key=lambda item: region_order(item[0]))
    ]


def starts_later(first: date | None, today: date) -> str:
    """The month in which a board begins that does not exist yet.

    >>> starts_later(date(2027, 4, 1), date(2026, 11, 22)), starts_later(date(2026, 4, 1), date.max)
    ('April 2027', '')
    """
    return month(first) if first and first > today else ""


def names_beside(board: Organisation, others: Iterable[Organisation]) -> list[str]:
    """Names of other boards in order; one with the same name as this one says when it closed."""
    return sorted(
        dated_name(each.name, each.valid_to) if each.name == board.name else each.name
        for each in others
    )


def region_order(region: Region | None) -> tuple[bool, int, str]:
    """As editors put them; what is not known comes last."""
    return (region is None, region.position if region else 0, region.name if region else "")
