"""Deletes what log-ins leave behind: counted failures, and invitations that have ended."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Invitation

KEPT_FAILURES = timedelta(days=1)
KEPT_INVITATIONS = timedelta(days=30)


class Command(BaseCommand):
    """Meant to run once a day. The history of the site keeps who logged in, and when."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        old = {
            "counted failures": AccessAttempt.objects.filter(attempt_time__lt=now - KEPT_FAILURES),
            "invitations": Invitation.objects.filter(ends_at__lt=now - KEPT_INVITATIONS),
        }
        for what, rows in old.items():
            how_many = rows.count()
            if not options["dry_run"]:
                rows.delete()
            verb = "would go" if options["dry_run"] else "gone"
            self.stdout.write(f"{how_many} {what} {verb}")
