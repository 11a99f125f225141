"""Send the monthly digest of pages to review and drafts left lying."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from content.digest import digests, send_digests


class Command(BaseCommand):
    help = (
        "Tell owners of pages, and the group Editors, which pages are to be reviewed and which"
        " drafts are old. Each person gets one message a month, however often this runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say who would get one.")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        if options["dry_run"]:
            for digest in digests(today):
                self.stdout.write(digest.person.get_username())
                for section in digest.sections:
                    self.stdout.write(f"  {section.heading}: {section.number}")
            return
        delivery = send_digests(today)
        self.stdout.write(f"Digests sent: {delivery.sent}.")
        if delivery.failed:
            raise CommandError(f"Could not be sent, to be tried again: {delivery.failed}.")
