"""Forget searches with no result that are a year old, or were rare in a month that is over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.unanswered import prune_unanswered


class Command(BaseCommand):
    """For a scheduler, once a day."""

    help = "Forget searches with no result that are a year old, or were rare in an earlier month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        due = prune_unanswered(today=timezone.localdate(), dry_run=dry_run)
        said = f"searches with no result {due.rows}"
        self.stdout.write(f"Due: {said}. Nothing was deleted." if dry_run else f"Deleted: {said}.")
