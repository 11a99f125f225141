"""Tell editors by e-mail that offers of case studies wait for them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casestudies.offers.notices import send_offer_notices


class Command(BaseCommand):
    help = "Tell those who may add case studies of new offers. Run it every quarter of an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_offer_notices()
        if sent is False:
            raise CommandError("The message could not be sent. It will be tried again.")
        self.stdout.write("Message sent." if sent else "Nothing to tell.")
