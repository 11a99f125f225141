"""Marking: which words of a text a query found, shown as safe HTML."""

import re
from bisect import bisect_left
from html import escape

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
Phrases = dict[str, list[Alternative]]
ELLIPSIS = "…"
SPACE = re.compile(r"\s+")


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


def words_with_spans(text: str) -> tuple[list[str], list[Span]]:
    """The stems of a text and, beside each, where its word stands in the text."""
    folded, places = folded_with_places(text)
    stems: list[str] = []
    spans: list[Span] = []
    for match in WORD.finditer(folded):
        start, end = match.span()
        span = (start, end) if places is None else (places[start], places[end - 1] + 1)
        for part in word_stems(match[0]):
            stems.append(part)
            spans.append(span)
    return stems, spans


def found_spans(text: str, phrases: Phrases) -> list[tuple[int, int, Alternative]]:
    """Where words or whole phrases of a query stand in a text, in order, none overlapping."""
    stems, spans = words_with_spans(text)
    found: list[tuple[int, int, Alternative]] = []
    at = 0
    while at < len(stems):
        here = phrases.get(stems[at], ())
        phrase = next((p for p in here if tuple(stems[at : at + len(p)]) == p), None)
        if phrase and (not found or spans[at][0] >= found[-1][1]):
            found.append((spans[at][0], spans[at + len(phrase) - 1][1], phrase))
        at += len(phrase) if phrase else 1
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
    return marked(text, [(start, end) for start, end, _ in found_spans(text, phrases_of(query))])


def best_start(found: list[tuple[int, int, Alternative]], length: int) -> int:
    """Where to begin so that a part of that length shows the most different words."""
    starts = [start for start, _, _ in found]

    def different(at: int) -> int:
        last = bisect_left(starts, starts[at] + length)
        return len({phrase for _, _, phrase in found[at:last]})

    return starts[max(range(len(starts)), key=different)] if starts else 0


def snippet(text: str, query: Query, length: int = 240) -> SafeHtml:
    """The part of a text that shows most of a query, as safe HTML with its words marked.

    >>> from search.words import read_query
    >>> snippet("One two three four five six seven", read_query("six", {}), length=16)
    '… five <mark>six</mark> seven'
    """
    text = SPACE.sub(" ", text).strip()
    found = found_spans(text, phrases_of(query))
    begin = max(0, best_start(found, length * 3 // 4) - length // 4)
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
