"""Delete Word files that were uploaded for an import and not made into a draft within an hour."""

from typing import Any

from django.core.management.base import BaseCommand

from content.word.waiting import forget_old


class Command(BaseCommand):
    """For a scheduler, once an hour. An upload does the same."""

    help = "Delete uploaded Word files that have waited for more than an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Deleted: {forget_old()} Word files.")
