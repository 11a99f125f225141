"""What a search found, as its page shows it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from search.asking import KIND, Answer
from search.finding import find_or_first
from search.forms import SearchRequest, known_kinds
from search.marking import highlight, snippet
from search.models import SearchDocument
from search.paging import page_links
from search.suggestions import better_query
from search.words import Query

PAGE_SIZE = 20
SHOWN = ("pk", "title", "url", "kind", "body", "summary", "published_at")


def answer_to(request: SearchRequest) -> tuple[SearchRequest, Answer]:
    """The answer for the page asked for; a page beyond the last is the first one."""
    start = (request.page - 1) * PAGE_SIZE
    is_beyond, answer = find_or_first(request.asked(start=start, size=PAGE_SIZE))
    return request.on_page(1) if is_beyond else request, answer


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """The rows of an answer in its order: one query, or none. What is not public has no row."""
    if not answer.ids:
        return []
    rows = SearchDocument.objects.filter(pk__in=answer.ids).values(*SHOWN)
    shown = {row["pk"]: row for row in rows}
    return [shown[pk] for pk in answer.ids if pk in shown]


def result(row: dict[str, Any], query: Query) -> dict[str, Any]:
    """One row as `components/search_result.html` shows it."""
    return {
        "title": highlight(row["title"], query),
        "url": row["url"],
        "kind": row["kind"],
        "snippet": snippet(row["body"] or row["summary"], query),
        "meta": f"Published {date_format(localtime(row['published_at']), 'j F Y')}",
    }


def kind_links(request: SearchRequest, counts: dict[str, int], path: str) -> list[dict[str, Any]]:
    """All kinds first, then each kind that was found, with how many it gives."""
    links = [("", "Everything", sum(counts.values()))]
    links += [
        (value, label, counts.get(value, 0))
        for value, label in known_kinds().items()
        if counts.get(value) or value == request.kind
    ]
    return [
        {
            "label": label,
            "count": count,
            "url": request.with_kind(value).address(path),
            "current": value == request.kind,
        }
        for value, label, count in links
    ]


def search_context(request: SearchRequest, *, path: str) -> dict[str, Any]:
    """Everything that the search page shows: four queries, the search words' included."""
    if request.query.is_empty:
        return {"query": "", "canonical_path": request.address(path)}
    request, answer = answer_to(request)
    counts = {value: count for (facet, value), count in answer.counts.items() if facet == KIND}
    everything = sum(counts.values())
    offer = {
        "label": request.kind_label,
        "url": request.with_kind("").address(path),
        "count": everything,
    }
    query = better_query(request.asked(start=0, size=0), answer.total)
    better = request.with_query(query) if query else None
    return {
        "query": request.query.text,
        "shortened": request.query.shortened,
        "kind": request.kind,
        "total": answer.total,
        "results": [result(row, request.query) for row in rows_of(answer)],
        "kinds": kind_links(request, counts, path),
        "offers": [offer] if request.kind and everything and not answer.total else [],
        "suggestion": better.query.text if better else "",
        "suggestion_url": better.address(path) if better else "",
        "pagination": page_links(
            current=request.page,
            size=PAGE_SIZE,
            total=answer.total,
            noun="results",
            address=lambda number: request.on_page(number).address(path),
        ),
        "canonical_path": request.address(path),
    }
