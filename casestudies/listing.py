"""The finder as its page shows it: cards, filters, links and paging."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from casestudies.enums import ALWAYS_SHOWN, FORMATS, Facet, Sort
from casestudies.evidence import EvidenceLabel
from casestudies.finder import PAGE_SIZE, Found, Search, find, suggest
from casestudies.models.studies import CaseStudyPage
from casestudies.organisations import organisation_notice, successor_notes
from search.marking import highlight, snippet
from search.paging import page_links
from taxonomy.enums import GroupFamily

OPEN_AT_FIRST = {Facet.PHASE.value}
# Of these only what can be found is offered: the rest would be dozens of names with nothing.
LONG_LISTS = {Facet.ORGANISATION.value, Facet.METHOD.value, Facet.SUB_PHASE.value}
BY_ITSELF = "Best match or newest"
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
    better = suggest(found)
    groups = filter_groups(found)
    more = [group for group in groups if not group["always_shown"]]
    return {
        "finder_query": search.query.text,
        "is_narrowed": search.is_narrowed,
        "is_unanswered": is_unanswered(found) and not better,
        "has_unknown": search.has_unknown,
        "query_shortened": search.query.shortened,
        "total": found.total,
        "results": cards(found, labels),
        "filter_groups": [group for group in groups if group["always_shown"]],
        "more_groups": more,
        "more_selected": sum(group["selected_count"] for group in more),
        "selected": selected(search, labels, path),
        "evidence_labels": [{"key": kind.label, "value": kind.meaning} for kind in EvidenceLabel],
        "clear_url": address(path, search.without_filters()),
        "sorts": sorts(search),
        "pagination": pagination(found, path),
        "first_number": (search.page - 1) * PAGE_SIZE + 1,
        "offers": offers(found, labels, path),
        "suggestion": better.query.text if better else "",
        "suggestion_url": address(path, better) if better else "",
        "notice": organisation_notice(found.organisation) if found.organisation else None,
        "formats": formats(search, path),
        "canonical_url": address(full_url, search),
        "robots": "noindex, follow" if search.is_narrowed else "",
    }


def is_unanswered(found: Found) -> bool:
    """Whether there is no study with the words, whatever the filters."""
    search = found.search
    return not (found.total or search.chosen or search.query.is_empty)


def formats(search: Search, path: str) -> list[dict[str, str]]:
    """The same list as a file or a feed."""
    pairs = parameters(replace(search, page=1))
    return [
        {"label": label, "url": f"{path}?{urlencode([*pairs, ('format', value)])}"}
        for value, label in FORMATS.items()
    ]


def filter_groups(found: Found) -> list[dict[str, Any]]:
    """Each filter with its choices and how many each gives.

    Of those behind "more filters", one that leads nowhere is left out.
    """
    groups = [filter_group(found, facet) for facet in Facet]
    return [
        group
        for group in groups
        if group["always_shown"]
        or group["selected_count"]
        or any(option["count"] for option in group["options"])
    ]


def filter_group(found: Found, facet: Facet) -> dict[str, Any]:
    chosen = found.search.chosen.get(facet.value, ())
    options = [
        {
            "value": option.value,
            "label": option.label,
            "family": FAMILIES.get(option.family, ""),
            "count": found.counts.get((facet.value, option.value), 0),
            "checked": option.value in chosen,
        }
        for option in found.options[facet.value]
    ]
    if facet.value in LONG_LISTS:
        options = [option for option in options if option["count"] or option["checked"]]
    return {
        "name": facet.value,
        "legend": facet.label,
        "options": options,
        "selected_count": len(chosen),
        "open": facet.value in OPEN_AT_FIRST,
        "always_shown": facet in ALWAYS_SHOWN,
    }


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
    """The orders to choose from. The first is sent without a value, so that the words that a reader
    adds are answered by the best match unless another order was chosen."""
    by_itself = {"value": "", "label": BY_ITSELF, "current": search.sort == search.default_sort}
    others = [sort for sort in Sort if sort != Sort.RELEVANCE]
    return [
        by_itself,
        *(
            {
                "value": sort.value,
                "label": sort.label,
                "current": sort == search.sort != search.default_sort,
            }
            for sort in others
        ),
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
        for (facet, value), count in found.offers.items()
        if count
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
    notes = successor_notes(page.organisation for page in found.pages)
    return [card(page, found, notes, labels) for page in found.pages]


def card(
    page: CaseStudyPage, found: Found, notes: dict[int, str], labels: dict[tuple[str, str], str]
) -> dict[str, Any]:
    query, row = found.search.query, found.rows[page.pk]
    words = snippet(row["body"].removeprefix(page.summary), query) if "body" in row else ""
    facets: dict[str, list[str]] = row["facets"]
    return {
        "title": highlight(page.title, query),
        "plain_title": page.title,
        "slug": page.slug,
        "url": page.url,
        "summary": highlight(page.summary, query),
        "snippet": words if "<mark>" in words else "",
        "demonstration": page.demonstration,
        "organisation": page.organisation_then,
        "note": notes.get(page.organisation_id or 0, ""),
        "evidence": ", ".join(named(facets, Facet.EVIDENCE, labels)),
        "outcomes": named(facets, Facet.OUTCOME, labels),
    }


def named(
    facets: dict[str, list[str]], facet: Facet, labels: dict[tuple[str, str], str]
) -> list[str]:
    """The values of a facet as readers see them."""
    return [labels[facet.value, value] for value in facets.get(facet.value, [])]
