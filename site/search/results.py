"""What a search found, as its page shows it."""

from typing import Any

from django.db.models import Count
from django.utils.formats import date_format

from search.forms import SearchRequest, known_kinds
from search.marking import highlight, snippet
from search.models import SearchDocument
from search.paging import page_links
from search.words import Query

PAGE_SIZE = 20
SHOWN = ("pk", "title", "url", "kind", "body", "summary", "published_on")


def count_kinds(query: Query) -> dict[str, int]:
    """How many rows of each kind match, whatever kind is chosen: one query."""
    rows = SearchDocument.objects.matching(query).order_by()
    return dict(rows.values("kind").annotate(found=Count("pk")).values_list("kind", "found"))


def page_of_rows(request: SearchRequest) -> list[dict[str, Any]]:
    """The rows of one page, the best match first. Long texts are read for these rows only."""
    rows = SearchDocument.objects.matching(request.query).best_first()
    if request.kind:
        rows = rows.filter(kind=request.kind_label)
    start = (request.page - 1) * PAGE_SIZE
    ids = list(rows.values_list("pk", flat=True)[start : start + PAGE_SIZE])
    shown = {row["pk"]: row for row in SearchDocument.objects.filter(pk__in=ids).values(*SHOWN)}
    return [shown[pk] for pk in ids if pk in shown]


def result(row: dict[str, Any], query: Query) -> dict[str, Any]:
    """One row as `components/search_result.html` shows it."""
    published = row["published_on"]
    return {
        "title": highlight(row["title"], query),
        "url": row["url"],
        "kind": row["kind"],
        "snippet": snippet(row["body"] or row["summary"], query),
        "meta": f"Published {date_format(published, 'j F Y')}" if published else "",
    }


def kind_links(request: SearchRequest, counts: dict[str, int], path: str) -> list[dict[str, Any]]:
    """All kinds first, then each kind that was found, with how many it gives."""
    links = [("", "Everything", sum(counts.values()))]
    links += [
        (value, label, counts.get(label, 0))
        for value, label in known_kinds().items()
        if label in counts or value == request.kind
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
    counts = count_kinds(request.query)
    everything = sum(counts.values())
    total = counts.get(request.kind_label, 0) if request.kind else everything
    if (request.page - 1) * PAGE_SIZE >= total:
        request = request.on_page(1)
    offer = {
        "label": request.kind_label,
        "url": request.with_kind("").address(path),
        "count": everything,
    }
    return {
        "query": request.query.text,
        "shortened": request.query.shortened,
        "kind": request.kind,
        "total": total,
        "results": [result(row, request.query) for row in page_of_rows(request)] if total else [],
        "kinds": kind_links(request, counts, path),
        "offers": [offer] if request.kind and everything else [],
        "pagination": page_links(
            current=request.page,
            size=PAGE_SIZE,
            total=total,
            noun="results",
            address=lambda number: request.on_page(number).address(path),
        ),
        "canonical_path": request.address(path),
    }
