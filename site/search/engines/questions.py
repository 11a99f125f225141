"""A question to the library in the language of the engines: one request brings hits and counts."""

import re
from typing import Any

from search.asking import KIND, Asked, Order
from search.engines.documents import value_name
from search.words import Alternative, Group, Query

Clause = dict[str, Any]

TITLE_WEIGHT = 4
# Engines refuse to look deeper, or for more words at once.
DEEPEST = 10_000
MOST_CLAUSES = 1_000
MOST_VALUES = 10_000
REST = "rest"
NOT_PLAIN = re.compile(r"([^A-Za-z0-9])")
SORTS: dict[Order, list[Clause | str]] = {
    Order.BEST: ["_score", {"page": "asc"}],
    Order.NEWEST: [{"published_at": "desc"}, {"page": "desc"}],
    Order.STRONGEST: [{"strength": "desc"}, {"published_at": "desc"}, {"page": "desc"}],
    Order.TITLE: [{"title_order": "asc"}, {"page": "asc"}],
}


def is_within_reach(asked: Asked) -> bool:
    """Whether an engine answers such a question at all; the database answers every one."""
    clauses = 2 * sum(len(group) for group in asked.query.groups)
    return asked.start + asked.size <= DEEPEST and clauses <= MOST_CLAUSES


def search_body(asked: Asked) -> dict[str, Any]:
    """Everything that is asked, as the body of one search."""
    return {
        "query": {"bool": {"must": words_of(asked.query), "filter": kinds_of(asked)}},
        "post_filter": choices(asked),
        "aggs": counts_of(asked),
        "sort": SORTS[asked.order],
        "from": asked.start,
        "size": asked.size,
        "track_total_hits": True,
        "_source": False,
    }


def words_of(query: Query) -> list[Clause]:
    return [group_clause(group) for group in query.groups]


def group_clause(group: Group) -> Clause:
    """One alternative has to stand in the title or in the body, as it is."""
    either = [clause for alternative in group for clause in alternative_clauses(alternative)]
    return {"bool": {"should": either, "minimum_should_match": 1}}


def alternative_clauses(alternative: Alternative) -> list[Clause]:
    """A word or phrase in the title, or in the body; a phrase never reaches from one to the other.

    >>> alternative_clauses(("gp",))[1]
    {'term': {'body': {'value': 'gp', 'boost': 1}}}
    >>> alternative_clauses(("general", "practic"))[0]
    {'match_phrase': {'title': {'query': 'general practic', 'boost': 4}}}
    """
    text = " ".join(alternative)
    kind, name = ("match_phrase", "query") if len(alternative) > 1 else ("term", "value")
    weights = (("title", TITLE_WEIGHT), ("body", 1))
    return [{kind: {field: {name: text, "boost": weight}}} for field, weight in weights]


def kinds_of(asked: Asked) -> list[Clause]:
    return [facet_clause(KIND, asked.kinds)] if asked.kinds else []


def facet_clause(facet: str, values: tuple[str, ...]) -> Clause:
    return {"terms": {"facets": [value_name(facet, value) for value in values]}}


def choices(asked: Asked, *, without: str = "") -> Clause:
    """What is chosen in each facet, or in each but one."""
    chosen = [
        facet_clause(facet, values) for facet, values in asked.chosen.items() if facet != without
    ]
    return {"bool": {"filter": chosen}}


def counts_of(asked: Asked) -> dict[str, Clause]:
    """The counts of each chosen facet without its own choice, and of all others with every choice.

    Each is named by its place, for the name of a facet could be anything.
    """
    counts = {REST: counted(choices(asked), {})}
    for place, facet in enumerate(asked.chosen):
        only = {"include": f"{plain(value_name(facet, ''))}.*"}
        counts[str(place)] = counted(choices(asked, without=facet), only)
    return counts


def counted(within: Clause, only: dict[str, str]) -> Clause:
    return {
        "filter": within,
        "aggs": {"values": {"terms": {"field": "facets", "size": MOST_VALUES, **only}}},
    }


def plain(text: str) -> str:
    r"""Text for a regular expression of the engines, in which no character is an operator.

    >>> plain("a.b=")
    'a\\.b\\='
    """
    return NOT_PLAIN.sub(r"\\\1", text)
