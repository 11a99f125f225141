"""Check the links that editors typed: those within the site, and some of those to other sites."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from content.link_checking.checking import LIMIT, MINUTES, check_links, visitor
from content.models import TypedLink


class Command(BaseCommand):
    """For a scheduler, once a night. It stops by itself, and goes on from there the next time."""

    help = "Check links: all within the site, and those to other sites that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=LIMIT, help="How many links to other sites at most."
        )
        parser.add_argument("--minutes", type=float, default=MINUTES, help="How long at most.")

    def handle(self, *args: Any, limit: int, minutes: float, **options: Any) -> None:
        done = check_links(by=visitor(), limit=limit, minutes=minutes, told=self.tell)
        broken = TypedLink.objects.broken().count()
        self.stdout.write(
            f"Links: {done.links}, looked at {done.looked_at}, still due {done.left},"
            f" broken {broken}."
        )

    def tell(self, link: TypedLink) -> None:
        self.stdout.write(f"{link.problem}: {link.address}")
