"""Did you mean: another spelling of what was searched for, from the words that pages use."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.models import SearchState, WordCount
from search.words import SHORTEST_WRITTEN, WORD, Query, fold, stem

# Below this likeness a word is another word: one slip in four letters is still the same one.
LEAST_ALIKE = 0.7
NEAREST = 8


@lru_cache(maxsize=1)
def vocabulary(stamp: int) -> dict[str, int]:
    """Every word with how many pages use it, as of one change of what is public: one query."""
    return dict(WordCount.objects.values_list("word", "pages"))


@lru_cache(maxsize=1)
def stems(stamp: int) -> frozenset[str]:
    return frozenset(stem(word) for word in vocabulary(stamp))


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
    words, known = vocabulary(state.stamp), stems(state.stamp)
    text = fold(query.text)

    def better(word: str) -> str:
        plain = word.removesuffix("'s")
        odd = len(plain) < SHORTEST_WRITTEN or not plain.isalpha() or stem(plain) in known
        return word if odd else nearest(plain, words)

    suggested = WORD.sub(lambda match: better(match[0]), text)
    return "" if suggested == text else suggested
