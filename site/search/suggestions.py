"""Did you mean: another spelling of what was searched for, from the words that pages use."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.asking import Asked
from search.finding import find
from search.models import SearchState, WordCount
from search.query import parse_query
from search.words import SHORTEST_WRITTEN, WORD, Query, fold, stem

# Below this likeness a word is another word: one slip in four letters is still the same one.
LEAST_ALIKE = 0.7
NEAREST = 8
# Forms of a word differ at its end: these first letters they share.
ALIKE_LETTERS = 3
# A search that finds fewer may have been meant otherwise.
FEW = 3


@lru_cache(maxsize=1)
def vocabulary(stamp: int) -> dict[str, int]:
    """Every word with how many pages use it, as of one change of what is public: one query."""
    return dict(WordCount.objects.values_list("word", "pages"))


def is_known(word: str, words: Iterable[str]) -> bool:
    """Whether a page has the word in some form: a stem begins as its word does.

    >>> is_known("inequality", ["inequalities", "quality"]), is_known("barbers", ["people"])
    (True, False)
    """
    begin, wanted = word[:ALIKE_LETTERS], stem(word)
    return any(other.startswith(begin) and stem(other) == wanted for other in words)


def nearest(word: str, words: dict[str, int]) -> str:
    """The word most like it, the more used one when two are as like; itself when none is.

    >>> nearest("inequalites", {"inequality": 3, "inequalities": 9, "quality": 5})
    'inequalities'
    >>> nearest("barbers", {"people": 4})
    'barbers'
    """
    alike = process.extract(
        word,
        words.keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=LEAST_ALIKE,
        limit=NEAREST,
    )
    return max(alike, key=lambda found: (found[1], words[found[0]]))[0] if alike else word


def suggestion_for(query: Query) -> str:
    """What was searched for with words that no page has replaced by the nearest; or nothing.

    One query, and one more when what is public has changed since this process last looked.
    """
    state = SearchState.objects.first()
    if state is None or query.is_empty:
        return ""
    words = vocabulary(state.stamp)
    text = fold(query.text)

    def better(word: str) -> str:
        plain = word.removesuffix("'s")
        odd = len(plain) < SHORTEST_WRITTEN or not plain.isalpha()
        return word if odd or is_known(plain, words) else nearest(plain, words)

    suggested = WORD.sub(lambda match: better(match[0]), text)
    return "" if suggested == text else suggested


def better_query(asked: Asked, total: int) -> Query | None:
    """The better spelt words of a question that found little, if they find more."""
    if asked.query.is_empty or total >= FEW:
        return None
    text = suggestion_for(asked.query)
    if not text:
        return None
    query = parse_query(text)
    return query if find(replace(asked, query=query, start=0, size=0)).total > total else None
