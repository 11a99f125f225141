"""`manage.py restore`: puts a back-up in the place of what is there, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.backup_files import BackupError
from operations.restoring import bring_up_to_date, restore

NEXT = "manage.py prepare_site --no-login --no-progress, then make_downloads, and start the site."


class Command(BaseCommand):
    help = "Restores a back-up. Stop the web server first."
    # The database may have no table yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="Also where there is a site already."
        )
        parser.add_argument(
            "--without-backup",
            action="store_true",
            help="Do not back up what is there first: for a database that cannot be read any more.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            contents, safety = restore(
                archive=options["file"],
                replace=options["replace"],
                safety_folder=None if options["without_backup"] else settings.BACKUP_DIR,
            )
        except (BackupError, OSError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write(
            f"Restored the back-up of {contents.made}: {sum(contents.rows.values()):,} rows of"
            f" {len(contents.rows)} tables, {len(contents.files) - 1:,} uploads."
        )
        if safety:
            self.stdout.write(f"What was there before: {safety}")
        self.stdout.write("All sessions have ended.")
        self.bring_up_to_date()
        self.stdout.write(f"Next: {NEXT}")

    def bring_up_to_date(self) -> None:
        """The data are in their place by now, whatever fails here."""
        try:
            bring_up_to_date()
        except (CommandError, DatabaseError, OSError) as error:
            raise CommandError(
                "The back-up is restored, but it could not be brought up to date:"
                f" {error} When that is mended: manage.py migrate and rebuild_search, then {NEXT}"
            ) from error
