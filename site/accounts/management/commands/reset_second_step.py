"""Takes somebody's second step away, where no administrator can log in to do it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import reset_second_factor
from accounts.models import User


class Command(BaseCommand):
    """They set up a new one at their next log-in. The history of the site keeps the reason."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The name that they log in with.")
        parser.add_argument("--reason", required=True, help="Why, for the history of the site.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"Nobody is called {options['name']}.")
        reset_second_factor(user=user, by=None, reason=options["reason"])
        self.stdout.write(f"{user} sets up a new second step at the next log-in.")
