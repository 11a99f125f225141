"""The framework and its phases as documents: to read, to tick on paper, and to take to a meeting."""

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from content.links import page_links_of
from content.models import BodyPage
from content.querysets import PublishedQuerySet
from framework.enums import Advice, Lens, Wording
from framework.lenses import worded_for
from framework.models import (
    Edition,
    Level,
    Phase,
    Principle,
    Statement,
    StrategyLink,
    SubPhase,
)
from guidance.downloads.about import (
    MARKED,
    OUR_ACCOUNT,
    OUR_ACCOUNT_IN_PART,
    Told,
    document_of,
    root_of,
)
from guidance.downloads.bodies import Place, told_body
from guidance.models import FrameworkIndexPage, GuidancePage, PhasePage, SubPhasePage
from officefiles.document import (
    Block,
    Bullets,
    Cell,
    Choice,
    Column,
    Document,
    Heading,
    Lines,
    Link,
    Paragraph,
    Strong,
    Table,
    Words,
    lines,
)

TO_BE_ADDED = "Text to be added."
NOT_ALL_READ = (
    "There are more principles in the published framework. We have not yet been able to read them."
)
OUR_REASON = "This reason is ours. The published page gives its own."
HOW_TO_USE = (
    "Tick what is true of you. “Move beyond” marks a statement that describes weak practice: if it"
    " is true of you, it is a place to start from. The ticks make no score."
)
OUR_READING = (
    "These links are our own reading. They do not show that you meet a strategy or a duty."
)
OUR_FOOTER = "Our plain account of the framework, not the published text."
FOOTER_WITH_EDITION = (
    "Words of the CQC are marked. The rest is our plain account. Licence: OGL v3.0."
)
COLUMNS = (Column("Level", 28), Column("What it looks like", 126), Column("", 20, ("True of us",)))


def framework_document(page: FrameworkIndexPage, made_at: datetime, lens: str = "") -> Document:
    """The whole framework. With a lens, for one kind of work alone."""
    phases = list(phases_to_tell())
    bodies = bodies_by_part()
    with links_of([page, *bodies.values()]):
        place = Place(root_of(page), page.url or "")
        blocks = (
            *told_body(page.body, place),
            *told_levels(),
            *told_principles(),
            *(
                block
                for phase in phases
                for block in told_phase(phase, bodies, place, lens, depth=1)
            ),
        )
    return document_of(page, Told("The framework", blocks, **whose_words()), made_at)


def phase_document(page: PhasePage, made_at: datetime) -> Document:
    """One phase, with the guidance that there is for it."""
    phase = phases_to_tell().get(pk=page.phase_id)
    bodies = bodies_by_part(phase)
    with links_of(list(bodies.values())):
        place = Place(root_of(page), page.url or "")
        blocks = (
            *told_phase(phase, bodies, place, "", depth=0),
            *told_guidance(phase, place),
        )
    title = f"{phase.name}: phase {phase.number} of the framework"
    return document_of(page, Told(title, blocks, **whose_words()), made_at)


def whose_words() -> dict[str, str]:
    """Ours, but for the words of an edition where one has been loaded."""
    if Edition.objects.exists():
        return {"whose": f"{OUR_ACCOUNT_IN_PART} {MARKED}", "footer": FOOTER_WITH_EDITION}
    return {"whose": OUR_ACCOUNT, "footer": OUR_FOOTER}


def phases_to_tell() -> "QuerySet[Phase]":
    """Phases with everything below them, in a number of queries that does not grow."""
    statements = Statement.objects.in_use().with_level().prefetch_related("measures")
    links = StrategyLink.objects.select_related("element__strategy")
    return Phase.objects.prefetch_related(
        "sub_phases",
        "sub_phases__measures",
        Prefetch("sub_phases__statements", statements),
        Prefetch("sub_phases__strategy_links", links),
    )


def bodies_by_part(phase: Phase | None = None) -> dict[str, BodyPage]:
    """The pages of phases and parts that anyone may read, by the identifiers of both."""
    phases = PublishedQuerySet(PhasePage).published().select_related("phase")
    parts = PublishedQuerySet(SubPhasePage).published().select_related("sub_phase")
    if phase is not None:
        phases, parts = phases.filter(phase=phase), parts.filter(sub_phase__phase=phase)
    return {
        **{page.phase.identifier: page for page in phases},
        **{page.sub_phase.identifier: page for page in parts},
    }


def links_of(pages: Iterable[BodyPage]) -> AbstractContextManager[None]:
    """Within it, links between pages are looked up once for all these bodies."""
    return page_links_of(json.dumps([list(page.body.raw_data) for page in pages]))


def told_levels() -> Iterator[Block]:
    yield Heading(1, "Four levels")
    rows = tuple((lines(level.name), lines(level.meaning)) for level in Level.objects.all())
    yield Table("The four levels", (Column("Level", 34), Column("What it means", 140)), rows)


def told_principles() -> Iterator[Block]:
    yield Heading(1, "Core principles")
    for principle in Principle.objects.all():
        yield Heading(2, principle.name)
        yield from texts(principle.account, principle.gaps)
    yield Paragraph(NOT_ALL_READ)


def texts(*said: str) -> Iterator[Paragraph]:
    return (Paragraph(text) for text in said if text)


def told_phase(
    phase: Phase, bodies: dict[str, BodyPage], place: Place, lens: str, *, depth: int
) -> Iterator[Block]:
    """A phase and its parts. At depth 0 the phase is the document itself, and has no heading."""
    if depth:
        yield Heading(depth, f"{phase.number}. {phase.name}", starts_page=True)
    yield from texts(phase.purpose, phase.plain_summary)
    yield from told_page_of(phase.identifier, bodies, place, depth + 1)
    yield from texts(phase.gaps)
    parts = list(phase.sub_phases.all())
    if not parts:
        yield Paragraph(TO_BE_ADDED)
    for part in parts:
        yield Heading(depth + 1, str(part))
        yield from told_part(part, bodies, place, lens, depth + 1)


def told_page_of(
    identifier: str, bodies: dict[str, BodyPage], place: Place, depth: int
) -> Iterator[Block]:
    page = bodies.get(identifier)
    if page:
        yield from told_body(page.body, Place(place.root, page.url or "", depth))


def told_part(
    part: SubPhase, bodies: dict[str, BodyPage], place: Place, lens: str, depth: int
) -> Iterator[Block]:
    if not part.known:
        yield from texts(TO_BE_ADDED, part.topic_hint)
        return
    yield from texts(part.summary, part.plain_summary)
    if part.link_to_inequalities:
        yield Paragraph(part.link_to_inequalities, "Why it matters for health inequalities")
        yield Paragraph(OUR_REASON)
    yield from told_notes(part, lens)
    yield Heading(depth + 1, "What each level looks like")
    yield Paragraph(HOW_TO_USE)
    yield statements_table(part, lens)
    yield from texts(part.gaps)
    yield from told_page_of(part.identifier, bodies, place, depth + 1)
    yield from told_crossroads(part, place, depth + 1)


def told_notes(part: SubPhase, lens: str) -> Iterator[Paragraph]:
    notes = {
        Lens.STRATEGIC: ("Strategic work", part.strategic_note),
        Lens.OPERATIONAL: ("Operational work", part.operational_note),
    }
    wanted = Lens.beside(lens)
    for kind, (label, text) in notes.items():
        if text and kind in wanted:
            yield Paragraph(text, label)


def statements_table(part: SubPhase, lens: str) -> Table:
    statements = [each for each in part.statements.all() if each.lens in Lens.beside(lens)]
    rows = tuple(statement_row(statement, lens) for statement in statements)
    missing = ((lines(""), lines(TO_BE_ADDED), lines("")),)
    return Table(f"{part}: what each level looks like", COLUMNS, rows or missing)


def statement_row(statement: Statement, lens: str) -> tuple[Cell, ...]:
    words = worded_for(statement, lens)
    beyond = (Strong("Move beyond: "),) if statement.advice == Advice.MOVE_BEYOND else ()
    marks = [
        statement.get_wording_display() if statement.wording != Wording.OURS else "",
        f"{statement.get_lens_display()} work" if statement.lens != Lens.BOTH else "",
    ]
    about = f" ({'; '.join(filter(None, marks))})" if any(marks) else ""
    more = [] if lens else told_wordings(statement)
    told: tuple[Words, ...] = ((*beyond, f"{words}{about}"), *more)
    return (lines(statement.level.name), Lines(told), Choice(words, None))


def told_wordings(statement: Statement) -> list[Words]:
    """The other words for one kind of work, where there are any."""
    said = {
        "In strategic work: ": statement.strategic_text,
        "In operational work: ": statement.operational_text,
    }
    return [(Strong(label), text) for label, text in said.items() if text]


def told_crossroads(part: SubPhase, place: Place, depth: int) -> Iterator[Block]:
    """What would show that a part works, and the strategies it serves, each with its status."""
    hubs: list[Any] = [part, *part.statements.all()]
    measures = {measure.pk: measure for hub in hubs for measure in hub.measures.all()}
    if measures:
        yield Heading(depth, "What would show that it works")
        yield Bullets(
            tuple((Link(each.name, f"{place.root}{each.path}"),) for each in measures.values())
        )
    elements = {link.element_id: link.element for link in part.strategy_links.all()}
    if elements:
        yield Heading(depth, "Strategies that it serves")
        yield Paragraph(OUR_READING)
        yield Bullets(
            tuple(
                (
                    Link(element.name, f"{place.root}{element.path}"),
                    f" in {element.strategy.name} ({element.strategy.get_status_display()})",
                )
                for element in elements.values()
            )
        )


def told_guidance(phase: Phase, place: Place) -> Iterator[Block]:
    pages = GuidancePage.objects.public_cards().filter(phase=phase)
    items = tuple(
        (Link(page.title, f"{place.root}{page.url}"), f": {page.summary}") for page in pages
    )
    if items:
        yield Heading(1, "Guidance for this phase")
        yield Bullets(items)
