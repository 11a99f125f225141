"""Send the mail that waits."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.mail import forget_given_up, send_due


class Command(BaseCommand):
    """For a scheduler, every minute. Two at once send nothing twice."""

    help = "Send the mail that could not be sent at once. Ends with 1 when some has to wait again."

    def handle(self, *args: Any, **options: Any) -> None:
        delivery = send_due()
        forget_given_up()
        if delivery.failed:
            raise CommandError(f"Sent: {delivery.sent}, to be tried again: {delivery.failed}.")
        self.stdout.write(f"Sent: {delivery.sent}.")
