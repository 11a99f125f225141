"""How old a reader has to be: for editors to see, and for tests of our own texts."""

import re

SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
FEWEST_WORDS = 30
"""Below this a figure would say nothing."""
YEARS_BEFORE_SCHOOL = 5
"""A child is about five years older than the United States school grade it is in."""


def reading_age(text: str) -> float | None:
    """The age from which a reader follows a plain text; None where it is too short to tell.

    The Automated Readability Index (Smith and Senter, 1967: 4.71 letters a word and 0.5 words a
    sentence, less 21.43) and five years. It counts letters, so that no guess at syllables is
    needed. Items of a list count as sentences where each ends its line.

    >>> reading_age("Too short.") is None
    True
    >>> reading_age("We ask people what they need. " * 10)
    5.0
    """
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    letters = sum(len(word) for word in words) / len(words)
    grade = 4.71 * letters + 0.5 * len(words) / len(sentences) - 21.43
    return round(max(grade, 0.0) + YEARS_BEFORE_SCHOOL, 1)
