"""Make every file that readers can download."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from guidance.downloads.refreshing import AT_ONCE, names_of_all, refresh


class Command(BaseCommand):
    """Idempotent: what is up to date stays, and what nobody may have any more is deleted."""

    help = "Make the downloads that are missing or out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-progress", action="store_true")
        parser.add_argument(
            "--without-pdf",
            action="store_true",
            help="Leave out PDF files, which take long. They are made when readers ask for them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = sorted(names_of_all())
        groups = [names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE)]
        steps = track(groups, "Downloads", disable=options["no_progress"])
        counts = [refresh(group, with_pdf=not options["without_pdf"]) for group in steps]
        self.stdout.write(f"Downloads: {sum(counts)} files made, of {len(names)} subjects.")
