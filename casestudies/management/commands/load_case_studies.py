"""Make the index of case studies and the case studies that come with the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from casestudies.loading import load_case_studies, study_files


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = "Make the case studies. Keeps editors' changes unless --update is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="Overwrite existing pages.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        total = len(study_files())
        loading = load_case_studies(update=options["update"])
        steps = track(loading, "Case studies", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Case studies: {created} new of {total}.")
