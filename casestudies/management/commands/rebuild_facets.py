"""Write the finder's rows anew for every case study."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import track

from casestudies.facets import rebuild_facets
from casestudies.models import CaseStudyPage

BATCH = 200


class Command(BaseCommand):
    """Safe to run at any time: each study's rows are replaced in one transaction."""

    help = "Rebuild what the case-study finder counts and filters by."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        pages = list(CaseStudyPage.objects.order_by("pk").values_list("pk", flat=True))
        batches = [pages[start : start + BATCH] for start in range(0, len(pages), BATCH)]
        steps = track(batches, "Finder", disable=options["no_progress"])
        rows = sum(rebuild_facets(batch) for batch in steps)
        self.stdout.write(f"Finder: {rows} rows for {len(pages)} case studies.")
