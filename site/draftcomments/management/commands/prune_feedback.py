"""Erase contact details, comments and links on drafts that were kept for as long as was promised."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from draftcomments.actions.erasing import Pruned, prune

PARTS = ("contacts", "comments", "links")


class Command(BaseCommand):
    """For a scheduler, once a day. It names rounds by number: a title may be of a private draft."""

    help = "Erase what people said about drafts, and how to reach them, when its time is up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        pruned = prune(today=timezone.localdate(), dry_run=dry_run)
        for number in pruned.rounds:
            self.stdout.write(f"Round {number}: {counts(pruned, number)}.")
        total = ", ".join(f"{part} {getattr(pruned, part).total()}" for part in PARTS)
        self.stdout.write(f"Due: {total}. Nothing was erased." if dry_run else f"Erased: {total}.")


def counts(pruned: Pruned, number: int) -> str:
    return ", ".join(f"{part} {getattr(pruned, part)[number]}" for part in PARTS)
