"""Marking: which words of a text a query found, shown as safe HTML."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from html import escape
from itertools import islice

from search.words import (
    NOT_ASCII,
    WORD,
    Alternative,
    Query,
    SafeHtml,
    fold,
    fold_character,
    word_stems,
)

Span = tuple[int, int]
Found = tuple[int, int, Alternative]
Phrases = dict[str, list[Alternative]]
ELLIPSIS = "…"


def folded_with_places(text: str) -> tuple[str, list[int] | None]:
    """Folded text, and where each of its characters stood; None when all stand where they did."""
    odd = set(NOT_ASCII.findall(text))
    if all(len(fold_character(c)) == 1 for c in odd):
        return fold(text), None
    pieces = [fold_character(c) if c in odd else c.lower() for c in text]
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), places


def phrases_of(query: Query) -> Phrases:
    """Every word and phrase of a query by its first word, the longest first."""
    phrases: Phrases = {}
    for phrase in sorted({p for group in query.groups for p in group}, key=len, reverse=True):
        phrases.setdefault(phrase[0], []).append(phrase)
    return phrases


def with_accents(text: str, end: int) -> int:
    """The end of a word, after any accents that follow it as characters of their own."""
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end


def words_with_spans(folded: str, start: int = 0) -> Iterator[tuple[str, Span]]:
    """The stems of a folded text, each with where its word stands."""
    for match in WORD.finditer(folded, start):
        for part in word_stems(match[0]):
            yield part, match.span()


def words_worth_a_look(phrases: Phrases) -> re.Pattern[str]:
    """Words that begin like a phrase: a stem keeps its first letter. Saves stemming the others."""
    letters = "".join(sorted({re.escape(stem[0]) for stem in phrases}))
    return re.compile(rf"(?<![^\W_])[{letters}][^\W_]*")


def phrase_at(folded: str, start: int, phrases: Phrases) -> Found | None:
    """The longest phrase that begins with the word at a place."""
    first = next((stem for stem, _ in words_with_spans(folded, start)), "")
    for phrase in phrases.get(first, ()):
        ahead = list(islice(words_with_spans(folded, start), len(phrase)))
        if tuple(stem for stem, _ in ahead) == phrase:
            return start, ahead[-1][1][1], phrase
    return None


def found_phrases(text: str, query: Query) -> list[Found]:
    """Where words and whole phrases of a query stand in a text, in order, none overlapping."""
    phrases = phrases_of(query)
    if not phrases:
        return []
    folded, places = folded_with_places(text)
    found: list[Found] = []
    reached = shown = 0
    for word in words_worth_a_look(phrases).finditer(folded):
        if word.start() < reached or not (hit := phrase_at(folded, word.start(), phrases)):
            continue
        start, reached, phrase = hit
        end = reached
        if places:
            start, end = places[start], with_accents(text, places[end - 1] + 1)
        if start >= shown:
            found.append((start, end, phrase))
            shown = end
    return found


def marked(text: str, spans: list[Span]) -> SafeHtml:
    """Escaped text with the spans marked."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    return SafeHtml("".join([*pieces, escape(text[at:])]))


def highlight(text: str, query: Query) -> SafeHtml:
    """Text as safe HTML with the words of a query marked.

    >>> from search.words import read_query
    >>> highlight("Health <b>inequalities</b>", read_query("inequality", {}))
    'Health &lt;b&gt;<mark>inequalities</mark>&lt;/b&gt;'
    """
    return marked(text, [(start, end) for start, end, _ in found_phrases(text, query)])


def best_start(found: list[Found], query: Query, length: int) -> int:
    """Where to begin so that a part of that length answers most of the query's groups."""
    starts = [start for start, _, _ in found]
    answers = {
        phrase: {at for at, group in enumerate(query.groups) if phrase in group}
        for _, _, phrase in found
    }

    def answered(at: int) -> int:
        last = bisect_left(starts, starts[at] + length)
        return len(set().union(*(answers[phrase] for _, _, phrase in found[at:last])))

    return starts[max(range(len(starts)), key=answered)] if starts else 0


def snippet(text: str, query: Query, length: int = 240) -> SafeHtml:
    """The part of a text that shows most of a query, as safe HTML with its words marked.

    >>> from search.words import read_query
    >>> snippet("One two three four five six seven", read_query("six", {}), length=16)
    '… five <mark>six</mark> seven'
    """
    text = " ".join(text.split())
    found = found_phrases(text, query)
    begin = max(0, best_start(found, query, length * 3 // 4) - length // 4)
    begin = min(begin, max(0, len(text) - length))
    if begin:
        begin = text.find(" ", begin) + 1 or begin
    end = begin + length
    if end < len(text):
        end = max(text.rfind(" ", begin, end + 1), begin) or end
        end = end if end > begin else begin + length
    inside = [(s - begin, e - begin) for s, e, _ in found if s >= begin and e <= end]
    before, after = f"{ELLIPSIS} " if begin else "", ELLIPSIS if end < len(text) else ""
    return SafeHtml(f"{before}{marked(text[begin:end], inside)}{' ' if after else ''}{after}")
