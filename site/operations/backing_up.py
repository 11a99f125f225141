"""Makes a back-up of the whole site while it runs: one file."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations.backup_files import ENDING, START, Contents, media_files, write_archive
from operations.database_copies import database_copies
from operations.version import revision


def make_backup(*, folder: Path) -> tuple[Path, Contents]:
    """Copy the database and then the uploads into one archive; gives it and what it holds.

    In this order every upload that the database speaks of is there, unless an editor deletes it
    in between.
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    copies = database_copies()
    media = media_folder()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as scratch:
        database = Path(scratch) / copies.name
        rows = copies.copy_to(database)
        contents = Contents(
            engine=copies.engine,
            made=now.isoformat(timespec="seconds"),
            version=settings.SITE_VERSION or revision(settings.BASE_DIR),
            migrations=applied_migrations(),
            rows=rows,
            has_media=media is not None,
        )
        files = [(copies.name, database), *(media_files(media) if media else [])]
        to = folder / f"{START}{now:%Y-%m-%d-%H%M%S-%f}{ENDING}"
        write_archive(to, contents, files)
    return to, contents


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def media_folder() -> Path | None:
    """Where uploads lie; None where another service keeps them, and has back-ups of its own."""
    if isinstance(storages["default"], FileSystemStorage):
        return Path(settings.MEDIA_ROOT)
    return None
