"""The file of a back-up: one archive with the database, what people uploaded, and a list of both."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

START, ENDING = "backup-", ".tar.gz"
LIST = "list.json"
MEDIA = "media"
# Made again by commands, or gone within the hour.
NOT_KEPT = ("downloads", "word-imports")
FORMAT = 1
A_MEGABYTE = 2**20
QUICK = 3


class BackupError(Exception):
    """A back-up cannot be made, or may not be restored. It says why in one line."""


@dataclass
class Contents:
    """What an archive holds. `rows` counts those of each table; `files` has the hash of each file."""

    engine: str
    made: str
    version: str
    migrations: list[str]
    rows: dict[str, int]
    has_media: bool
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def backups_in(folder: Path) -> list[Path]:
    """The back-ups of a folder, the newest first. Their names begin with the time."""
    if not folder.is_dir():
        return []
    return sorted(folder.glob(f"{START}*{ENDING}"), reverse=True)


def newest_backup(folder: Path) -> Path | None:
    return next(iter(backups_in(folder)), None)


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Delete all back-ups but the newest few, and nothing else; gives those that went."""
    old = backups_in(folder)[keep:]
    for file in old:
        file.unlink(missing_ok=True)
    return old


def media_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The uploads below a folder with their names in the archive; no link is followed."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        if here == folder:
            folders[:] = [name for name in folders if not is_left_out(name)]
        folders.sort()
        for name in sorted(names):
            file = here / name
            if file.is_file() and not file.is_symlink():
                yield f"{MEDIA}/{file.relative_to(folder).as_posix()}", file


def is_left_out(name: str) -> bool:
    return name in NOT_KEPT or name.startswith(".")


class Hashed:
    """A file that is read once, and whose hash is known afterwards."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.sum.update(data)
        return data


def write_archive(to: Path, contents: Contents, files: Iterable[tuple[str, Path]]) -> None:
    """Write an archive whole or not at all. Nobody else on the machine may read it."""
    part = to.with_name(f".{to.name}.part")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as raw:
            with (
                gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=QUICK) as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
            ):
                for name, file in files:
                    add(archive, contents, name, file)
                add_list(archive, contents)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def add(archive: tarfile.TarFile, contents: Contents, name: str, file: Path) -> None:
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        # Deleted by an editor since it was listed.
        return
    with opened:
        info = archive.gettarinfo(arcname=name, fileobj=opened)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        hashed = Hashed(opened)
        archive.addfile(info, hashed)
        contents.files[name] = hashed.sum.hexdigest()


def add_list(archive: tarfile.TarFile, contents: Contents) -> None:
    text = json.dumps(asdict(contents), indent=1, sort_keys=True).encode()
    info = tarfile.TarInfo(LIST)
    info.size = len(text)
    archive.addfile(info, BytesIO(text))


def unpack(archive: Path, into: Path) -> Contents:
    """Unpack an archive and compare every file with its hash. Raises `BackupError` if any differs."""
    try:
        with gzip.open(archive) as stream, tarfile.open(fileobj=stream) as packed:
            for member in packed:
                take_out(packed, member, into)
            # The sum of the whole stands at the very end, where tarfile does not look.
            while stream.read(A_MEGABYTE):
                pass
    except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
        raise BackupError(f"The file cannot be read ({type(error).__name__}).") from error
    contents = read_list(into / LIST)
    found = {
        file.relative_to(into).as_posix()
        for file in into.rglob("*")
        if file.is_file() and file != into / LIST
    }
    if wrong := found ^ contents.files.keys():
        raise BackupError(f"A file is missing or too much: {min(wrong)}.")
    for name, expected in contents.files.items():
        if hash_of(into / name) != expected:
            raise BackupError(f"A file is not as it was: {name}.")
    return contents


def take_out(packed: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    """Write one plain file. `extractall` takes a filter from Python 3.11.4 on; Debian 12 has 3.11.2."""
    to = into / member.name
    if not to.resolve().is_relative_to(into.resolve()):
        raise BackupError(f"It holds something that leads elsewhere: {member.name}.")
    if member.isdir():
        to.mkdir(parents=True, exist_ok=True)
        return
    source = packed.extractfile(member) if member.isreg() else None
    if source is None:
        raise BackupError(f"It holds something that is no plain file: {member.name}.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with source, to.open("xb") as written:
        shutil.copyfileobj(source, written)
    to.chmod(0o600 | member.mode & 0o755)


def read_list(file: Path) -> Contents:
    try:
        contents = Contents(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError("It is no back-up of this site: its list cannot be read.") from error
    if contents.format != FORMAT:
        raise BackupError(f"Its format is {contents.format}: this version reads {FORMAT}.")
    return contents


def hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
