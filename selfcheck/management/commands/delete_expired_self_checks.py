"""Delete the self-checks whose thirteen months are over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from selfcheck.actions.checks import delete_expired
from selfcheck.models import SelfCheck


class Command(BaseCommand):
    help = "Delete expired self-checks with their answers, plans and teams. Run it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say how many would be deleted."
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        today = timezone.localdate()
        if dry_run:
            count = SelfCheck.objects.expired(today).count()
            self.stdout.write(f"Expired self-checks: {count}. Nothing was deleted.")
            return
        count = delete_expired(today=today)
        kept = SelfCheck.objects.count()
        self.stdout.write(f"Expired self-checks deleted: {count}. Kept: {kept}.")
