"""Organisations over time: a case study is found under the board of its day and those after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from search.words import tokens
from taxonomy.models import Organisation

FINDER = "/case-studies/"
# What people write around the name of a board, or leave out.
BOARD_WORDS = frozenset(tokens("the NHS integrated care board ICB system ICS and"))

Followers = Mapping[int, list[Organisation]]


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


def lifetime(first: date | None, last: date | None) -> str:
    """From when to when an organisation existed, as far as it is known.

    >>> lifetime(date(2022, 7, 1), date(2026, 3, 31)), lifetime(date(2026, 4, 1), None)
    ('July 2022 to March 2026', 'from April 2026')
    >>> lifetime(None, date(2026, 3, 31)), lifetime(None, None)
    ('until March 2026', '')
    """
    if first and last:
        return f"{month(first)} to {month(last)}"
    if first:
        return f"from {month(first)}"
    return f"until {month(last)}" if last else ""


def in_a_list(names: list[str]) -> str:
    """
    >>> in_a_list(["Essex ICB"]), in_a_list(["A", "B", "C"]), in_a_list([])
    ('Essex ICB', 'A, B and C', '')
    """
    return " and ".join([", ".join(names[:-1]), *names[-1:]] if len(names) > 1 else names)


def with_starts(successors: Iterable[Organisation]) -> str:
    """Successors in words, those that began together named together.

    >>> april, july = date(2026, 4, 1), date(2026, 7, 1)
    >>> one, two = (Organisation(name=name, valid_from=april) for name in ("Essex", "Sussex"))
    >>> with_starts([one, two]), with_starts([one, Organisation(name="Kent", valid_from=july)])
    ('Essex and Sussex, from April 2026', 'Essex, from April 2026, and Kent, from July 2026')
    """
    by_start: dict[date | None, list[str]] = defaultdict(list)
    for successor in successors:
        by_start[successor.valid_from].append(successor.name)
    return ", and ".join(
        f"{in_a_list(names)}, from {month(start)}" if start else in_a_list(names)
        for start, names in sorted(by_start.items(), key=lambda item: item[0] or date.min)
    )


def successor_note(organisation: Organisation, successors: Iterable[Organisation]) -> str:
    """Who followed directly; nothing for an organisation that nobody followed."""
    after = list(successors)
    return f"Followed by {with_starts(after)}" if after else ""


def succession_note(organisation: Organisation, followers: Followers) -> str:
    """Who followed, and who followed these: one sentence for each change, nothing for none."""
    sentences = [successor_note(organisation, followers.get(organisation.pk, []))]
    waiting, seen = list(followers.get(organisation.pk, [])), {organisation.pk}
    for former in waiting:
        after = followers.get(former.pk, [])
        if after and former.pk not in seen:
            sentences.append(f"{former.name} is followed by {with_starts(after)}")
            waiting += after
        seen.add(former.pk)
    return ". ".join(sentence for sentence in sentences if sentence)


def read_followers() -> Followers:
    """Each organisation that was followed, with its direct successors: one query."""
    pairs = Organisation.successors.through.objects.select_related("to_organisation")
    followers: dict[int, list[Organisation]] = defaultdict(list)
    for pair in pairs.order_by("to_organisation__name"):
        followers[pair.from_organisation_id].append(pair.to_organisation)
    return followers


def successor_notes(organisations: Iterable[Organisation | None]) -> dict[int, str]:
    """Who followed each organisation that has closed: one query, or none."""
    closed = {each.pk: each for each in organisations if each and each.valid_to}
    if not closed:
        return {}
    followers = read_followers()
    return {pk: succession_note(former, followers) for pk, former in closed.items()}


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


def chain_of(organisation: Organisation | None) -> list[Organisation]:
    """A board and all that followed it, however many mergers later. Reads what was prefetched."""
    chain: dict[int, Organisation] = {}
    waiting = [organisation] if organisation else []
    while waiting:
        current = waiting.pop()
        if current.pk not in chain:
            chain[current.pk] = current
            waiting.extend(current.successors.all())
    return list(chain.values())


def finder_link(organisation: Organisation) -> dict[str, str]:
    """The finder with the work that is filed under an organisation."""
    return {
        "label": dated_name(organisation.name, organisation.valid_to),
        "url": f"{FINDER}?organisation={organisation.slug}",
    }


def organisation_notice(slug: str) -> dict[str, Any] | None:
    """What a reader should know of a board that has changed: two queries.

    None for a board that nobody knows, or that neither followed another nor was followed.
    """
    known = Organisation.objects.in_bulk()
    organisation = next((each for each in known.values() if each.slug == slug), None)
    if organisation is None:
        return None
    pairs = successor_pairs()
    after = with_successors(pairs, organisation.pk) - {organisation.pk}
    before = with_predecessors(pairs, organisation.pk) - {organisation.pk}
    if not (after or before):
        return None
    followers: dict[int, list[Organisation]] = defaultdict(list)
    for former, successor in pairs:
        followers[former].append(known[successor])
    return {
        "name": organisation.name,
        "dates": lifetime(organisation.valid_from, organisation.valid_to),
        "note": succession_note(organisation, followers),
        "followed_by": [finder_link(each) for each in in_order(known[pk] for pk in after)],
        "follows": [finder_link(each) for each in in_order(known[pk] for pk in before)],
    }


def in_order(organisations: Iterable[Organisation]) -> list[Organisation]:
    """By the day on which they began, then by name."""
    return sorted(organisations, key=lambda each: (each.valid_from or date.min, each.name))


def name_words(text: str) -> list[str]:
    """The words of a board's name that tell it from another board.

    >>> name_words("NHS Frimley Integrated Care Board"), name_words("frimley icb"), name_words("ICB")
    (['frimley'], ['frimley'], [])
    """
    return [word for word in tokens(text) if word not in BOARD_WORDS]
