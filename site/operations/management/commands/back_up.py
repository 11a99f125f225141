"""`manage.py back_up`: the database and the uploads in one file, while the site runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations.backing_up import make_backup
from operations.backup_files import BackupError, prune

MEGABYTE = 1024**2


class Command(BaseCommand):
    help = "Makes a back-up of the database and the uploads, and deletes the oldest ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="The folder. Default: BACKUP_DIR.")
        parser.add_argument(
            "--keep",
            type=int,
            default=14,
            help="How many to keep, the new one included; 0 for all.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        folder = options["to"] or settings.BACKUP_DIR
        try:
            file, contents = make_backup(folder=folder)
        except (BackupError, OSError) as error:
            raise CommandError(f"No back-up was made. {error}") from error
        size = file.stat().st_size / MEGABYTE
        self.stdout.write(
            f"{file}\n{size:,.1f} MB: {sum(contents.rows.values()):,} rows of"
            f" {len(contents.rows)} tables, {len(contents.files) - 1:,} uploads."
        )
        if not contents.has_media:
            self.stdout.write("Uploads are kept by another service: back them up there.")
        self.stdout.write("SECRET_KEY and CONTACT_KEYS are not in it: keep them in another place.")
        if options["keep"] > 0 and (gone := prune(folder, keep=options["keep"])):
            self.stdout.write(f"Deleted {len(gone)} older back-ups.")
