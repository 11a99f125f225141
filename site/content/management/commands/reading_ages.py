"""Print the reading age of every public page, the highest first."""

from typing import Any

from django.core.management.base import BaseCommand

from content.prose import AIM
from content.reading_report import page_readings, public_pages


class Command(BaseCommand):
    """The same table as the report of that name in the admin."""

    help = "Print the reading age of every public page, the highest first."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [(page, reading) for page, reading in page_readings(public_pages())]
        rows.sort(key=lambda row: (-(row[1].age or 0), row[0].title))
        self.stdout.write(f"Age   Words  Page (aim: {AIM[0]} to {AIM[1]})")
        for page, reading in rows:
            age = "-" if reading.age is None else f"{reading.age:.1f}"
            self.stdout.write(f"{age:>4}  {reading.words:>5}  {page.url} {page.title}")
        above = sum(reading.verdict == "Above the aim" for _, reading in rows)
        self.stdout.write(f"{len(rows)} pages, {above} above the aim.")
