"""Load the framework (phases, sub-phases, levels, statements, principles) and the strategies."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from framework.loading import load_records, read_records


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Load the framework. Keeps editors' changes unless --update is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--update",
            action="store_true",
            help="Overwrite existing records; a changed wording becomes a new version.",
        )
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        loading = load_records(update=options["update"])
        total = len(read_records())
        steps = track(loading, "Framework", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Framework: {created} new of {total}.")
