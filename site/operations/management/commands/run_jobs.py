"""Run the site's jobs when they are due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.scheduler import Scheduler


class Command(BaseCommand):
    """The scheduler. It ends when it is asked to (SIGTERM), after what it began."""

    help = "Run every job of docs/operations.md when it is due, until told to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Run what is due now, wait for it and end; with 1 when a job failed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scheduler = Scheduler()
        if not options["once"]:
            scheduler.run_for_ever()
            return
        scheduler.run_once()
        if scheduler.failed:
            raise CommandError(f"Jobs that failed: {scheduler.failed}.")
