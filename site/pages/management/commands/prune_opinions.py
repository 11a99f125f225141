"""Delete what readers said of pages that was kept for as long as was promised."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.opinions import DAYS_KEPT, prune_opinions


class Command(BaseCommand):
    """For a scheduler, once a day."""

    help = "Delete what readers said of pages more than a year ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        before = timezone.localdate() - timedelta(days=DAYS_KEPT)
        due = prune_opinions(before=before, dry_run=dry_run)
        total = f"counts {due.days}, remarks {due.remarks}"
        self.stdout.write(
            f"Due: {total}. Nothing was deleted." if dry_run else f"Deleted: {total}."
        )
