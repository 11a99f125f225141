"""Case studies as programs read them: the shapes that `openapi.json` describes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from casestudies.enums import Facet, OutcomeKind
from casestudies.evidence import change_text, gap_sentences
from casestudies.finder import Search
from casestudies.models import CaseStudySubPhase, Outcome
from casestudies.options import Options
from casestudies.records import Record, ShownFigure, Term, readings_of
from casestudies.story import words_of
from framework.enums import Split
from framework.models import Level, Measure
from search.asking import Counts
from taxonomy.models import Organisation

PAGE_SIZE = 50
Shape = dict[str, Any]


def iso(day: Any) -> str | None:
    """A date or a moment as programs write it."""
    return day.isoformat() if day else None


def choice(value: str, label: str) -> Shape | None:
    """A value of a closed list with the words for it."""
    return {"value": value, "label": label} if value else None


def facets_shape(options: Options, counts: Counts, search: Search) -> Shape:
    """Every filter with the choices that lead somewhere, and those that are on."""
    return {
        facet.value: {
            "label": facet.label,
            "values": [
                {
                    "value": option.value,
                    "label": option.label,
                    "count": counts.get((facet.value, option.value), 0),
                    "chosen": option.value in search.chosen.get(facet.value, ()),
                }
                for option in options[facet.value]
                if counts.get((facet.value, option.value))
                or option.value in search.chosen.get(facet.value, ())
            ],
        }
        for facet in Facet
    }


def list_shape(
    *, search: Search, total: int, address_of: Any, options: Options, counts: Counts
) -> Shape:
    """What is said of the whole list: how many, which page, and what each filter would give."""
    last = max(1, -(-total // PAGE_SIZE))
    return {
        "total": total,
        "page": search.page,
        "pages": last,
        "page_size": PAGE_SIZE,
        "previous": address_of(replace(search, page=search.page - 1)) if search.page > 1 else None,
        "next": address_of(replace(search, page=search.page + 1)) if search.page < last else None,
        "query": search.query.text,
        "sort": search.sort.value,
        "facets": facets_shape(options, counts, search),
    }


def study_shape(record: Record) -> Shape:
    """One case study. `id` is lasting: the slug may change, this does not."""
    page = record.page
    return {
        "id": str(page.translation_key),
        "slug": page.slug,
        "title": page.title,
        "address": record.address,
        "summary": page.summary,
        "made_up": page.demonstration,
        "organisation": organisation_shape(record),
        "place": page.place,
        "started": iso(page.started),
        "ended": iso(page.ended),
        "kind_of_work": choice(page.lens, page.get_lens_display()),
        "reach": choice(page.reach, page.get_reach_display()),
        "phases": terms_shape(record.terms[Facet.PHASE]),
        "parts": [part_shape(part) for part in record.parts],
        "groups": terms_shape(record.terms[Facet.GROUP]),
        "approaches": terms_shape(record.terms[Facet.APPROACH]),
        "methods": terms_shape(record.terms[Facet.METHOD]),
        "partners": terms_shape(record.terms[Facet.PARTNER]),
        "evidence": {
            "value": record.evidence.value,
            "label": record.evidence.label,
            "meaning": record.evidence.meaning,
        },
        "outcomes": [outcome_shape(outcome) for outcome in record.outcomes],
        "what_did_not_work": words_of(page.what_did_not_work),
        "confirmed_by": page.confirmed_by,
        "confirmed_on": iso(page.confirmed_on),
        "confirmed_view": page.confirmed_view,
        "licence": page.licence,
        "published": iso(page.first_published_at),
        "updated": iso(page.last_published_at),
        "review_by": iso(page.review_by),
    }


def terms_shape(terms: Iterable[Term]) -> list[Shape]:
    return [{"slug": term.slug, "name": term.name} for term in terms]


def organisation_shape(record: Record) -> Shape | None:
    """Who did it: the name alone, the name with its dates, and who came after."""
    page = record.page
    if page.organisation is None:
        name = page.fictional_organisation
        return named_shape(None, name, name) if name else None
    organisation = page.organisation
    return {
        **named_shape(organisation.slug, organisation.name, page.organisation_then),
        "until": iso(organisation.valid_to),
        "followed_by": [successor_shape(each) for each in record.followed_by],
        "note": record.note,
        "region": organisation.region
        and {"slug": organisation.region.slug, "name": organisation.region.name},
    }


def named_shape(slug: str | None, name: str, then: str) -> Shape:
    """An organisation of which no more than the name is known."""
    return {
        "slug": slug,
        "name": name,
        "name_at_the_time": then,
        "until": None,
        "followed_by": [],
        "note": "",
        "region": None,
    }


def successor_shape(organisation: Organisation) -> Shape:
    return {
        "slug": organisation.slug,
        "name": organisation.name,
        "from": iso(organisation.valid_from),
    }


def part_shape(part: CaseStudySubPhase) -> Shape:
    return {
        "part": part.sub_phase.identifier,
        "title": part.sub_phase.title,
        "level_before": level_shape(part.level_before),
        "level_after": level_shape(part.level_after),
        "months": part.months_taken,
    }


def level_shape(level: Level | None) -> Shape | None:
    return choice(level.identifier, level.name) if level else None


def outcome_shape(outcome: Outcome) -> Shape:
    """One outcome. A hidden small number is null, as an unknown one is."""
    before, after = readings_of(outcome)
    figures = outcome.figures
    return {
        "statement": outcome.statement,
        "kind": choice(outcome.kind, outcome.get_kind_display()),
        "status": choice(outcome.status, outcome.get_status_display()),
        "measure": measure_shape(outcome.measure),
        "indicator": outcome.indicator,
        "definition": outcome.definition,
        "population": outcome.population,
        "unit": outcome.unit,
        "direction_wanted": choice(outcome.direction, outcome.get_direction_display()),
        "before": reading_shape(before),
        "after": reading_shape(after),
        "change": change_text(figures),
        "gap": gap_sentences(figures) if outcome.kind == OutcomeKind.GAP else [],
        "comparison": {"with": outcome.comparison, "before": before.other, "after": after.other},
        "splits": [
            choice(split, Split(split).label) for split in outcome.splits if split in Split.values
        ],
        "measured_by": choice(outcome.measured_by, outcome.get_measured_by_display()),
        "source": outcome.source,
        "small_number_hidden": outcome.is_hidden,
        "limits": outcome.limits,
        "community_view": outcome.community_view,
    }


def measure_shape(measure: Measure | None) -> Shape | None:
    """A measure of the library. Its path is on this site."""
    if measure is None:
        return None
    return {"identifier": measure.identifier, "name": measure.name, "path": measure.path}


def reading_shape(reading: ShownFigure) -> Shape:
    return {"value": reading.value, "date": iso(reading.on), "out_of": reading.of}
