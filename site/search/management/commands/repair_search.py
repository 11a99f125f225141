"""Bring the search engine in line with the search rows, by sending only what differs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.engines.breaker import EngineUnavailable
from search.outbox import repair


class Command(BaseCommand):
    """For a scheduler, every few minutes: mends what was missed while the engine was away."""

    help = "Tell the search engine what it missed. Does nothing when the database searches."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SEARCH_URL:
            self.stdout.write("Search engine: there is none, the database searches.")
            return
        try:
            mended = repair()
        except EngineUnavailable as error:
            raise CommandError(f"The search engine cannot be repaired now: {error}.") from error
        if mended.waiting:
            raise CommandError(
                f"The search engine took {mended.sent} pages, and {mended.waiting} changes wait."
            )
        self.stdout.write(
            f"Search engine: {mended.different} pages differed, {mended.sent} were sent."
        )
