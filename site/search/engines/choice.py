"""Which engine answers: decided by the database in use."""

from typing import TypeVar

from django.db import connections
from django.db.models import QuerySet

from search.engines import postgresql, sqlite
from search.words import Query

Rows = TypeVar("Rows", bound=QuerySet)
ENGINES = {"sqlite": sqlite.matching, "postgresql": postgresql.matching}


def matching(rows: Rows, query: Query) -> Rows:
    """The rows that match, annotated with `rank`, asked in the database's own language."""
    return ENGINES[connections[rows.db].vendor](rows, query)
