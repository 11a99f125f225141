"""Everything between an empty database and a site to look at: used by `make start`."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from config.roles import LEADS, MODERATORS
from pages.models import HomePage
from search.actions import listable_pages
from search.models import Entry, SearchDocument

LOADERS = (
    "load_taxonomy",
    "load_framework",
    "load_search_words",
    "load_pages",
    "load_case_studies",
    "load_guidance",
    "load_self_check",
)
MENU_ORDER = (
    "framework",
    "guidance",
    "case-studies",
    "self-check",
    "measures",
    "strategies",
    "glossary",
)
LOCAL_USER = "editor"


class Command(BaseCommand):
    """Migrate, load the starter content once, and print a log-in that works until the next start."""

    help = "Prepare a site for a first try: database, starter content, a one-off log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="Only for the address that is printed.")
        parser.add_argument("--no-login", action="store_true", help="Make no local log-in.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self.migrate()
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        if self.is_empty():
            # All or nothing: half a site would look like a whole one to the next start.
            with transaction.atomic():
                for loader in LOADERS:
                    call_command(loader, no_progress=options["no_progress"], stdout=self.stdout)
                self.put_menu_in_order()
        else:
            self.stdout.write("Starter content is there already: nothing was changed.")
        call_command("make_roles", stdout=self.stdout)
        self.complete_search(no_progress=options["no_progress"])
        if not options["no_login"]:
            self.print_login(options["port"])

    def migrate(self) -> None:
        """Run only what is missing: planning costs a fraction of running `migrate`."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the database (about half a minute, once) …")
            call_command("migrate", verbosity=0, interactive=False)

    def complete_search(self, *, no_progress: bool) -> None:
        """After a new version, or a run that was cut short, pages or records may have no row."""
        if SearchDocument.objects.count() >= listable_pages().count() and Entry.objects.exists():
            return
        try:
            call_command("rebuild_search", no_progress=no_progress, stdout=self.stdout)
        except CommandError as error:
            # The database has every row now, and answers until the engine does.
            self.stderr.write(str(error))

    def is_empty(self) -> bool:
        return not HomePage.objects.exists()

    def put_menu_in_order(self) -> None:
        """The menu follows the order of pages, not the order in which they were loaded."""
        home = Page.objects.get(depth=2, slug="home")
        for slug in reversed(MENU_ORDER):
            home.refresh_from_db()
            home.get_children().get(slug=slug).move(home, pos="first-child")

    def print_login(self, port: str) -> None:
        if not getattr(settings, "LOCAL_LOGIN", False):
            raise CommandError("A local log-in is for development only: use --no-login.")
        password = secrets.token_urlsafe(15)
        user, _ = get_user_model().objects.get_or_create(
            username=LOCAL_USER, defaults={"is_staff": True, "is_superuser": True}
        )
        user.set_password(password)
        user.save(update_fields=["password"])
        user.groups.add(*Group.objects.filter(name__in=[MODERATORS, LEADS]))
        self.stdout.write(
            f"\n  The site:   http://127.0.0.1:{port}/"
            f"\n  For editors: http://127.0.0.1:{port}/admin/"
            f"\n  Log in as “{LOCAL_USER}” with the password {password}"
            "\n  (made for this start; the next start makes a new one)\n"
        )
