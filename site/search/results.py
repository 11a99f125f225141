"""What a search found, as its page shows it: records first, then pages."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from search.asking import KIND, Answer
from search.entry_finding import FoundEntry, counts_of, find_entries, statuses_of
from search.finding import find, find_or_first
from search.forms import SearchRequest, known_kinds
from search.marking import highlight, snippet
from search.models import SearchDocument
from search.paging import page_links
from search.suggestions import better_query
from search.words import Query

PAGE_SIZE = 20
FIRST_RECORDS = 5
SHOWN = ("pk", "title", "url", "kind", "body", "summary", "published_at")


@dataclass(frozen=True)
class Found:
    """The answer to a request. `records` are those of the kind asked for, the best first."""

    request: SearchRequest
    answer: Answer
    records: list[FoundEntry]
    counts: dict[str, int]

    @property
    def everything(self) -> int:
        """How many pages and records there are of any kind."""
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        """How many there are to look through."""
        pages = 0 if self.request.lists_records else self.answer.total
        return pages + len(self.records)

    @property
    def paged(self) -> int:
        """How many of them are shown a page at a time."""
        return len(self.records) if self.request.lists_records else self.answer.total

    @property
    def shown_records(self) -> list[FoundEntry]:
        """The records on this page of results: the first few stand before the first pages."""
        if self.request.lists_records:
            start = (self.request.page - 1) * PAGE_SIZE
            return self.records[start : start + PAGE_SIZE]
        return self.records[:FIRST_RECORDS] if self.request.page == 1 else []


def look_for(request: SearchRequest) -> Found:
    """Records and pages that have the words; a page of results beyond the last is the first."""
    entries = find_entries(request.query)
    records = [entry for entry in entries if request.kind in {"", entry.kind.value}]
    if request.all_records and not records:
        request = request.with_pages()
    if request.lists_records:
        answer = find(request.asked(start=0, size=0))
        is_beyond = (request.page - 1) * PAGE_SIZE >= len(records)
        request = request.on_page(1) if is_beyond else request
    else:
        request, answer = answer_to(request)
    counts = counts_of(entries)
    counts.update({value: n for (facet, value), n in answer.counts.items() if facet == KIND})
    return Found(request, answer, records, counts)


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


def record_results(found: list[FoundEntry], query: Query) -> list[dict[str, Any]]:
    """Records in the same shape. A search for its very name may be answered with all it says."""
    statuses = statuses_of(found)
    return [
        {
            "title": highlight(record.title, query),
            "url": record.url,
            "kind": record.kind.name,
            "status": statuses.get(record),
            "snippet": highlight(record.text, query)
            if record.is_exact and record.kind.explains
            else snippet(record.text, query),
        }
        for record in found
    ]


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


def better_spelling(found: Found, path: str) -> dict[str, str]:
    """Other words to offer to somebody who found few pages; empty where there are none."""
    query = better_query(found.request.asked(start=0, size=0), found.answer.total)
    better = found.request.with_query(query) if query else None
    return {
        "suggestion": better.query.text if better else "",
        "suggestion_url": better.address(path) if better else "",
    }


def record_links(found: Found, path: str) -> dict[str, str]:
    """From the first records to all of them, and from all of them back."""
    request = found.request
    there_are_more = len(found.records) > len(found.shown_records) > 0
    is_first = not request.lists_records
    return {
        "more_url": request.with_all_records().address(path) if is_first and there_are_more else "",
        "pages_url": request.with_pages().address(path) if request.all_records else "",
    }


def search_context(request: SearchRequest, *, path: str) -> dict[str, Any]:
    """Everything that the search page shows: five queries, the search words' included.

    One more for strategies among the records shown, and one more for parts of strategies.
    """
    if request.query.is_empty:
        return {"query": "", "is_unanswered": False, "canonical_path": request.address(path)}
    found = look_for(request)
    request, query = found.request, found.request.query
    offer = {
        "label": request.kind_label,
        "url": request.with_kind("").address(path),
        "count": found.everything,
    }
    spelling = better_spelling(found, path)
    return {
        "query": query.text,
        "is_unanswered": not (found.everything or spelling["suggestion"]),
        "shortened": query.shortened,
        "kind": request.kind,
        "total": found.total,
        "records": record_results(found.shown_records, query),
        "record_count": len(found.records),
        **record_links(found, path),
        "results": [] if request.lists_records else pages_of(found),
        "kinds": kind_links(request, found.counts, path),
        "offers": [offer] if request.kind and found.everything and not found.total else [],
        **spelling,
        "pagination": page_links(
            current=request.page,
            size=PAGE_SIZE,
            total=found.paged,
            noun="results",
            address=lambda number: request.on_page(number).address(path),
        ),
        "canonical_path": request.address(path),
    }


def pages_of(found: Found) -> list[dict[str, Any]]:
    return [result(row, found.request.query) for row in rows_of(found.answer)]
