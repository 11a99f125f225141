"""Make the home page and the standard pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from pages.loading import STANDARD_PAGES, load_pages


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Make the home page and the standard pages. Keeps editors' changes unless --update."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="Overwrite existing pages.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        total = len(STANDARD_PAGES) + 2  # The home page, and what is new.
        loading = load_pages(update=options["update"])
        steps = track(loading, "Pages", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Pages: {created} new of {total}.")
