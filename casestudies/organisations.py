"""Organisations over time: a case study is found under the board of its day and those after it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from taxonomy.models import Organisation


def month(day: date) -> str:
    """A month and year in words.

    >>> month(date(2026, 3, 31))
    'March 2026'
    """
    return day.strftime("%B %Y")


def dated_name(name: str, valid_to: date | None) -> str:
    """The name; for an organisation that has closed, with when: two may share a name.

    >>> dated_name("Hampshire and Isle of Wight ICB", date(2026, 3, 31))
    'Hampshire and Isle of Wight ICB (until March 2026)'
    """
    return f"{name} (until {month(valid_to)})" if valid_to else name


def successor_note(organisation: Organisation, successors: Iterable[Organisation]) -> str:
    """Who followed, for an organisation that has closed; nothing for one that stands."""
    after = list(successors)
    if not after:
        return ""
    names = [successor.name for successor in after]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    starts = {successor.valid_from for successor in after if successor.valid_from}
    since = f", from {month(min(starts))}" if starts else ""
    return f"Followed by {listed}{since}"


def successor_pairs() -> list[tuple[int, int]]:
    """Every organisation with each of its direct successors: one query."""
    through = Organisation.successors.through
    return list(through.objects.values_list("from_organisation_id", "to_organisation_id"))


def with_successors(pairs: Iterable[tuple[int, int]], start: int) -> set[int]:
    """An organisation and all that followed it, however many mergers later.

    >>> sorted(with_successors([(1, 2), (2, 3), (2, 4), (5, 6)], 1))
    [1, 2, 3, 4]
    >>> sorted(with_successors([(1, 2), (2, 1)], 1))
    [1, 2]
    """
    after = defaultdict(set)
    for former, successor in pairs:
        after[former].add(successor)
    found: set[int] = set()
    waiting = [start]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(after[current])
    return found


def with_predecessors(pairs: Iterable[tuple[int, int]], start: int) -> set[int]:
    """An organisation and all that it follows.

    >>> sorted(with_predecessors([(1, 2), (2, 3), (9, 3)], 3))
    [1, 2, 3, 9]
    """
    return with_successors([(successor, former) for former, successor in pairs], start)


def names_over_time(organisation: Organisation) -> list[str]:
    """The names of a board and of all that followed it: what a reader may look for."""
    chain = with_successors(successor_pairs(), organisation.pk)
    return list(Organisation.objects.filter(pk__in=chain).values_list("name", flat=True))
