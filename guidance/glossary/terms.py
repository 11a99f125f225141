"""The glossary's terms as plain values, kept in the cache, and how they are found in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

from django.core.cache import cache

from content.after_commit import once_after_commit
from guidance.models import GlossaryTerm

CACHE_KEY = "glossary-terms"
CACHE_SECONDS = 60
# What is joined to a word by these is a part of it, as in A&E.
WORD_START = re.compile(r"(?<![\w&+])\w")
END = r"(?![\w&+])"
TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]")


@dataclass(frozen=True)
class Term:
    """A term as a page shows it. `short` is what it stands for."""

    slug: str
    name: str
    short: str
    meaning: str

    @property
    def is_a_name(self) -> bool:
        """Whether it is written only one way, as acronyms and titles are: it has two capitals.

        >>> [Term("", name, "", "").is_a_name for name in ("ICB", "Joint Forward Plan", "Co-design")]
        [True, True, False]
        """
        return bool(TWO_CAPITALS.search(self.name))

    @property
    def is_acronym(self) -> bool:
        return bool(self.short) and self.is_a_name


Terms = tuple[Term, ...]


def read_terms() -> Terms:
    fields = ("slug", "name", "short", "meaning")
    return tuple(Term(*row) for row in GlossaryTerm.objects.values_list(*fields))


def known_terms() -> Terms:
    """Every term, from the cache where it is there."""
    return cast(Terms, cache.get_or_set(CACHE_KEY, read_terms, CACHE_SECONDS))


def known_acronyms() -> list[str]:
    """The acronyms that the glossary explains, for the checks of the editor."""
    return [term.name for term in known_terms() if term.is_acronym]


def forget_terms(**kwargs: Any) -> None:
    """Drop the cached terms: called when one of them changes.

    Once more after the transaction, as somebody else may have read the old state until then.
    """
    drop_terms()
    once_after_commit(drop_terms)


def drop_terms() -> None:
    cache.delete(CACHE_KEY)


@lru_cache(maxsize=2)
def stamp_of(terms: Terms) -> str:
    """A fingerprint of the terms: pages are explained anew when it changes."""
    return sha256(repr(terms).encode()).hexdigest()[:16]


def written_as(term: Term) -> str:
    """The pattern of a term in a text: a word of several parts with any hyphen or space, any case.

    >>> bool(re.fullmatch(written_as(Term("", "Co-design", "", "")), "codesign"))
    True
    >>> bool(re.fullmatch(written_as(Term("", "ICB", "", "")), "icb"))
    False
    """
    words = [re.escape(word) for word in re.split(r"[\s-]+", term.name)]
    if term.is_a_name:
        return r"[\s-]+".join(words)
    joined = r"[-\s]?".join(words) if "-" in term.name else r"\s+".join(words)
    return f"(?i:{joined})"


@dataclass(frozen=True)
class Finder:
    """A pattern for the terms that begin with each character, the longest first."""

    patterns: Mapping[str, re.Pattern[str]]
    terms: Terms

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where the terms stand in a text, in order, none overlapping."""
        reached = 0
        for start in WORD_START.finditer(text):
            pattern = self.patterns.get(start[0].lower())
            if (
                pattern
                and start.start() >= reached
                and (match := pattern.match(text, start.start()))
            ):
                reached = match.end()
                yield match

    def term_of(self, match: re.Match[str]) -> Term:
        """The term that a match found: its number is in the name of the group."""
        groups = match.groupdict().items()
        found = next(name for name, text in groups if text and name.startswith("term"))
        return self.terms[int(found.removeprefix("term"))]


@lru_cache(maxsize=2)
def finder_of(terms: Terms) -> Finder:
    """How the terms are found in a text.

    A name with a bracket in it, such as "Level (of the framework)", is never written so in a text:
    such a term is in the glossary, but its everyday word is left alone on other pages.
    """
    ordered = tuple(sorted(terms, key=lambda term: len(term.name), reverse=True))
    named: dict[str, list[str]] = defaultdict(list)
    for at, term in enumerate(ordered):
        named[term.name[:1].lower()].append(f"(?P<term{at}>{written_as(term)})")
    patterns = {
        first: re.compile(rf"(?P<word>(?:{'|'.join(forms)})(?P<plural>s|es)?)(?P<own>['’]s?)?{END}")
        for first, forms in named.items()
    }
    return Finder(patterns, ordered)


def by_name(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.name.lower())
