"""What the tests of search ask."""

from collections.abc import Callable

import pytest

from search.models import SearchDocument
from search.query import parse_query

Titles = Callable[[str], list[str]]


@pytest.fixture
def found(db: None) -> Titles:
    """The titles that a query finds, the best first."""

    def titles(raw: str) -> list[str]:
        rows = SearchDocument.objects.matching(parse_query(raw)).best_first()
        return list(rows.values_list("title", flat=True))

    return titles
