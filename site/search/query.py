"""What a reader asked for, with the editors' search words added."""

from functools import lru_cache

from search.models import SearchWords
from search.words import Query, Synonyms, clean, read_query, synonyms_from


@lru_cache(maxsize=4)
def synonyms_of(lines: tuple[str, ...]) -> Synonyms:
    return synonyms_from(SearchWords(line=line).words for line in lines)


def parse_query(raw: str) -> Query:
    """Read what somebody typed. Takes one query for the search words, or none when empty."""
    if not clean(raw):
        return Query()
    lines = SearchWords.objects.order_by("pk").values_list("line", flat=True)
    return read_query(raw, synonyms_of(tuple(lines)))
