"""Plain tables with one kind of row: the sheets of a workbook, and CSV files for other programs."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from officefiles.cells import safe_cell

BOM = "\ufeff"
"""Tells a spreadsheet that the text is UTF-8."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A heading, and how wide its column is in a workbook."""

    heading: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table with one kind of row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def headings(self) -> Sequence[str]:
        return [column.heading for column in self.columns]


def columns(**widths: int) -> tuple[Column, ...]:
    """Columns by name and width: `columns(Who_leads=20)` is headed "Who leads"."""
    return tuple(Column(name.replace("_", " "), width) for name, width in widths.items())


def csv_file(sheet: Sheet) -> bytes:
    """A table as comma-separated text, every cell made safe."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.headings)
    writer.writerows([safe_cell(value) for value in row] for row in sheet.rows)
    return f"{BOM}{text.getvalue()}".encode()
