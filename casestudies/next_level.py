"""Next level: the case studies that moved on from a level of a part of the framework."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from casestudies.evidence import EvidenceLabel, evidence_label
from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.moves import Started, Tally, starts, tally_starts
from casestudies.organisations import successor_notes
from casestudies.wording import months_in_words
from framework.outline import LevelOutline, Outline, SubPhaseOutline, framework_outline
from search.paging import page_links, read_page_number

PAGE_SIZE = 20


@dataclass(frozen=True)
class Choice:
    """Which part and which level a reader starts from, as far as they chose."""

    part: SubPhaseOutline | None = None
    level: LevelOutline | None = None
    page: int = 1
    unknown: bool = False

    @property
    def is_whole(self) -> bool:
        return self.part is not None and self.level is not None

    def address(self, path: str) -> str:
        """The one address that stands for this choice."""
        values = {
            "part": self.part.identifier if self.part else "",
            "level": self.level.identifier if self.level else "",
            "page": self.page if self.page > 1 else "",
        }
        said = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{said}" if said else path


def next_level_address(part: str, level: str) -> str:
    """Where the studies are that moved on from a level of a part, both by identifier."""
    return f"{reverse('casestudies:next-level')}?{urlencode({'part': part, 'level': level})}"


def read_choice(params: QueryDict, outline: Outline) -> Choice:
    """Read the address. When a part or a level is not known, nothing is chosen."""
    asked_part, asked_level = params.get("part", ""), params.get("level", "")
    parts = {part.identifier: part for phase in outline.phases for part in phase.sub_phases}
    levels = {level.identifier: level for level in outline.levels}
    if (asked_part and asked_part not in parts) or (asked_level and asked_level not in levels):
        return Choice(unknown=True)
    choice = Choice(parts.get(asked_part), levels.get(asked_level))
    page = read_page_number(params.get("page", ""))
    return replace(choice, page=page) if choice.is_whole else choice


def page_of_starts(choice: Choice) -> list[CaseStudySubPhase]:
    """Those of one page: what moved on first, what really happened first, then the newest."""
    if choice.part is None or choice.level is None:
        return []
    rows = starts().filter(
        sub_phase_id=choice.part.pk, level_before__identifier=choice.level.identifier
    )
    ordered = rows.order_by(
        "movement", "page__demonstration", "-page__first_published_at", "-page_id"
    )
    window = slice((choice.page - 1) * PAGE_SIZE, choice.page * PAGE_SIZE)
    found = list(ordered.select_related("level_before", "level_after")[window])
    pages = CaseStudyPage.objects.for_cards("started", "ended").in_bulk(
        [row.page_id for row in found]
    )
    still_there = [row for row in found if row.page_id in pages]
    for row in still_there:
        row.page = pages[row.page_id]
    return still_there


def evidence_labels(pages: Iterable[int]) -> dict[int, EvidenceLabel]:
    """The kind of evidence of each page: one query."""
    figures: dict[int, list[Any]] = {page: [] for page in pages}
    for outcome in Outcome.objects.filter(page_id__in=figures):
        figures[outcome.page_id].append(outcome.figures)
    return {page: evidence_label(known) for page, known in figures.items()}


def move_in_words(row: CaseStudySubPhase) -> str:
    """From which level to which, or that it is not known."""
    before, after = row.level_before, row.level_after
    if before is None or after is None:
        return f"Started at {before}. We do not know which level it reached"
    if after.number == before.number:
        return f"Stayed at {before}"
    return f"From {before} {'to' if after.number > before.number else 'back to'} {after}"


def duration(months: int | None) -> str:
    """How long something took, in words.

    >>> duration(14), duration(1), duration(0), duration(None)
    ('14 months', '1 month', 'less than a month', 'not reported')
    """
    if months is None:
        return "not reported"
    if not months:
        return "less than a month"
    return months_in_words(months)


def time_in_words(row: CaseStudySubPhase, movement: int) -> str:
    """How long it took to move on, or went by without; nothing where the end is not known."""
    if movement == Started.MOVED_ON:
        return f"Time it took: {duration(row.months_taken)}"
    if movement == Started.NOT_MOVED:
        return f"Time that passed: {duration(row.months_taken)}"
    return ""


def cards(rows: list[CaseStudySubPhase]) -> list[dict[str, Any]]:
    """The studies of one page as plain values."""
    labels = evidence_labels(row.page_id for row in rows)
    notes = successor_notes(row.page.organisation for row in rows)
    return [
        {
            "movement": row.movement,
            "title": row.page.title,
            "url": row.page.url,
            "summary": row.page.summary,
            "demonstration": row.page.demonstration,
            "organisation": row.page.organisation_then,
            "note": notes.get(row.page.organisation_id or 0, ""),
            "move": move_in_words(row),
            "time": time_in_words(row, row.movement),
            "evidence": labels[row.page_id].label,
        }
        for row in rows
    ]


def sections(choice: Choice, tally: Tally, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The studies of one page, those that moved on apart from the others."""
    if choice.part is None or choice.level is None:
        return []
    totals = {
        movement: tally.get((choice.part.pk, choice.level.identifier, movement), 0)
        for movement in Started
    }
    name = choice.level.name
    none = f"We know of no example yet that moved on from {name}."
    parts = [
        (f"moved on from {name}", none, [Started.MOVED_ON]),
        (
            f"started at {name} and did not move, or we do not know",
            "",
            [Started.NOT_MOVED, Started.NOT_KNOWN],
        ),
    ]
    return [
        {
            "words": words,
            "nothing_known": nothing_known,
            "total": sum(totals[movement] for movement in movements),
            "results": (results := [card for card in shown if card["movement"] in movements]),
            "is_empty": not results and choice.page == 1,
        }
        for words, nothing_known, movements in parts
    ]


def overview(choice: Choice, tally: Tally, outline: Outline, path: str) -> list[dict[str, Any]]:
    """Parts with how many studies moved on from each level; the highest has no next level.

    A part whose text nobody here has read is shown only where there is something to show.
    """
    counted = {pk for pk, _, movement in tally if movement == Started.MOVED_ON}
    levels = levels_to_list(choice, outline)
    return [
        {
            "label": part.label,
            "levels": [
                {
                    "name": level.name,
                    "count": count,
                    "url": Choice(part, level).address(path),
                }
                for level in levels
                if (count := tally.get((part.pk, level.identifier, Started.MOVED_ON), 0))
            ],
        }
        for phase in outline.phases
        for part in phase.sub_phases
        if choice.part in (None, part) and (part.known or part.pk in counted)
    ]


def levels_to_list(choice: Choice, outline: Outline) -> list[LevelOutline]:
    """The levels to show counts of: the one chosen, or beside a whole choice the others."""
    below = list(outline.levels[:-1])
    if choice.level is None:
        return below
    return [level for level in below if (level == choice.level) != choice.is_whole]


def next_level_context(params: QueryDict, *, path: str) -> dict[str, Any]:
    """Everything that the page shows: five queries at most, the tally's included, however many studies there are."""
    outline = framework_outline()
    choice = read_choice(params, outline)
    tally = tally_starts()
    total = number_of_starts(choice, tally)
    if (choice.page - 1) * PAGE_SIZE >= total:
        choice = replace(choice, page=1)
    shown = cards(page_of_starts(choice)) if total else []
    return {
        "choice": choice,
        "title": title_of(choice),
        "phases": outline.phases,
        "levels": outline.levels,
        "highest": choice.level == outline.levels[-1] if outline.levels else False,
        "sections": sections(choice, tally, shown),
        "overview": overview(choice, tally, outline, path),
        "pagination": page_links(
            current=choice.page,
            size=PAGE_SIZE,
            total=total,
            noun="case studies",
            address=lambda number: replace(choice, page=number).address(path),
        ),
        "canonical_path": choice.address(path),
    }


def title_of(choice: Choice) -> str:
    """The page in a list of tabs, with what was chosen."""
    title = "Examples that moved to the next level"
    if choice.part is None or choice.level is None:
        return title
    return f"{title}: {choice.part.identifier} from {choice.level.name}"


def number_of_starts(choice: Choice, tally: Tally) -> int:
    """How many studies began at the part and level chosen; none while one is not chosen."""
    if choice.part is None or choice.level is None:
        return 0
    chosen = choice.part.pk, choice.level.identifier
    return sum(tally.get((*chosen, movement), 0) for movement in Started)
