"""Whether a text repeats somebody's own words, so that an answer never quotes by accident."""

import unicodedata
from collections.abc import Iterator

WORDS_IN_A_ROW = 6
APOSTROPHES = frozenset("'’‘`\u02bc")
# It would become a space with an accent.
ACUTE = "\u00b4"
# What the names of signs begin with that are written without spaces.
WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA")


def repeats(text: str, words: str) -> bool:
    """Whether six or more words in a row of somebody's stand in a text, in whatever letters.

    >>> repeats("You said that THE BUS... never stops at our clinic.", "The bus never stops at our!")
    True
    >>> repeats("The bus stops at our clinic now.", "The bus never stops at our clinic.")
    False
    >>> repeats("We don’t know why it’s shut.", "I dont know why its shut on Mondays")
    False
    >>> repeats("I don’t know why it’s shut.", "I dont know why its shut on Mondays")
    True
    """
    theirs = set(rows_of_words(words))
    return any(row in theirs for row in rows_of_words(text))


def rows_of_words(text: str) -> Iterator[tuple[str, ...]]:
    """Every six words that follow each other."""
    words = plain_words(text)
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


def plain_words(text: str) -> list[str]:
    """The words of a text without case, punctuation, apostrophes and what cannot be seen.

    A sign of Chinese or Japanese writing, which has no spaces, counts as a word.

    >>> plain_words("Don’t wait – follow-up, PLEASE!")
    ['dont', 'wait', 'follow', 'up', 'please']
    >>> plain_words("巴士不停")
    ['巴', '士', '不', '停']
    """
    folded = unicodedata.normalize("NFKC", text.replace(ACUTE, "'")).casefold()
    return "".join(map(plain, unicodedata.normalize("NFKC", folded))).split()


def plain(letter: str) -> str:
    """A letter as it counts: itself, a word of its own, nothing, or a gap between words."""
    category = unicodedata.category(letter)
    if letter in APOSTROPHES or category == "Cf":
        return ""
    if category == "Lo" and unicodedata.name(letter, "").startswith(WITHOUT_SPACES):
        return f" {letter} "
    return letter if category[0] in "LMN" else " "
