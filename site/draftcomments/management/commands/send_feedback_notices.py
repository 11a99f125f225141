"""Send the short messages about comments on drafts that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from draftcomments.notices import send_notices


class Command(BaseCommand):
    help = (
        "Tell moderators, owners of rounds, and people who agreed to it, that there is something to"
        " do or to read. Run it every quarter of an hour, one at a time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        delivery = send_notices()
        self.stdout.write(f"Messages sent: {delivery.sent}.")
        if delivery.failed:
            raise CommandError(f"Could not be sent, to be tried again: {delivery.failed}.")
