"""PostgreSQL: a generated, weighted tsvector column with a GIN index."""

from typing import Any, TypeVar

from django.db.models import BooleanField, Field, FloatField, Func, QuerySet, Value
from django.db.models.expressions import Col, Expression

from search.words import Alternative, Group, Query

Rows = TypeVar("Rows", bound=QuerySet)


class IndexColumn(Expression):
    """The column that only PostgreSQL has, and that the model therefore does not name."""

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        column: Field[Any, Any] = Field(db_column="token_index")
        column.model = query.model
        column.set_attributes_from_name("token_index")
        return Col(query.get_initial_alias(), column)


class Matches(Func):
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Rank(Func):
    """The weights are those of the letters D, C, B and A: a title counts four times a body."""

    template = "ts_rank('{0, 0, 0.25, 1}', %(expressions)s::tsquery, 1)"
    output_field = FloatField()


def phrase_text(phrase: Alternative) -> str:
    words = " <-> ".join(f"'x{word}'" for word in phrase)
    return f"({words})" if len(phrase) > 1 else words


def group_text(group: Group) -> str:
    return f"({' | '.join(phrase_text(phrase) for phrase in group)})"


def tsquery_text(query: Query) -> str:
    """A query in PostgreSQL's language. Every word is quoted, so none can be an operator.

    The x before each is explained where the column is made, in the migration.

    >>> tsquery_text(Query(groups=((("gp",), ("general", "practic")), (("access",),))))
    "('xgp' | ('xgeneral' <-> 'xpractic')) & ('xaccess')"
    """
    return " & ".join(group_text(group) for group in query.groups)


def matching(rows: Rows, query: Query) -> Rows:
    """The rows that match."""
    asked = Value(tsquery_text(query))
    return rows.filter(Matches(IndexColumn(), asked)).annotate(rank=Rank(IndexColumn(), asked))
