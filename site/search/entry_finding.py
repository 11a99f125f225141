"""Finds records by words: a few hundred, matched in Python, so that every engine gives the same."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.entries import KINDS, EntryKind, Status
from search.models import Entry, SearchState
from search.words import Group, Query, tokens_text


@dataclass(frozen=True)
class EndingKind(EntryKind):
    """A kind whose records end on days that are set before, when nobody saves anything.

    `over` gives the keys of those that have ended by now. It is asked when one of the kind is found.
    """

    over: Callable[[], Collection[str]] = frozenset


@dataclass(frozen=True)
class KnownEntry:
    """A row as it is matched: its tokens stand between spaces, so that only whole ones match."""

    kind: str
    key: str
    title: str
    text: str
    url: str
    title_tokens: str
    tokens: str
    names: frozenset[str]


@dataclass(frozen=True)
class FoundEntry:
    """A record that was found. `is_exact`: its very name was searched for."""

    kind: EntryKind
    key: str
    title: str
    text: str
    url: str
    is_exact: bool = False


def names_of(title: str) -> Iterator[str]:
    """The tokens of a title, and of what stands before and in a bracket at its end.

    >>> list(names_of("ICB (integrated care board)"))
    ['icb integr care board', 'icb', 'integr care board']
    """
    yield tokens_text(title)
    before, bracket, inside = title.partition(" (")
    if bracket and inside.endswith(")"):
        yield tokens_text(before)
        yield tokens_text(inside)


@lru_cache(maxsize=1)
def entries_at(stamp: int) -> tuple[KnownEntry, ...]:
    """Every row as of one change of what is public: one query."""
    fields = ("kind", "key", "title", "text", "url", "title_tokens", "text_tokens")
    return tuple(
        KnownEntry(
            kind,
            key,
            title,
            text,
            url,
            f" {title_tokens} ",
            f" {title_tokens} | {text_tokens} ",
            frozenset(names_of(title)),
        )
        for kind, key, title, text, url, title_tokens, text_tokens in Entry.objects.values_list(
            *fields
        )
    )


def has_any(tokens: str, group: Group) -> bool:
    """Whether a text has one of the words or phrases of a group.

    >>> has_any(" ask earli ", (("ask", "late"), ("earli",))), has_any(" asking ", (("ask",),))
    (True, False)
    """
    return any(f" {' '.join(phrase)} " in tokens for phrase in group)


def find_entries(query: Query) -> list[FoundEntry]:
    """The records with every word of a query, the best first: by name, by title, then by text.

    One query, and one more when a row has changed since this process last looked. A kind whose
    records end may take one too.
    """
    state = None if query.is_empty else SearchState.objects.first()
    if state is None:
        return []
    found = still_there([entry for entry in entries_at(state.stamp) if matches(entry, query)])
    asked, order = tokens_text(query.text), list(KINDS)

    def standing(entry: KnownEntry) -> tuple[bool, int, int]:
        in_title = sum(has_any(entry.title_tokens, group) for group in query.groups)
        return asked not in entry.names, -in_title, order.index(entry.kind)

    return [
        FoundEntry(
            kind=KINDS[entry.kind],
            key=entry.key,
            title=entry.title,
            text=entry.text,
            url=entry.url,
            is_exact=asked in entry.names,
        )
        for entry in sorted(found, key=standing)
    ]


def matches(entry: KnownEntry, query: Query) -> bool:
    known = entry.kind in KINDS
    return known and all(has_any(entry.tokens, group) for group in query.groups)


def still_there(found: Collection[KnownEntry]) -> list[KnownEntry]:
    """Those of some rows whose records have not ended since the rows were written."""
    kinds = [KINDS[name] for name in {entry.kind for entry in found}]
    over = {kind.name: kind.over() for kind in kinds if isinstance(kind, EndingKind)}
    return [entry for entry in found if entry.key not in over.get(entry.kind, ())]


def statuses_of(found: Iterable[FoundEntry]) -> dict[FoundEntry, Status]:
    """How the records stand that have a status: one query for each kind of them."""
    keys: dict[str, dict[str, FoundEntry]] = {}
    for entry in found:
        keys.setdefault(entry.kind.name, {})[entry.key] = entry
    statuses: dict[FoundEntry, Status] = {}
    for kind, entries in keys.items():
        if ask := KINDS[kind].statuses:
            statuses.update({entries[key]: status for key, status in ask(entries.keys()).items()})
    return statuses


def counts_of(found: Iterable[FoundEntry]) -> Counter[str]:
    """How many records each kind has, by what stands for it in an address."""
    return Counter(entry.kind.value for entry in found)
