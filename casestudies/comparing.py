"""Compare: two case studies side by side, and a way to choose them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString

from casestudies.enums import Facet
from casestudies.evidence import evidence_label
from casestudies.models import CaseStudyPage, Outcome
from casestudies.related import related_studies
from casestudies.results import result_of
from casestudies.story import framework_parts, organisation_rows, rendered, when
from casestudies.terms import terms_from_database
from search.words import clean

SIDE_BY_SIDE = 2
MOST_ASKED = 20
MOST_OFFERED = 10
SLUG = re.compile(r"[-\w]{1,255}")
NOT_REPORTED = "Not reported"
ROWS = (
    "Where",
    "When",
    "People",
    "Approach",
    "Methods",
    "Partners",
    "Levels of the framework",
    "Kind of evidence",
    "Outcomes",
    "What did not work",
    "What it cost",
    "What the people concerned say",
)


@dataclass(frozen=True)
class Comparison:
    """The studies to compare, what else was asked for, and the words of a search for more."""

    studies: list[CaseStudyPage] = field(default_factory=list)
    asked: int = 0
    missing: bool = False
    words: str = ""

    @property
    def is_whole(self) -> bool:
        return len(self.studies) == SIDE_BY_SIDE

    @property
    def slugs(self) -> list[str]:
        return [study.slug for study in self.studies]


def address(path: str, slugs: Iterable[str]) -> str:
    pairs = [("study", slug) for slug in slugs]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def read_comparison(params: QueryDict) -> Comparison:
    """Read the address: one query for the studies, or none. The first two are compared."""
    asked = list(dict.fromkeys(slug for slug in params.getlist("study") if slug))[:MOST_ASKED]
    slugs = [slug for slug in asked if SLUG.fullmatch(slug)]
    studies = CaseStudyPage.objects.published().select_related("organisation__region")
    known = {study.slug: study for study in studies.filter(slug__in=slugs)} if slugs else {}
    return Comparison(
        studies=[known[slug] for slug in asked if slug in known][:SIDE_BY_SIDE],
        asked=len(asked),
        missing=len(known) < len(asked),
        words=clean(params.get("q", "")),
    )


def outcome_line(outcome: Outcome) -> str:
    """What happened in one line: its status, the claim, and the change in figures."""
    result = result_of(outcome)
    change = f" {result.change}" if result.change else ""
    if result.statement.lower().startswith(result.status.lower()):
        return f"{result.statement}{change}"
    return f"{result.status}: {result.statement}{change}"


def views_of(study: CaseStudyPage, outcomes: Iterable[Outcome]) -> list[str]:
    """What the people in the story say of it, once confirmed, and of the results."""
    of_results = [outcome.community_view for outcome in outcomes]
    return [study.confirmed_view, *of_results] if study.confirmed_by else of_results


def cells(study: CaseStudyPage) -> dict[str, dict[str, Any]]:
    """What is known of one study, by row: `lines` of plain words, or `html`."""
    outcomes = list(study.outcomes.select_related("measure"))
    terms = terms_from_database(study)
    texts = rendered(study)
    where = [value for _, value in organisation_rows(study)] + [study.place]
    moves = [f"{part['label']}: {part['move']}" for part in framework_parts(study)]
    lines = {
        "Where": where,
        "When": [when(study)],
        "People": terms[Facet.GROUP],
        "Approach": terms[Facet.APPROACH],
        "Methods": terms["method"],
        "Partners": terms["partner"],
        "Levels of the framework": moves,
        "Kind of evidence": [evidence_label(outcome.figures for outcome in outcomes).label],
        "Outcomes": [outcome_line(outcome) for outcome in outcomes],
        "What the people concerned say": views_of(study, outcomes),
    }
    shown = {row: [line for line in known if line] for row, known in lines.items()}
    return {
        **{row: {"lines": known or [NOT_REPORTED]} for row, known in shown.items()},
        "What did not work": text_cell(texts.get("what_did_not_work")),
        "What it cost": text_cell(texts.get("effort")),
    }


def text_cell(html: SafeString | None) -> dict[str, Any]:
    return {"html": html} if html else {"lines": [NOT_REPORTED]}


def table_rows(studies: list[CaseStudyPage]) -> list[dict[str, Any]]:
    """The rows of the table, each with a cell for each study."""
    columns = [(study.title, cells(study)) for study in studies]
    return [
        {"heading": row, "cells": [{"study": title, **column[row]} for title, column in columns]}
        for row in ROWS
    ]


def titled_like(words: str, but: list[str]) -> list[CaseStudyPage]:
    """Public studies with these words in their titles, what really happened first: one query."""
    found = CaseStudyPage.objects.published().for_cards().exclude(slug__in=but)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return list(found.order_by("demonstration", "-first_published_at", "-pk")[:MOST_OFFERED])


@dataclass(frozen=True)
class Offers:
    """Studies to compare with, and what they have to do with what was asked."""

    heading: str
    studies: list[tuple[str, str, bool]]


def offers(comparison: Comparison) -> Offers:
    """What was searched for; without words, those most like the one chosen, or the newest.

    Each as title, slug and whether it is made up. Three queries at most.
    """
    if comparison.studies and not comparison.words:
        like = related_studies(comparison.studies[0])
        found = [(study["title"], study["slug"], study["demonstration"]) for study in like]
        if found:
            return Offers("Case studies like it", found)
    pages = titled_like(comparison.words, comparison.slugs)
    found = [(page.title, page.slug, page.demonstration) for page in pages]
    if comparison.words:
        return Offers(f"Case studies with “{comparison.words}” in the title", found)
    return Offers("Case studies to choose from", found)


def offer_context(comparison: Comparison, path: str) -> dict[str, Any]:
    """The studies to compare with, each with the address that does it."""
    offered = offers(comparison)
    return {
        "offers_heading": offered.heading,
        "offers": [
            {
                "title": title,
                "demonstration": made_up,
                "url": address(path, [*comparison.slugs, slug]),
            }
            for title, slug, made_up in offered.studies
        ],
    }


def compare_context(params: QueryDict, *, path: str) -> dict[str, Any]:
    """Everything that the page shows about the studies asked for."""
    comparison = read_comparison(params)
    studies = comparison.studies
    return {
        "comparison": comparison,
        "studies": [
            {
                "title": study.title,
                "slug": study.slug,
                "url": study.url,
                "demonstration": study.demonstration,
                "remove_url": address(
                    path, [slug for slug in comparison.slugs if slug != study.slug]
                ),
            }
            for study in studies
        ],
        "too_many": comparison.is_whole and comparison.asked > SIDE_BY_SIDE,
        "rows": table_rows(studies) if comparison.is_whole else [],
        **({} if comparison.is_whole else offer_context(comparison, path)),
        "canonical_path": address(path, comparison.slugs),
    }
