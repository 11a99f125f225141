"""A case study in the order in which it is read, and as plain words for search."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from casestudies.crossroads import framework_context
from casestudies.enums import Facet
from casestudies.evidence import EvidenceLabel, evidence_label
from casestudies.organisations import (
    chain_of,
    dated_name,
    month,
    read_followers,
    succession_note,
)
from casestudies.related import related_studies
from casestudies.results import result_of
from casestudies.terms import Terms, terms_from_database, terms_in_memory
from casestudies.wording import months_in_words
from content.links import page_links_of

if TYPE_CHECKING:
    from casestudies.models import CaseStudyPage, CaseStudySubPhase

TAG = re.compile(r"<[^>]+>")
INLINE = re.compile(r"</?(?:a|b|em|i|strong)\b[^>]*>")
MOST_EMPTY_HEADINGS = 2


@dataclass(frozen=True)
class Part:
    """One part of the story: which field it is in, and its heading."""

    field: str
    heading: str
    anchor: str


STORY = (
    Part("problem", "The problem", "problem"),
    Part("what_we_did", "What they did", "what-they-did"),
    Part("lived_experience_role", "What people with lived experience did", "lived-experience"),
    Part("lived_experience_support", "How people were paid and supported", "support"),
    Part("what_changed", "What changed", "what-changed"),
    Part("what_did_not_work", "What did not work", "what-did-not-work"),
    Part("effort", "What it cost in time, people and money", "cost"),
    Part("differently", "What they would do differently", "differently"),
    Part("transfer_advice", "Advice for others", "advice"),
)


def words_of(html: str) -> str:
    """Rich text as plain words, with no space where only the weight of the letters changes.

    >>> words_of("<ul><li>Pay &amp; <b>travel</b>.</li><li>Care</li></ul>")
    'Pay & travel. Care'
    """
    return " ".join(unescape(TAG.sub(" ", INLINE.sub("", html))).split())


def rendered(page: "CaseStudyPage") -> dict[str, SafeString]:
    """The rich text of every part that has some, its page links looked up together."""
    written = {part.field: getattr(page, part.field) for part in STORY}
    with page_links_of("".join(written.values())):
        return {
            field: mark_safe(expand_db_html(html))  # noqa: S308 - rich text that Wagtail cleaned
            for field, html in written.items()
            if words_of(html)
        }


def sections(
    page: "CaseStudyPage", *, has_outcomes: bool
) -> tuple[list[dict[str, Any]], list[str]]:
    """The parts to show, and the headings of those left out.

    One or two empty parts keep their heading and say that nothing was reported. More would be a
    page of empty headings, so they are named together in one sentence instead.
    """
    texts = rendered(page)
    empty = [
        part
        for part in STORY
        if part.field not in texts and not (part.field == "what_changed" and has_outcomes)
    ]
    grouped = len(empty) > MOST_EMPTY_HEADINGS
    shown = [
        {"anchor": part.anchor, "heading": part.heading, "html": texts.get(part.field, "")}
        for part in STORY
        if not (grouped and part in empty)
    ]
    return shown, [part.heading for part in empty] if grouped else []


def level_move(part: "CaseStudySubPhase") -> str:
    """From which level to which, as far as it is known."""
    before, after = part.level_before, part.level_after
    if before and after:
        if before == after:
            return f"stayed at {after}"
        way = "moved" if after.number > before.number else "went back"
        return f"{way} from {before} to {after}{time_taken(part.months_taken)}"
    if after:
        return f"reached {after}"
    return f"started at {before}" if before else "levels not reported"


def time_taken(months: int | None) -> str:
    """
    >>> time_taken(14), time_taken(1), time_taken(None)
    (', in 14 months', ', in 1 month', '')
    """
    return f", in {months_in_words(months)}" if months else ""


def framework_parts(page: "CaseStudyPage") -> list[dict[str, Any]]:
    """The parts of the framework that the study worked on, with their addresses."""
    parts = page.sub_phases.select_related("sub_phase__phase", "level_before", "level_after")
    return [
        {
            "label": str(part.sub_phase),
            "url": part.sub_phase.path if part.sub_phase.known else part.sub_phase.phase.path,
            "move": level_move(part),
            "pk": part.sub_phase_id,
            "reached": part.level_after.name if part.level_after else "",
        }
        for part in parts.all()
    ]


def when(page: "CaseStudyPage") -> str:
    """The months of the work, as far as they are known."""
    if page.started and page.ended:
        return f"{month(page.started)} to {month(page.ended)}"
    if page.started:
        return f"Began {month(page.started)}"
    return f"Ended {month(page.ended)}" if page.ended else ""


def organisation_rows(page: "CaseStudyPage") -> list[tuple[str, str]]:
    """Who did it, under the name of the time, and who followed."""
    if page.demonstration:
        return [("Organisation", page.fictional_organisation)]
    if page.organisation is None:
        return [("Organisation", "")]
    organisation = page.organisation
    name = dated_name(organisation.name, organisation.valid_to)
    note = succession_note(organisation, read_followers())
    region = organisation.region.name if organisation.region else ""
    kind = organisation.get_kind_display()
    return [(kind, f"{name}. {note}" if note else name), ("Region", region)]


def facts(page: "CaseStudyPage", terms: Terms) -> list[dict[str, str]]:
    """Where, when, with whom and how: only what is known."""
    rows = [
        *organisation_rows(page),
        ("Place", page.place),
        ("When", when(page)),
        ("Kind of work", page.get_lens_display()),
        ("Reach", page.get_reach_display()),
        ("Phases of the framework", ", ".join(terms[Facet.PHASE])),
        ("People", "; ".join(terms[Facet.GROUP])),
        ("Approach", "; ".join(terms[Facet.APPROACH])),
        ("Methods", "; ".join(terms["method"])),
        ("Partners", "; ".join(terms["partner"])),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def page_context(page: "CaseStudyPage", *, in_memory: bool) -> dict[str, Any]:
    """What the template shows. `in_memory` is for previews, whose relations are not stored yet."""
    outcomes = list(page.outcomes.select_related("measure"))
    shown, left_out = sections(page, has_outcomes=bool(outcomes))
    terms = terms_in_memory(page) if in_memory else terms_from_database(page)
    label: EvidenceLabel = evidence_label(outcome.figures for outcome in outcomes)
    return {
        "facts": facts(page, terms),
        "sections": shown,
        "contents": [{"label": part["heading"], "anchor": part["anchor"]} for part in shown],
        "left_out": left_out,
        "results": [result_of(outcome) for outcome in outcomes],
        "evidence": label,
        **framework_context(framework_parts(page), outcomes),
        "related": related_studies(page, in_memory=in_memory),
    }


def names_for_search(page: "CaseStudyPage") -> Iterable[str]:
    """Names under which a reader may look for the study, old and new."""
    terms = terms_in_memory(page)
    yield from (name for names in terms.values() for name in names)
    yield from (str(part.sub_phase) for part in page.sub_phases.all())
    yield from (each.name for each in chain_of(page.organisation))


def plain_text(page: "CaseStudyPage") -> str:
    """Every word of the study that a reader sees."""
    pieces = [words_of(getattr(page, part.field)) for part in STORY]
    pieces += [picture.value["caption"] for picture in page.pictures]
    pieces += [page.place, page.fictional_organisation, *names_for_search(page)]
    for outcome in page.outcomes.all():
        pieces += [
            outcome.statement,
            outcome.get_status_display(),
            outcome.indicator,
            outcome.definition,
            outcome.population,
            outcome.comparison,
            outcome.limits,
            outcome.community_view,
        ]
    return " ".join(piece for piece in pieces if piece)
