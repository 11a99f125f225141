"""A list of case studies as a spreadsheet: one table of studies, and one of their outcomes."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from casestudies.enums import Facet, OutcomeKind
from casestudies.evidence import change_text, gap_sentences, label_of
from casestudies.models import CaseStudySubPhase, Outcome
from casestudies.records import Record, ShownFigure, readings_of
from casestudies.story import level_move, words_of
from framework.enums import Split
from officefiles.cells import safe_cell

BOM = "\ufeff"
HEADING = Font(name="Calibri", size=11, bold=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
LINE_HEIGHT = 15
MOST_LINES = 10
Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A heading, how wide it is in a workbook, and what stands below it."""

    heading: str
    width: int
    value: Callable[..., Any]


def yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, as the clock shows it here."""
    return timezone.localtime(moment).date() if moment else None


def joined(names: Iterable[str]) -> str:
    return "; ".join(names)


def region_of(record: Record) -> str:
    organisation = record.page.organisation
    return organisation.region.name if organisation and organisation.region else ""


def part_line(part: CaseStudySubPhase) -> str:
    """A part of the framework, with how far they came and how long it took."""
    return f"{part.sub_phase}: {level_move(part)}"


def outcome_line(outcome: Outcome) -> str:
    """An outcome in one line: its status, what happened and by how much."""
    change = change_text(outcome.figures)
    line = f"{outcome.get_status_display()}: {outcome.statement}"
    return f"{line} ({outcome.indicator}: {change})" if change else line


STUDY_COLUMNS = (
    Column("Title", 50, lambda record: record.page.title),
    Column("Made-up example", 14, lambda record: yes_or_no(record.page.demonstration)),
    Column("Address", 50, lambda record: record.address),
    Column("Summary", 70, lambda record: record.page.summary),
    Column("Organisation at the time", 40, lambda record: record.page.organisation_then),
    Column("Who followed the organisation", 40, lambda record: record.note),
    Column("Region", 22, region_of),
    Column("Place", 26, lambda record: record.page.place),
    Column("Started", 14, lambda record: record.page.started),
    Column("Ended", 14, lambda record: record.page.ended),
    Column("Kind of work", 20, lambda record: record.page.get_lens_display()),
    Column("Reach", 16, lambda record: record.page.get_reach_display()),
    Column("Phases of the framework", 30, lambda record: joined(record.names(Facet.PHASE))),
    Column("Parts and levels", 60, lambda record: joined(map(part_line, record.parts))),
    Column("People and places", 40, lambda record: joined(record.names(Facet.GROUP))),
    Column("Approaches", 24, lambda record: joined(record.names(Facet.APPROACH))),
    Column("Methods", 40, lambda record: joined(record.names(Facet.METHOD))),
    Column("Partners", 40, lambda record: joined(record.names(Facet.PARTNER))),
    Column("Kind of evidence", 30, lambda record: record.evidence.label),
    Column("What this kind of evidence means", 50, lambda record: record.evidence.meaning),
    Column("Number of outcomes", 14, lambda record: len(record.outcomes)),
    Column("Outcomes", 80, lambda record: " | ".join(map(outcome_line, record.outcomes))),
    Column("Measures from our library", 50, lambda record: joined(measures_of(record.outcomes))),
    Column("What did not work", 80, lambda record: words_of(record.page.what_did_not_work)),
    Column("What it cost", 60, lambda record: words_of(record.page.effort)),
    Column("Confirmed by", 30, lambda record: record.page.confirmed_by),
    Column("Confirmed on", 13, lambda record: record.page.confirmed_on),
    Column(
        "In the words of the people in the story", 60, lambda record: record.page.confirmed_view
    ),
    Column("Licence", 40, lambda record: record.page.licence),
    Column("First published", 14, lambda record: day_of(record.page.first_published_at)),
    Column("Last changed", 13, lambda record: day_of(record.page.last_published_at)),
    Column("Check again by", 14, lambda record: record.page.review_by),
    Column("Lasting identifier", 38, lambda record: str(record.page.translation_key)),
)


def measures_of(outcomes: Iterable[Outcome]) -> list[str]:
    """The names of the measures of some outcomes, each once."""
    names = [outcome.measure.name for outcome in outcomes if outcome.measure]
    return list(dict.fromkeys(names))


ABOUT_COLUMNS = (
    Column("About this file", 40, lambda line: line[0]),
    Column("What to know", 110, lambda line: line[1]),
)


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome, with the study that it belongs to."""

    record: Record
    outcome: Outcome
    before: ShownFigure
    after: ShownFigure


OUTCOME_COLUMNS = (
    Column("Case study", 50, lambda row: row.record.page.title),
    Column("Made-up example", 14, lambda row: yes_or_no(row.record.page.demonstration)),
    Column("Outcome", 70, lambda row: row.outcome.statement),
    Column("Status", 16, lambda row: row.outcome.get_status_display()),
    Column("Kind of outcome", 34, lambda row: row.outcome.get_kind_display()),
    Column("What was counted", 50, lambda row: row.outcome.indicator),
    Column("Measure from our library", 40, lambda row: joined(measures_of([row.outcome]))),
    Column("Unit", 18, lambda row: row.outcome.unit),
    Column("What was hoped for", 14, lambda row: row.outcome.get_direction_display()),
    Column("Before", 14, lambda row: row.before.value),
    Column("Date before", 14, lambda row: row.before.on),
    Column("Before, out of", 14, lambda row: row.before.of),
    Column("After", 14, lambda row: row.after.value),
    Column("Date after", 14, lambda row: row.after.on),
    Column("After, out of", 14, lambda row: row.after.of),
    Column("Small number hidden", 14, lambda row: yes_or_no(row.outcome.is_hidden)),
    Column("Change", 60, lambda row: change_text(row.outcome.figures)),
    Column("Gap", 60, lambda row: gap_of(row.outcome)),
    Column("Compared with", 40, lambda row: row.outcome.comparison),
    Column("Other group, before", 14, lambda row: row.before.other),
    Column("Other group, after", 14, lambda row: row.after.other),
    Column("Who was counted", 40, lambda row: row.outcome.population),
    Column("Shown apart by", 24, lambda row: joined(split_names(row.outcome))),
    Column("Measured by", 30, lambda row: row.outcome.get_measured_by_display()),
    Column("Source", 40, lambda row: row.outcome.source),
    Column("Kind of evidence", 30, lambda row: label_of(row.outcome.figures).label),
    Column("Limits of this evidence", 70, lambda row: row.outcome.limits),
    Column("What the people concerned say", 60, lambda row: row.outcome.community_view),
    Column("Address", 50, lambda row: row.record.address),
    Column("Lasting identifier", 38, lambda row: str(row.record.page.translation_key)),
)


def split_names(outcome: Outcome) -> list[str]:
    return [Split(split).label for split in outcome.splits if split in Split.values]


def gap_of(outcome: Outcome) -> str:
    """The gap to the other group in words, where the outcome is about a gap."""
    return " ".join(gap_sentences(outcome.figures)) if outcome.kind == OutcomeKind.GAP else ""


def outcome_rows(records: Iterable[Record]) -> Iterator[OutcomeRow]:
    for record in records:
        for outcome in record.outcomes:
            yield OutcomeRow(record, outcome, *readings_of(outcome))


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """Rows as comma-separated text, every cell made safe."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return text.getvalue()


def csv_parts(batches: Iterable[list[Record]], last_line: str) -> Iterator[str]:
    """A table of case studies, a batch at a time; `last_line` says what is missing, if anything."""
    yield BOM + csv_text([[column.heading for column in STUDY_COLUMNS]])
    for records in batches:
        yield csv_text([column.value(record) for column in STUDY_COLUMNS] for record in records)
    if last_line:
        yield csv_text([[last_line]])


class Table:
    """A sheet of a workbook that is filled row by row; its headings stay in sight."""

    def __init__(self, book: Workbook, title: str, columns: tuple[Column, ...]) -> None:
        self.sheet = book.create_sheet(title)
        self.sheet.freeze_panes = "B2"
        self.columns = columns
        self.rows = 0
        for number, column in enumerate(columns, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = column.width
        self.cells = [styled_cell(self.sheet, HEADING) for _ in columns]
        self.append([column.heading for column in columns])
        # A row is written as soon as it is given, so its cells serve for the next one too.
        self.cells = [styled_cell(self.sheet) for _ in columns]

    def add(self, row: Any) -> None:
        self.append([safe_cell(column.value(row)) for column in self.columns])

    def append(self, values: list[Any]) -> None:
        """The height is given, because not every program works it out when it opens a file."""
        self.rows += 1
        lines = max(map(lines_of, values, (column.width for column in self.columns)))
        self.sheet.row_dimensions[self.rows].height = LINE_HEIGHT * min(lines, MOST_LINES)
        self.sheet.append(list(map(filled, self.cells, values)))


def styled_cell(sheet: Any, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = WRAPPED
    if font:
        cell.font = font
    return cell


def filled(cell: Any, value: Any) -> Any:
    """A cell: text stays text whatever it looks like, numbers and dates stay what they are."""
    if value == "":
        return None
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def lines_of(value: Any, width: int) -> int:
    """How many lines a text takes in a column, more or less.

    >>> lines_of("x" * 25, 12), lines_of("x", 12), lines_of(None, 12)
    (3, 1, 1)
    """
    return max(1, -(-len(value) // (width - 2))) if isinstance(value, str) else 1


def workbook(batches: Iterable[list[Record]], about: Callable[[int], Lines]) -> bytes:
    """A workbook with a sheet of studies, a sheet of outcomes and a sheet about both.

    `about` is told how many studies there are.
    """
    book = Workbook(write_only=True)
    studies = Table(book, "Case studies", STUDY_COLUMNS)
    outcomes = Table(book, "Outcomes", OUTCOME_COLUMNS)
    for records in batches:
        for record in records:
            studies.add(record)
        for row in outcome_rows(records):
            outcomes.add(row)
    notes = Table(book, "About", ABOUT_COLUMNS)
    for line in about(studies.rows - 1):
        notes.add(line)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
