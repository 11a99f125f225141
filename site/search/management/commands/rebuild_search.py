"""Write the search row of every public page and record again, and make the engine's index anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import Progress

from search.actions import listable_pages, rebuild
from search.engines.breaker import EngineUnavailable
from search.entries import rebuild_entries
from search.models import SearchDocument
from search.outbox import build


class Command(BaseCommand):
    """Needed after a change that no page was published for, such as a record that pages show."""

    help = (
        "Write the search row of every public page and record again, and drop what is no longer public."
        " Then make the search engine's index anew, when there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        total = listable_pages().count()
        with Progress(disable=options["no_progress"]) as progress:
            task = progress.add_task("Search", total=total)
            written = rebuild(done=lambda pages: progress.advance(task, pages))
        self.stdout.write(f"Search: {written} of {total} pages have a row.")
        self.stdout.write(f"Search: {rebuild_entries()} records have a row.")
        if settings.SEARCH_URL:
            self.build_index(no_progress=options["no_progress"])

    def build_index(self, *, no_progress: bool) -> None:
        with Progress(disable=no_progress) as progress:
            task = progress.add_task("Search engine", total=SearchDocument.objects.count())
            try:
                held = build(done=lambda pages: progress.advance(task, pages))
            except EngineUnavailable as error:
                raise CommandError(
                    f"The rows are written, but the search engine has no new index: {error}."
                    " What it had answers on. Run this again when it is mended."
                ) from error
        self.stdout.write(f"Search engine: {held} pages in a new index.")
