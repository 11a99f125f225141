"""Tells the proxies of changes that they could not be told of at once."""

from typing import Any

from django.core.management.base import BaseCommand

from operations.models import Purge
from operations.purging import forget_old, send_waiting

MOST_SECONDS = 50.0


class Command(BaseCommand):
    """Meant for each minute. Run twice at once, it does no harm."""

    help = "Have the proxies fetch anew what has changed, where they could not be told at once."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten, sent = forget_old(), send_waiting(seconds=MOST_SECONDS)
        waiting = Purge.objects.exclude(path="").count()
        self.stdout.write(f"{sent} sent, {waiting} waiting, {forgotten} old ones dropped.")
