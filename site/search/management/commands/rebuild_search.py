"""Write the search row of every public page again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import Progress

from search.actions import listable_pages, rebuild


class Command(BaseCommand):
    """Needed after a change that no page was published for, such as a record that pages show."""

    help = "Write the search row of every public page again, and drop what is no longer public."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        total = listable_pages().count()
        with Progress(disable=options["no_progress"]) as progress:
            task = progress.add_task("Search", total=total)
            written = rebuild(done=lambda pages: progress.advance(task, pages))
        self.stdout.write(f"Search: {written} of {total} pages have a row.")
