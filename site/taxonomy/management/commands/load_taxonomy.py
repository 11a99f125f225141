"""Load the vocabularies: organisations, regions, groups, approaches, methods and partners."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from taxonomy.loading import load_terms, read_terms


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Load the vocabularies. Keeps editors' changes unless --update is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="Overwrite existing records.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        loading = load_terms(update=options["update"])
        total = len(read_terms())
        steps = track(loading, "Vocabularies", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Vocabularies: {created} new of {total}.")
