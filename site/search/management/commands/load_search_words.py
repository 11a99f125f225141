"""Load the first search words: words that mean the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from search.loading import load_lines, read_lines


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Load the first search words. Keeps editors' changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        total = len(read_lines())
        steps = track(load_lines(), "Search words", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Search words: {created} new of {total}.")
