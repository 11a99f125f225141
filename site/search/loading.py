"""Bring the first search words of `data/` into the database, without losing an edit."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from search.models import SearchWords
from search.words import tokens_text

DATA = Path(__file__).parent / "data" / "search_words.toml"


def read_lines() -> list[str]:
    """Every line of the data file."""
    return [record["line"] for record in tomllib.loads(DATA.read_text(encoding="utf-8"))["words"]]


def load_lines() -> Iterator[bool]:
    """Store each line unless its first word stands in a line already; yields whether it is new."""
    known = {tokens_text(word) for words in SearchWords.objects.all() for word in words.words}
    for line in read_lines():
        words = SearchWords(line=line)
        is_new = tokens_text(words.words[0]) not in known
        if is_new:
            words.full_clean()
            words.save()
        yield is_new
