"""Tells the result of a self-check as a document: the profile first, then what to do, then why."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from officefiles.document import (
    PAGE_WIDTH,
    Block,
    Bullets,
    Cell,
    Choice,
    Column,
    Document,
    Heading,
    Lines,
    Paragraph,
    Table,
    lines,
)
from selfcheck.enums import Practice, Progress
from selfcheck.exports.caveats import (
    NOT_A_SCORE,
    PASSED,
    STRATEGIES,
    UNKNOWN_STEP,
    UNSURE_STEP,
    what_it_is,
)
from selfcheck.report import (
    PartResult,
    PhaseResult,
    PlannedAction,
    Report,
    StatementResult,
    StrategyResult,
)
from selfcheck.scoring import joined

PRACTICES = tuple(Practice.values)
PRACTICE_NAMES = tuple(Practice.labels)


def document_of(report: Report) -> Document:
    """The whole result. A section that would be empty is left out."""
    blocks = (
        *opening(report),
        *profile(report),
        *next_steps(report),
        *plan(report.actions),
        *strategies(report.strategies),
        *answers(report.phases),
        *earlier_answers(report),
        *about_this_file(report),
    )
    return Document(report.title, report.saved_at, blocks)


def day(on: date | None) -> str:
    """A date in words.

    >>> day(date(2026, 11, 2)), day(None)
    ('2 November 2026', '')
    """
    return f"{on.day} {on:%B %Y}" if on else ""


def saved_on(moment: datetime) -> date:
    """The day of a save, as the clock shows it here."""
    return timezone.localtime(moment).date()


def texts(*said: tuple[str, str]) -> Iterator[Paragraph]:
    """A paragraph for each label that has something to say."""
    return (Paragraph(text, label) for label, text in said if text)


def bulleted(label: str, items: Iterable[str]) -> Iterator[Block]:
    """A line that says what the list is, and the list; nothing where there is none."""
    kept = tuple(item for item in items if item)
    if kept:
        yield Paragraph("", label)
        yield Bullets(kept)


def opening(report: Report) -> Iterator[Block]:
    yield Paragraph(report.sentence, lead=True)
    yield from texts(("", report.basis), ("", what_it_is(report)), ("", NOT_A_SCORE))
    yield from texts(
        ("About", report.about),
        ("Answers as saved on", day(saved_on(report.saved_at))),
        ("Compared with the answers of", day(report.before_saved_on)),
    )


def profile(report: Report) -> Iterator[Block]:
    """Phases, then parts. Only a part has tick boxes: the level of a phase follows from them."""
    phases = [(f"{phase.number}. {phase.name}", phase) for phase in report.phases]
    parts = [(part.label, part) for part in report.parts]
    yield Heading(1, "Where each phase stands")
    yield Paragraph("The bar of a phase shows its lowest part.")
    yield level_table("The level of each phase", "Phase", phases, report, boxes=False)
    yield Heading(1, "Where each part stands")
    yield level_table("The level of each part", "Part", parts, report, boxes=True)


def level_table(
    caption: str,
    heading: str,
    named: Iterable[tuple[str, PhaseResult | PartResult]],
    report: Report,
    *,
    boxes: bool,
) -> Table:
    """A bar for each, its level in words, and where it stood before if there was a before."""
    compared = report.before_saved_on is not None
    words = [Column("Level", 24)] + ([Column("Before", 24)] if compared else [])
    scale = Column("Levels", 21, report.level_names, boxes, bar=True)
    taken = sum(column.width for column in words) + scale.width * len(report.level_names)
    rows = tuple(level_row(name, result, compared) for name, result in named)
    return Table(caption, (Column(heading, PAGE_WIDTH - taken), scale, *words), rows)


def level_row(name: str, result: PhaseResult | PartResult, compared: bool) -> tuple[Cell, ...]:
    now = (lines(name), Choice(name, place_of(result)), lines(result.level))
    return (*now, lines(result.level_before)) if compared else now


def place_of(result: PhaseResult | PartResult) -> int | None:
    """The place of a level among the four; None where there is no level."""
    return result.filled - 1 if result.filled else None


def next_steps(report: Report) -> Iterator[Block]:
    if report.steps:
        yield Heading(1, "What to do next")
        yield Paragraph(
            "The parts with the most room to grow come first. You do not have to do them all: pick"
            " one or two."
        )
    for part in report.steps:
        yield Heading(2, part.label)
        yield from next_step(part)
    if report.strengths:
        yield Heading(1, "Keep going")
    yield from bulleted(
        "At the highest level here. Share how you got there.",
        (part.label for part in report.read_strengths),
    )
    yield from texts(*((part.label, part.unread_note) for part in report.unread_strengths))


def next_step(part: PartResult) -> Iterator[Block]:
    if not part.filled:
        yield Paragraph(UNSURE_STEP)
    yield from bulleted(f"{part.move_beyond_heading}:", part.move_beyond)
    yield from bulleted("Finish these first:", part.unfinished)
    if part.next_level and not part.next_statements:
        yield Paragraph(UNKNOWN_STEP.format(part.next_level))
    yield from bulleted(f"To get from {part.level} to {part.next_level}:", part.next_statements)
    yield from bulleted("How you will know that it works:", part.measures)


def plan(actions: Iterable[PlannedAction]) -> Iterator[Block]:
    rows = tuple(map(plan_row, actions))
    yield Heading(1, "Action plan")
    if not rows:
        yield Paragraph("There are no actions in the plan yet.")
        return
    columns = (
        Column("", 13, ("Done",)),
        Column("Action", 55),
        Column("Who leads", 28),
        Column("By when", 24),
        Column("Where it stands", 22),
        Column("How we will know", 32),
    )
    yield Table("The action plan", columns, rows)


def plan_row(action: PlannedAction) -> tuple[Cell, ...]:
    return (
        Choice(action.what, 0 if action.progress == Progress.DONE else None),
        lines(action.what, action.why, action.part, strong=True),
        lines(action.owner),
        lines(day(action.due_on), PASSED if action.overdue else ""),
        lines(action.progress_in_words),
        lines(action.how_we_will_know),
    )


def strategies(found: Iterable[StrategyResult]) -> Iterator[Block]:
    """What the answers say about each strategy, with how sure that strategy itself is."""
    for place, strategy in enumerate(found):
        if place == 0:
            yield Heading(1, "What this says about strategies")
            yield Paragraph(STRATEGIES)
        yield Heading(2, strategy.name)
        yield from texts(
            ("Status", strategy.status),
            ("", strategy.status_reason),
            ("", strategy.unchecked_note),
        )
        rows = tuple(
            (
                lines(element.name),
                lines(*(f"{part.label}: {part.level}" for part in element.parts)),
            )
            for element in strategy.elements
        )
        columns = (Column("What it asks for", 82), Column("The parts that serve it", 92))
        yield Table(f"{strategy.name}: the parts that serve it", columns, rows)


def answers(phases: Iterable[PhaseResult]) -> Iterator[Block]:
    """Everything that was said, part by part: what the profile rests on."""
    yield Heading(1, "The answers, and what they rest on", starts_page=True)
    for phase in phases:
        yield Heading(2, f"{phase.number}. {phase.name}")
        if not phase.parts:
            yield Paragraph("There are no questions about this phase yet.")
        for part in phase.parts:
            yield Heading(3, part.label)
            yield from answer(part)


def answer(part: PartResult) -> Iterator[Block]:
    read = part.read_as
    yield from texts(
        ("Question", part.question),
        ("Answer", ": ".join(filter(None, (part.level, part.hint)))),
        ("Before", part.level_before),
        ("What this is based on", part.note),
        ("Why this level", part.reason),
        ("", part.wording_note),
    )
    if read:
        other = ". The people who answered chose another level" if part.overruled else ""
        yield from bulleted(f"The statements read as {read.level}{other}:", read.reasons)
    yield from bulleted("Keep doing:", part.keep)
    if part.answered_statements:
        yield statement_table(part)


def statement_table(part: PartResult) -> Table:
    """Every statement of a part with five boxes, those that nobody answered included."""
    columns = (
        Column("Statement", 72),
        Column("Level", 27),
        Column("Answer", 15, PRACTICE_NAMES),
    )
    return Table(
        f"{part.label}: the statements", columns, tuple(map(statement_row, part.statements))
    )


def statement_row(statement: StatementResult) -> tuple[Cell, ...]:
    then = statement.wording_then
    said = PRACTICES.index(statement.practice) if statement.practice in PRACTICES else None
    return (
        lines(statement.text, f"When it was answered, it said: {then}" if then else ""),
        lines(statement.level, "Move beyond this" if statement.move_beyond else ""),
        Choice(statement.text, said),
    )


def earlier_answers(report: Report) -> Iterator[Block]:
    if not report.earlier:
        return
    yield Heading(1, "Answers to questions that are no longer asked")
    columns = (Column("Part", 42), Column("Question", 52), Column("Answer", 30), Column("Note", 50))
    rows = tuple(
        (
            Lines((old.label,)),
            lines(old.asked),
            lines(old.level),
            lines(old.note, old.reason_in_words),
        )
        for old in report.earlier
    )
    yield Table("Earlier answers", columns, rows)


def about_this_file(report: Report) -> Iterator[Block]:
    yield Heading(1, "About this file")
    if report.level_names:
        names = joined(report.level_names)
        yield Paragraph(f"The levels are {names}, from the first to the highest.")
    yield Paragraph(
        "Everybody who has this file can read it. It holds what people wrote in their notes. The"
        f" site keeps the answers until {day(report.expires_on)}, and then deletes them."
    )
