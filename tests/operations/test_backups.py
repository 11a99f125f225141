"""A back-up is whole or it is refused, and a restore happens whole or not at all."""

import gzip
import os
import sqlite3
import tarfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operations.backing_up import make_backup
from operations.backup_files import (
    BackupError,
    Contents,
    backups_in,
    media_files,
    prune,
    unpack,
    write_archive,
)
from operations.database_copies import SQLiteCopies, checks
from operations.restoring import refuse_foreign, swapped_uploads
from pages.models import HomePage

FILES = {"original_images/a.png": b"picture", "documents/b.pdf": b"paper"}
NOT_KEPT = {"downloads/c.docx": b"made again", "word-imports/d": b"encrypted", ".restore-x/e": b"x"}


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    for name, data in (FILES | NOT_KEPT).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def contents(**fields: Any) -> Contents:
    given = {"engine": "sqlite", "made": "", "version": "", "migrations": [], "rows": {}}
    return Contents(**{**given, "has_media": True, **fields})


@pytest.fixture
def archive(tmp_path: Path, media: Path) -> Path:
    to = tmp_path / "backup-2026-01-01.tar.gz"
    write_archive(to, contents(), media_files(media))
    return to


def test_what_was_uploaded_comes_back_and_what_is_made_again_stays_out(
    archive: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    told = unpack(archive, into)
    assert told.files.keys() == {f"media/{name}" for name in FILES}
    for name, data in FILES.items():
        assert (into / "media" / name).read_bytes() == data
    assert archive.stat().st_mode & 0o077 == 0


def rewritten(archive: Path, *, without: str = "", more: str = "") -> Path:
    to = archive.with_name("rewritten.tar.gz")
    with tarfile.open(archive) as whole, tarfile.open(to, "w:gz") as other:
        for member in whole:
            if member.name != without:
                other.addfile(member, whole.extractfile(member))
        if more:
            other.addfile(tarfile.TarInfo(more))
    return to


@pytest.mark.parametrize(
    "how", [{"without": "media/documents/b.pdf"}, {"without": "list.json"}, {"more": "media/more"}]
)
def test_a_file_too_few_or_too_many_is_refused(
    archive: Path, tmp_path: Path, how: dict[str, str]
) -> None:
    with pytest.raises(BackupError):
        unpack(rewritten(archive, **how), tmp_path / "into")


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside"])  # noqa: S108 - refused
def test_nothing_is_written_outside_of_its_folder(archive: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupError):
        unpack(rewritten(archive, more=name), tmp_path / "a" / "into")
    assert not (tmp_path / "a" / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_pipes_are_refused(archive: Path, tmp_path: Path, kind: bytes) -> None:
    to = archive.with_name("linked.tar.gz")
    with tarfile.open(archive) as whole, tarfile.open(to, "w:gz") as other:
        for member in whole:
            other.addfile(member, whole.extractfile(member))
        link = tarfile.TarInfo("media/original_images/link")
        link.type, link.linkname = kind, "media/documents/b.pdf"
        if kind == tarfile.SYMTYPE:
            link.linkname = "nowhere"
        other.addfile(link)
    with pytest.raises(BackupError, match="no plain file"):
        unpack(to, tmp_path / "into")


def test_whoever_could_read_an_upload_can_read_it_again(
    archive: Path, media: Path, tmp_path: Path
) -> None:
    name = next(iter(FILES))
    before = os.umask(0o077)
    try:
        unpack(archive, tmp_path / "into")
    finally:
        os.umask(before)
    modes = [(folder / name).stat().st_mode & 0o777 for folder in (media, tmp_path / "into/media")]
    assert modes[0] == modes[1] == 0o644


def test_half_a_file_is_refused(archive: Path, tmp_path: Path) -> None:
    data, half = archive.read_bytes(), tmp_path / "half"
    half.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupError):
        unpack(half, tmp_path / "into")


def test_a_changed_bit_is_refused_wherever_it_says_something(archive: Path, tmp_path: Path) -> None:
    data, changed = archive.read_bytes(), tmp_path / "changed"
    refused = 0
    for place in range(len(data) // 10, len(data), len(data) // 50):
        changed.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        if unpacked(changed) == gzip.decompress(data):
            continue
        with pytest.raises(BackupError):
            unpack(changed, tmp_path / f"into{place}")
        refused += 1
    assert refused > 20


def unpacked(file: Path) -> bytes:
    """What a compressed file holds; nothing where it is damaged. Some bits of one say nothing."""
    try:
        return gzip.decompress(file.read_bytes())
    except (OSError, EOFError, zlib.error):
        return b""


def test_only_the_oldest_backups_are_deleted(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"backup-2026-01-0{day}-020000.tar.gz").touch()
    (tmp_path / "of somebody else.tar.gz").touch()
    assert len(prune(tmp_path, keep=2)) == 3
    assert [file.name[:17] for file in backups_in(tmp_path)] == [
        "backup-2026-01-05",
        "backup-2026-01-04",
    ]
    assert (tmp_path / "of somebody else.tar.gz").exists()


def small_database(path: Path, *words: str) -> SQLiteCopies:
    with closing(sqlite3.connect(path)) as own:
        own.execute("PRAGMA journal_mode=WAL")
        own.execute("CREATE TABLE django_session (words)")
        own.execute("CREATE TABLE comment (words)")
        own.executemany("INSERT INTO comment VALUES (?)", [(word,) for word in words])
        own.execute("INSERT INTO django_session VALUES ('of an editor')")
        own.commit()
    return SQLiteCopies(path)


def rows_of(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as own:
        return [words for (words,) in own.execute(f"SELECT words FROM {table}")]  # noqa: S608 - ours


def test_a_database_comes_back_without_its_sessions(tmp_path: Path) -> None:
    here = small_database(tmp_path / "here", "one", "two")
    there = small_database(tmp_path / "there", "three")
    rows = here.copy_to(tmp_path / "copy")
    assert rows == {"comment": 2, "django_session": 1}
    there.put_back(tmp_path / "copy", rows)
    assert rows_of(there.path, "comment") == ["one", "two"]
    assert rows_of(there.path, "django_session") == []


def test_a_copy_with_a_row_too_few_changes_nothing(tmp_path: Path) -> None:
    here = small_database(tmp_path / "here", "one", "two")
    there = small_database(tmp_path / "there", "three")
    rows = here.copy_to(tmp_path / "copy")
    with pytest.raises(BackupError, match="comment should have 3 rows and has 2"):
        there.put_back(tmp_path / "copy", rows | {"comment": 3})
    assert rows_of(there.path, "comment") == ["three"]


def test_on_postgresql_rows_are_counted_within_the_transaction() -> None:
    (check,) = checks({"draft's": 3})
    assert 'count(*) FROM public."draft\'s") <> 3' in check
    assert "draft''s" in check


def test_uploads_are_as_before_when_the_database_fails(tmp_path: Path, media: Path) -> None:
    new = tmp_path / "new"
    (new / "documents").mkdir(parents=True)
    scratch = media / ".restore-1"
    scratch.mkdir()
    with pytest.raises(BackupError, match="refused"):
        swap_and_fail(media, new, scratch)
    for name, data in FILES.items():
        assert (media / name).read_bytes() == data


def swap_and_fail(media: Path, new: Path, scratch: Path) -> None:
    with swapped_uploads(media, new, str(scratch)):
        assert not (media / "original_images").exists()
        raise BackupError("The database refused.")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"engine": "postgresql"}, "uses sqlite"),
        ({"migrations": ["pages.9999_x"]}, "newer version"),
    ],
)
def test_what_this_version_cannot_read_is_refused(
    tmp_path: Path, fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(BackupError, match=words):
        refuse_foreign(contents(**fields), SQLiteCopies(tmp_path / "none"))


def test_a_site_that_is_there_is_never_written_over_unasked(
    home_page: HomePage, archive: Path
) -> None:
    with pytest.raises(CommandError, match="There is a site already"):
        call_command("restore", str(archive))
    assert HomePage.objects.exists()


def test_a_backup_of_this_database_has_all_its_rows(db: None, tmp_path: Path) -> None:
    file, told = make_backup(folder=tmp_path)
    unpacked = unpack(file, tmp_path / "into")
    assert unpacked.rows == told.rows
    assert told.rows["wagtailcore_page"] >= 1
    assert "operations.0001_outbox_and_jobs" in told.migrations
