"""Make the framework, guidance, strategy and glossary pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from guidance.loading import load_guidance


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Make framework and guidance pages. Keeps editors' changes unless --update."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="Overwrite existing pages.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        loading = load_guidance(update=options["update"])
        steps = list(track(loading, "Guidance", disable=options["no_progress"]))
        self.stdout.write(f"Guidance: {sum(steps)} new of {len(steps)}.")
