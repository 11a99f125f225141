"""The shared comments of a round as a file: what editors may read, and nothing else.

No words as they were written, no contact details, no link. Pseudonyms only for moderators.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from draftcomments.models import Item, Outcome, Round
from draftcomments.reading.about import about, labels_of
from officefiles.cells import safe_cell

BOM = "\ufeff"
HEADING = Font(bold=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Shared:
    """A comment that editors may read, what it is about, and the answers that were shown to it."""

    item: Item
    about: str
    replies: list[Outcome]


@dataclass(frozen=True)
class Column:
    """A heading, how wide it is in a workbook, and what of a comment stands below it."""

    heading: str
    width: int
    value: Callable[[Shared], Any]


PSEUDONYM = Column("Who", 20, lambda shared: str(shared.item.contributor or ""))
COLUMNS = (
    Column("Reference", 12, lambda shared: shared.item.reference),
    Column("About", 40, lambda shared: shared.about),
    Column("Words it points to", 40, lambda shared: shared.item.shared_quote),
    Column("Comment", 80, lambda shared: shared.item.shared_words),
    Column("Redacted", 10, lambda shared: "Yes" if shared.item.redacted else "No"),
    Column("What it is", 30, lambda shared: shared.item.get_kind_display()),
    Column("Language", 22, lambda shared: shared.item.get_language_display()),
    Column("How it reached us", 18, lambda shared: shared.item.get_source_display()),
    Column("Received", 12, lambda shared: timezone.localtime(shared.item.created_at).date()),
    Column("State", 18, lambda shared: shared.item.get_state_display()),
    Column("Answer", 26, lambda shared: told(shared, lambda reply: reply.get_result_display())),
    Column("What we did", 60, lambda shared: told(shared, lambda reply: reply.we_did)),
    Column("Why", 60, lambda shared: told(shared, lambda reply: reply.why)),
)


def told(shared: Shared, words: Callable[[Outcome], str]) -> str:
    """Something of each answer to a comment that people can read."""
    return "\n".join(filter(None, map(words, shared.replies)))


def columns_for(*, with_pseudonyms: bool) -> list[Column]:
    return [*COLUMNS, PSEUDONYM] if with_pseudonyms else list(COLUMNS)


def shared_items(round: Round) -> list[Shared]:
    """What editors may read of a round, in the order of the page: three queries."""
    replies = Outcome.objects.shown().defer("changed_sections")
    items = (
        Item.objects.shared()
        .filter(round=round)
        .select_related("contributor")
        .defer("words")
        .prefetch_related(Prefetch("outcomes", replies, to_attr="replies"))
    )
    places = {key: place for place, key in enumerate(labels_of(round))}
    listed = sorted(items, key=lambda item: (item.question or 0, places.get(item.section_key, 0)))
    return [Shared(item, about(item, round), item.replies) for item in listed]


def rows_of(items: Iterable[Shared], columns: list[Column]) -> Iterator[list[Any]]:
    """What a file holds, from its headings on, with nothing that a spreadsheet would run."""
    yield [column.heading for column in columns]
    for item in items:
        yield [safe_cell(column.value(item)) for column in columns]


def as_csv(items: Iterable[Shared], columns: list[Column]) -> bytes:
    """Comma-separated, with the mark that tells spreadsheets that it is UTF-8."""
    text = StringIO(newline="")
    csv.writer(text).writerows(rows_of(items, columns))
    return (BOM + text.getvalue()).encode()


def as_xlsx(items: Iterable[Shared], columns: list[Column]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Comments")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(rows_of(items, columns)):
        sheet.append([cell(sheet, value, is_heading=number == 0) for value in row])
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def cell(sheet: Any, value: Any, *, is_heading: bool) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value)
    made.alignment = WRAPPED
    if is_heading:
        made.font = HEADING
    return made
