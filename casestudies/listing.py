"""The finder as its page shows it: cards, filters, links and paging."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from casestudies.enums import Facet, Sort
from casestudies.evidence import EvidenceLabel
from casestudies.finder import PAGE_SIZE, Found, Search, find
from casestudies.models.facets import CaseStudyFacet
from casestudies.models.studies import CaseStudyPage
from casestudies.organisations import successor_note
from search.marking import highlight, snippet
from search.paging import page_links
from taxonomy.enums import GroupFamily
from taxonomy.models import Organisation

OPEN_AT_FIRST = {Facet.PHASE.value}
FAMILIES: dict[str, str] = {family.value: family.label for family in GroupFamily}


def parameters(search: Search) -> list[tuple[str, str]]:
    """A search as parameters, in one order and without defaults: what a shared address holds."""
    pairs = [("q", search.query.text)] if not search.query.is_empty else []
    pairs += [(facet, value) for facet in Facet.values for value in search.chosen.get(facet, ())]
    if search.sort != search.default_sort:
        pairs.append(("sort", search.sort.value))
    if search.page > 1:
        pairs.append(("page", str(search.page)))
    return pairs


def address(path: str, search: Search) -> str:
    query = urlencode(parameters(search))
    return f"{path}?{query}" if query else path


def finder_context(params: QueryDict, *, path: str, full_url: str) -> dict[str, Any]:
    """Everything the index page's template shows about a search."""
    found = find(params)
    search = found.search
    labels = {
        (facet, option.value): option.label
        for facet, options in found.options.items()
        for option in options
    }
    return {
        "finder_query": search.query.text,
        "query_shortened": search.query.shortened,
        "total": found.total,
        "results": cards(found, labels),
        "filter_groups": filter_groups(found),
        "selected": selected(search, labels, path),
        "evidence_labels": [{"key": kind.label, "value": kind.meaning} for kind in EvidenceLabel],
        "clear_url": address(path, search.without_filters()),
        "sorts": sorts(search),
        "pagination": pagination(found, path),
        "first_number": (search.page - 1) * PAGE_SIZE + 1,
        "offers": offers(found, labels, path),
        "canonical_url": address(full_url, search),
        "robots": "noindex, follow" if search.is_narrowed else "",
    }


def filter_groups(found: Found) -> list[dict[str, Any]]:
    """Each filter with its choices and how many each gives."""
    return [
        {
            "name": facet.value,
            "legend": facet.label,
            "options": [
                {
                    "value": option.value,
                    "label": option.label,
                    "family": FAMILIES.get(option.family, ""),
                    "count": found.counts.get((facet.value, option.value), 0),
                    "checked": option.value in found.search.chosen.get(facet.value, ()),
                }
                for option in found.options[facet.value]
            ],
            "selected_count": len(found.search.chosen.get(facet.value, ())),
            "open": facet.value in OPEN_AT_FIRST,
        }
        for facet in Facet
        if found.options[facet.value]
    ]


def selected(search: Search, labels: dict[tuple[str, str], str], path: str) -> list[dict[str, str]]:
    """The filters that are on, each with the address without it."""
    return [
        {
            "group": Facet(facet).label,
            "label": labels[facet, value],
            "remove_url": address(path, search.without(facet, value)),
        }
        for facet, values in search.chosen.items()
        for value in values
    ]


def sorts(search: Search) -> list[dict[str, Any]]:
    """The orders to choose from; best match only where there are words to match."""
    return [
        {"value": sort.value, "label": sort.label, "current": sort == search.sort}
        for sort in Sort
        if sort != Sort.RELEVANCE or not search.query.is_empty
    ]


def offers(found: Found, labels: dict[tuple[str, str], str], path: str) -> list[dict[str, Any]]:
    """What to take off when nothing was found, and how many that gives."""
    search = found.search
    return [
        {
            "label": labels[facet, value] if facet else search.query.text,
            "url": address(path, search.without(facet, value) if facet else search.without_words()),
            "count": count,
        }
        for facet, value, count in found.offers
    ]


def pagination(found: Found, path: str) -> dict[str, Any]:
    """Numbered pages, each with the whole search in its address."""
    search = found.search
    return page_links(
        current=search.page,
        size=PAGE_SIZE,
        total=found.total,
        noun="case studies",
        address=lambda number: address(path, replace(search, page=number)),
    )


def cards(found: Found, labels: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    """The studies of the page as plain values, with what was found marked."""
    rows = facet_rows(page.pk for page in found.pages)
    notes = successor_notes(found.pages)
    return [card(page, found, rows[page.pk], notes, labels) for page in found.pages]


def card(
    page: CaseStudyPage,
    found: Found,
    rows: dict[str, list[str]],
    notes: dict[int, str],
    labels: dict[tuple[str, str], str],
) -> dict[str, Any]:
    query = found.search.query
    text = found.texts.get(page.pk, "").removeprefix(page.summary)
    words = snippet(text, query) if text else ""
    evidence = rows.get(Facet.EVIDENCE.value, [EvidenceLabel.ACCOUNT.value])[0]
    return {
        "title": highlight(page.title, query),
        "url": page.url,
        "summary": highlight(page.summary, query),
        "snippet": words if "<mark>" in words else "",
        "demonstration": page.demonstration,
        "organisation": page.organisation_then,
        "note": notes.get(page.organisation_id or 0, ""),
        "evidence": EvidenceLabel(evidence).label,
        "outcomes": [
            labels[Facet.OUTCOME.value, status] for status in rows.get(Facet.OUTCOME.value, [])
        ],
    }


def facet_rows(pages: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """Evidence and outcome values of pages: one query."""
    wanted = CaseStudyFacet.objects.filter(
        page_id__in=list(pages), facet__in=[Facet.EVIDENCE, Facet.OUTCOME]
    )
    rows: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for page, facet, value in wanted.values_list("page_id", "facet", "value"):
        rows[page][facet].append(value)
    return rows


def successor_notes(pages: Iterable[CaseStudyPage]) -> dict[int, str]:
    """Who followed each organisation that has closed: one query, or none."""
    closed = {
        page.organisation_id: page.organisation
        for page in pages
        if page.organisation and page.organisation.valid_to
    }
    if not closed:
        return {}
    after: dict[int, list[Organisation]] = defaultdict(list)
    for pair in Organisation.successors.through.objects.filter(
        from_organisation_id__in=closed
    ).select_related("to_organisation"):
        after[pair.from_organisation_id].append(pair.to_organisation)
    return {pk: successor_note(former, after[pk]) for pk, former in closed.items()}
