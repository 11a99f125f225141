"""Make the groups and the workflow of the table of roles."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from config.actions import Outcome, make_roles


class Command(BaseCommand):
    help = "Make the groups and the workflow of docs/roles.md. What is there is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="Give every group what the table says, no more."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not Site.objects.filter(is_default_site=True).exists():
            raise CommandError("There is no site yet: run prepare_site first.")
        for outcome in make_roles(reset=options["reset"]):
            self.tell(outcome)
        if options["dry_run"]:
            transaction.set_rollback(True)
            self.stdout.write("This was a dry run: nothing was changed.")

    def tell(self, outcome: Outcome) -> None:
        self.stdout.write(f"{outcome.name}: {'made' if outcome.changed else 'there already'}.")
        for words, names in (("lacks", outcome.lacks), ("also has", outcome.beyond)):
            if names:
                self.stdout.write(f"  {words} {', '.join(sorted(names))}")
