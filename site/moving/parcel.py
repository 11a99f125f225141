"""The file that carries content from one installation to another: written here, read with suspicion."""

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, NoReturn
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from moving.refusals import NotMoved
from moving.shapes import CONTENT, MANIFEST, NAME_OF_A_FILE, check_shape

FORMAT = "engagement-framework-content"
VERSION = 1
MANIFEST_NAME = "manifest.json"
CONTENT_NAME = "content.json"
MEGABYTE = 1024 * 1024
MOST_FILES = 2_000
LARGEST_TEXT = 50 * MEGABYTE
LARGEST_FILE = 20 * MEGABYTE
LARGEST_WHOLE = 1_000 * MEGABYTE
CHUNK = 256 * 1024
UNREADABLE = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is in a file whose every part has been checked against its sum."""

    path: Path
    made_on: str
    site: str
    pages: list[dict[str, Any]]
    places: dict[str, dict[str, Any]]
    records: dict[str, dict[str, Any]]
    media: dict[str, dict[str, Any]]

    def read(self, name: str) -> bytes:
        """The bytes of a picture or a document."""
        with ZipFile(self.path) as archive:
            return archive.read(name)


def write_parcel(
    path: Path, *, made_on: str, site: str, content: dict[str, Any], files: dict[str, IO[bytes]]
) -> None:
    """Write the file whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
            text = json.dumps(content, ensure_ascii=False, indent=1).encode()
            archive.writestr(CONTENT_NAME, text)
            sums = {CONTENT_NAME: sha256(text).hexdigest()}
            for name, source in files.items():
                data = source.read()
                archive.writestr(name, data)
                sums[name] = sha256(data).hexdigest()
            manifest = {
                "format": FORMAT,
                "version": VERSION,
                "made_on": made_on,
                "site": site,
                "sums": sums,
            }
            archive.writestr(MANIFEST_NAME, json.dumps(manifest, indent=1))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_parcel(path: Path) -> Parcel:
    """What a file brings. Raises `NotMoved` where anything about it is not as we write it."""
    try:
        with ZipFile(path) as archive:
            entries = entries_of(archive)
            manifest = read_manifest(archive, entries)
            for name, expected in manifest["sums"].items():
                check_sum(archive, entries[name], expected)
            content = read_json(archive, entries[CONTENT_NAME])
    except UNREADABLE as error:
        raise NotMoved("This is no zip file that can be read, or it is damaged.") from error
    check_shape(content, CONTENT)
    for reference, medium in content["media"].items():
        if medium["file"] not in manifest["sums"]:
            raise NotMoved(f"The file of “{reference[:80]}” is missing.")
    return Parcel(path=path, made_on=manifest["made_on"], site=manifest["site"], **content)


def entries_of(archive: ZipFile) -> dict[str, ZipInfo]:
    """What is in the zip, by name. Nothing has been unpacked yet, and nothing is ever put on disk
    under a name that stands in the file."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        refuse(f"There are more than {MOST_FILES} files in it.")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        refuse("It is too large when it is unpacked.")
    for entry in entries:
        check_entry(entry)
    by_name = {entry.filename: entry for entry in entries}
    if len(by_name) != len(entries):
        refuse("Two files in it have the same name.")
    return by_name


def check_entry(entry: ZipInfo) -> None:
    is_text = entry.filename in {MANIFEST_NAME, CONTENT_NAME}
    if not is_text and not NAME_OF_A_FILE.fullmatch(entry.filename):
        refuse(f"It has a file that does not belong there: {entry.filename[:80]!r}.")
    if entry.file_size > (LARGEST_TEXT if is_text else LARGEST_FILE):
        refuse(f"{entry.filename} is too large.")


def read_manifest(archive: ZipFile, entries: dict[str, ZipInfo]) -> dict[str, Any]:
    if MANIFEST_NAME not in entries:
        refuse("It has no manifest, so it was not made by “export_content”.")
    manifest = read_json(archive, entries[MANIFEST_NAME])
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        refuse("It was not made by “export_content”.")
    if manifest.get("version") != VERSION:
        refuse(f"It was made by another version. This one reads version {VERSION}.")
    check_shape(manifest, MANIFEST)
    if set(manifest["sums"]) != set(entries) - {MANIFEST_NAME} or CONTENT_NAME not in entries:
        refuse("What is in it is not what its manifest lists.")
    sums: dict[str, Any] = manifest
    return sums


def check_sum(archive: ZipFile, entry: ZipInfo, expected: str) -> None:
    """Read in pieces, and never more than the entry says that it holds."""
    digest = sha256()
    with archive.open(entry) as source:
        while piece := source.read(CHUNK):
            digest.update(piece)
    if digest.hexdigest() != expected:
        refuse(f"{entry.filename} is not what was packed: its checksum differs.")


def read_json(archive: ZipFile, entry: ZipInfo) -> Any:
    try:
        return json.loads(archive.read(entry), parse_constant=refuse_number)
    except (ValueError, RecursionError) as error:
        raise NotMoved(f"{entry.filename} cannot be read.") from error


def refuse_number(name: str) -> NoReturn:
    raise ValueError(name)


def refuse(why: str) -> NoReturn:
    raise NotMoved(f"This file cannot be used. {why}")
