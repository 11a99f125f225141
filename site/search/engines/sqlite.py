"""SQLite: the full-text table is joined, so that the match runs once and not once a row."""

from typing import Any, TypeVar

from django.db.models import F, QuerySet, TextField
from django.db.models.lookups import Lookup

from search.words import Alternative, Group, Query

Rows = TypeVar("Rows", bound=QuerySet)


@TextField.register_lookup
class FullTextMatch(Lookup):
    """`column MATCH expression`, for the column that stands for a whole FTS5 table."""

    lookup_name = "fts5"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} MATCH {right}", [*left_params, *right_params]


def phrase_text(phrase: Alternative) -> str:
    return f'"{" ".join(phrase)}"'


def group_text(group: Group) -> str:
    return f"({' OR '.join(phrase_text(phrase) for phrase in group)})"


def fts5_text(query: Query) -> str:
    """A query in FTS5's language. Every word is quoted, so none can be an operator.

    >>> fts5_text(Query(groups=((("gp",), ("general", "practic")), (("access",),))))
    '("gp" OR "general practic") AND ("access")'
    """
    return " AND ".join(group_text(group) for group in query.groups)


def matching(rows: Rows, query: Query) -> Rows:
    """The rows that match. FTS5's own rank, with the weights of the migration, is better lower."""
    return rows.filter(sqlite__tokens__fts5=fts5_text(query)).annotate(rank=-F("sqlite__rank"))
