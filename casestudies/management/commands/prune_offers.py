"""Delete offers of case studies that were kept for as long as was promised."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casestudies.offers.actions import prune_offers


class Command(BaseCommand):
    """For a scheduler, once a day."""

    help = "Delete offers that were never sent, or were decided about long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        due = prune_offers(now=timezone.now(), dry_run=dry_run)
        total = f"never sent {due.unsent}, sent {due.sent}"
        self.stdout.write(
            f"Due: {total}. Nothing was deleted." if dry_run else f"Deleted: {total}."
        )
