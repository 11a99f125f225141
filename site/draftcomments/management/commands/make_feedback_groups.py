"""Make the groups for comments on drafts: moderators and participation leads."""

from typing import Any

from django.core.management.base import BaseCommand

from draftcomments.actions.groups import make_groups


class Command(BaseCommand):
    help = "Make the groups for comments on drafts. A group that is there is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_groups()
        told = f"Groups made: {', '.join(made)}." if made else "Groups for feedback are there."
        self.stdout.write(told)
