"""Puts a back-up in the place of what is there: beside first, then all at once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from operations.backing_up import make_backup, media_folder
from operations.backup_files import MEDIA, BackupError, Contents, is_left_out, unpack
from operations.database_copies import DatabaseCopies, database_copies
from operations.models import OutgoingMail
from operations.purging import purge


def restore(*, archive: Path, replace: bool, safety_folder: Path | None) -> tuple[Contents, str]:
    """Restore an archive; gives what it held, and the back-up of what was there before, if any.

    `bring_up_to_date` has to follow.

    Raises `BackupError` before anything is changed when the file is damaged or of another kind,
    or when there is something already and `replace` is false.
    """
    copies, media = database_copies(), media_folder()
    is_empty = copies.is_empty() and not uploads_in(media)
    if not is_empty and not replace:
        raise BackupError("There is a site already. With --replace, the back-up takes its place.")
    place = media or Path(tempfile.gettempdir())
    place.mkdir(parents=True, exist_ok=True)
    # What cannot be cleared away afterwards lies there unseen: the restore itself is done by then.
    with tempfile.TemporaryDirectory(
        prefix=".restore-", dir=place, ignore_cleanup_errors=True
    ) as scratch:
        unpacked = Path(scratch) / "new"
        unpacked.mkdir()
        contents = unpack(archive, unpacked)
        refuse_foreign(contents, copies)
        safety = ""
        if safety_folder and not is_empty:
            safety = str(make_backup(folder=safety_folder)[0])
        with swapped_uploads(media if contents.has_media else None, unpacked / MEDIA, scratch):
            copies.put_back(unpacked / copies.name, contents.rows)
    return contents, safety


def refuse_foreign(contents: Contents, copies: DatabaseCopies) -> None:
    if contents.engine != copies.engine:
        raise BackupError(f"It is of {contents.engine}, and this site uses {copies.engine}.")
    known = MigrationLoader(None).disk_migrations or {}
    unknown = set(contents.migrations) - {f"{app}.{name}" for app, name in known} - replaced(known)
    if unknown:
        raise BackupError(
            f"It was made by a newer version of the site, which has {min(unknown)}:"
            " get that version first."
        )


def replaced(known: object) -> set[str]:
    """Names of migrations that one of today stands for."""
    migrations = known.values() if isinstance(known, dict) else ()
    return {f"{app}.{name}" for migration in migrations for app, name in migration.replaces}


def uploads_in(media: Path | None) -> list[Path]:
    if media is None or not media.is_dir():
        return []
    return [path for path in media.iterdir() if not path.name.startswith(".")]


@contextmanager
def swapped_uploads(media: Path | None, new: Path, scratch: str) -> Iterator[None]:
    """New uploads in the place of the old within this block; after an error all is as it was.

    What is renamed stays on one disk, so this takes no time and no room. The folder itself stays:
    it may be a disk of its own.
    """
    if media is None:
        yield
        return
    old = Path(scratch) / "old"
    old.mkdir()
    done: list[tuple[Path, Path]] = []
    try:
        for path in uploads_in(media):
            move(path, old / path.name, done)
        for path in sorted(new.iterdir()) if new.is_dir() else []:
            if not is_left_out(path.name):
                move(path, media / path.name, done)
        yield
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


def move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    done.append((source, target))


def bring_up_to_date() -> None:
    """Bring the restored database to this version; what was kept of the old one is forgotten.

    So is mail that waited when the back-up was made: it was sent since, or this is a copy of the site
    that must write to nobody.
    """
    connection.close()
    call_command("migrate", interactive=False, verbosity=0)
    OutgoingMail.objects.all().delete()
    for kept in caches.all():
        kept.clear()
    purge()
    call_command("rebuild_search", no_progress=True)
