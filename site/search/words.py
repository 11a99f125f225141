"""Words: how the site splits, folds and stems text, reads a query, and marks what matched.

No Django here, and no other module splits text: the same words feed every search engine.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import cast

import snowballstemmer

LONGEST_QUERY = 200
MOST_WORDS = 20
MOST_READ = 4000
LONGEST_WORD = 64
SHORTEST_WRITTEN = 4

Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]
Synonyms = Mapping[Alternative, Group]

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# What holds the parts of one written word together, as in co-production, A&E, 3.5 and O'Neill.
JOINED_WORDS = re.compile(rf"{WORD.pattern}(?:[-\u2010\u2013&.'_]{WORD.pattern})*'?")
QUOTED_OR_NOT = re.compile(r'"([^"]*)"|([^"]+)')
QUOTES = str.maketrans("“”„«»", '"' * 5)
APOSTROPHES = frozenset("\u2018\u2019\u02bc\uff07\u00b4")
ZERO_WIDTH_SPACE = "\u200b"

stemmer = snowballstemmer.stemmer("english")
# It keeps the word that it works on to itself: two threads at once would mix theirs.
one_at_a_time = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of an English word have in common."""
    with one_at_a_time:
        return cast(str, stemmer.stemWord(word))


@dataclass(frozen=True)
class Query:
    """What a reader asked for: each group must match, by any one of its alternatives."""

    text: str = ""
    groups: tuple[Group, ...] = ()
    shortened: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.groups


class SafeHtml(str):
    """Text that is already escaped; templates leave it as it is."""

    def __html__(self) -> str:
        return self


@lru_cache(maxsize=10_000)
def fold_character(character: str) -> str:
    """One character without its accent and in lower case; nothing for marks and invisible ones.

    >>> [fold_character(c) for c in "Éﬁ’"]
    ['e', 'fi', "'"]
    """
    if character in APOSTROPHES:
        return "'"
    if character == ZERO_WIDTH_SPACE:
        return " "
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf"})


def fold(text: str) -> str:
    """Text in lower case without accents.

    >>> fold("Café in the Île-de-France")
    'cafe in the ile-de-france'
    """
    return NOT_ASCII.sub(lambda match: fold_character(match[0]), text).lower()


def word_stems(word: str) -> list[str]:
    """The stems of one folded word: a final 's goes, any other apostrophe splits.

    >>> word_stems("patient's"), word_stems("o'neill"), word_stems("l'œuvre's")
    (['patient'], ['o', 'neill'], ['l', 'œuvr'])
    """
    parts = word.removesuffix("'s").split("'")
    return [stem(part[:LONGEST_WORD])[:LONGEST_WORD] for part in parts]


def tokens(text: str) -> list[str]:
    """The stems of a text, in order.

    >>> tokens("Inequalities: the GP’s A&E co-production, 18-25")
    ['inequ', 'the', 'gp', 'a', 'e', 'co', 'product', '18', '25']
    """
    return [part for word in WORD.findall(fold(text)) for part in word_stems(word)]


def tokens_text(text: str) -> str:
    """The stems of a text as one string: what the engines index.

    >>> tokens_text("People and communities")
    'peopl and communiti'
    """
    return " ".join(tokens(text))


def written_words(text: str) -> set[str]:
    """The different words of a text as people write them, folded: no numbers, none under 4 letters.

    >>> sorted(written_words("The GP’s café: co-production, 18-25, Café"))
    ['cafe', 'production']
    """
    words = {word.removesuffix("'s") for word in WORD.findall(fold(text))}
    return {
        word for word in words if SHORTEST_WRITTEN <= len(word) <= LONGEST_WORD and word.isalpha()
    }


def visible(raw: str) -> str:
    """Text without control, direction and invisible characters, its space collapsed."""
    kept = (
        "" if (kind := unicodedata.category(c)) in {"Cf", "Cs"} else " " if kind == "Cc" else c
        for c in raw
    )
    return " ".join("".join(kept).split())


def clean(raw: str) -> str:
    """What a reader typed, safe to use and to show again, cut at a whole word.

    >>> clean("  housing\\x00 and\\u202e  health ")
    'housing and health'
    >>> len(clean("word " * 3000).split()), len(clean("x" * 20000))
    (20, 200)
    """
    words = visible(raw[:MOST_READ]).split()[:MOST_WORDS]
    while len(words) > 1 and len(" ".join(words)) > LONGEST_QUERY:
        words.pop()
    return " ".join(words)[:LONGEST_QUERY]


def is_too_long(raw: str) -> bool:
    """Whether cleaning a query leaves some of its words out."""
    return len(raw) > MOST_READ or visible(raw) != clean(raw)


def units_of(text: str) -> Iterator[tuple[Alternative, bool]]:
    """The words and phrases of a query, each with whether it stood in quotes.

    A word of several parts (co-production) is a phrase. An odd quote counts for nothing.

    >>> list(units_of('A&E "shared decisions" and/or'))
    [(('a', 'e'), False), (('share', 'decis'), True), (('and',), False), (('or',), False)]
    >>> list(units_of('dia"b'))
    [(('dia',), False), (('b',), False)]
    """
    for quoted, plain in QUOTED_OR_NOT.findall(text.translate(QUOTES)):
        pieces = [quoted] if quoted else JOINED_WORDS.findall(fold(plain))
        for piece in pieces:
            if unit := tuple(tokens(piece)):
                yield unit, bool(quoted)


def synonyms_from(lines: Iterable[Iterable[str]]) -> Synonyms:
    """Sets of words that mean the same, looked up by any one of them.

    >>> synonyms_from([["GP", "general practice"]])[("gp",)]
    (('gp',), ('general', 'practic'))
    """
    known: dict[Alternative, Group] = {}
    for line in lines:
        phrases = [phrase for word in line if (phrase := tuple(tokens(word)))]
        for phrase in phrases:
            known[phrase] = tuple(dict.fromkeys([*known.get(phrase, ()), *phrases]))
    return known


def groups_of(units: list[tuple[Alternative, bool]], synonyms: Synonyms) -> tuple[Group, ...]:
    """The groups of a query, each word with what means the same.

    A run of words that has synonyms gives them to each of its words: (A and B) or C is
    (A or C) and (B or C). Quoted words are taken exactly as they stand.

    >>> same = synonyms_from([["GP", "general practice"]])
    >>> groups_of([(("general",), False), (("practic",), False)], same)
    ((('general',), ('gp',)), (('practic',), ('gp',)))
    >>> groups_of([(("gp",), True)], same)
    ((('gp',),),)
    """
    groups = [[unit] for unit, quoted in units]
    for start in range(len(units)):
        run: Alternative = ()
        for end in range(start, len(units)):
            unit, quoted = units[end]
            if quoted:
                break
            run += unit
            others = [phrase for phrase in synonyms.get(run, ()) if phrase != run]
            for group in groups[start : end + 1]:
                group.extend(others)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups))


def read_query(raw: str, synonyms: Synonyms) -> Query:
    """What a reader typed, as groups of alternatives.

    >>> read_query("GP access", synonyms_from([["GP", "surgery"]])).groups
    ((('gp',), ('surgeri',)), (('access',),))
    >>> read_query(' "" &', {}).is_empty
    True
    """
    text = clean(raw)
    units = list(units_of(text))
    groups = groups_of(units[:MOST_WORDS], synonyms)
    return Query(text, groups, is_too_long(raw) or len(units) > MOST_WORDS)
