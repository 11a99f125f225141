"""Rehearses the back-up: python -m tests.proof.restore_drill --help.

Fills a scratch site, backs it up, restores it elsewhere, and compares every row, every upload, 20
pages byte by byte, and a log-in. Then the controls: a back-up with one changed byte, and one of
which a file is missing, have to be refused; a changed row and a missing upload have to be found.
Exits 1 on any miss.
"""

import argparse
import json
import secrets
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.places import ROOT, Place, Places, places_at
from tests.bench.tables import table

Told = dict[str, dict[str, Any]]
PARTS = ("tables", "uploads", "pages", "log-in")
CHANGE_A_ROW = (
    "import django; django.setup();"
    "from draftcomments.models import Item; item = Item.objects.first();"
    "Item.objects.filter(pk=item.pk).update(words=item.words + ' More.')"
)


@dataclass
class Drill:
    places: Places
    password: str
    database: str

    def environment(self, place: Place) -> dict[str, str]:
        # The second step of a log-in is tested elsewhere: here it is the password that has to work.
        return place.environment | {"REQUIRE_SECOND_FACTOR": "false"}

    def run(self, place: Place, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment(place),
            check=False,
            capture_output=True,
            text=True,
        )

    def must(self, place: Place, *command: str) -> str:
        done = self.run(place, *command)
        if done.returncode:
            sys.exit(f"Stopped: {' '.join(command[:3])} failed.\n{done.stderr[-2000:]}")
        return done.stdout

    def fingerprint(self, place: Place) -> Told:
        told: Told = json.loads(self.must(place, "-m", "tests.proof.drill_print", self.password))
        return told

    def elsewhere(self, name: str) -> Place:
        """A place with nothing in it: no folder, and an empty database."""
        place = self.places.place(name)
        place.folder.mkdir()
        if place.database:
            self.places.create_database(place.database.rpartition("/")[2])
        return place


def differences(expected: Told, found: Told) -> dict[str, list[str]]:
    """For each part, the names of what differs, is missing, or is too much."""
    return {
        part: sorted(
            name
            for name in expected[part].keys() | found[part].keys()
            if expected[part].get(name) != found[part].get(name)
        )
        for part in PARTS
    }


def spoiled(archive: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The same back-up with one byte changed, and with one upload missing."""
    changed = folder / "changed.tar.gz"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    yield "one byte of the back-up changed", changed
    missing = folder / "missing.tar.gz"
    with tarfile.open(archive) as whole, tarfile.open(missing, "w:gz") as less:
        gone = next(member.name for member in whole if member.name.startswith("media/"))
        for member in whole:
            if member.name != gone:
                less.addfile(member, whole.extractfile(member))
    yield "one upload missing in the back-up", missing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="", help="A PostgreSQL; SQLite without it.")
    arguments = parser.parse_args()
    with places_at(arguments.database_url) as places:
        drill = Drill(places, secrets.token_urlsafe(20), arguments.database_url)
        rows = list(rehearse(drill))
    engine = "PostgreSQL" if arguments.database_url else "SQLite"
    sys.stdout.write(f"## Restore drill, {engine}\n\n")
    sys.stdout.write(table(["What", "How many", "Differ", "Verdict"], rows) + "\n")
    return int(any(row[-1] != "met" for row in rows))


def rehearse(drill: Drill) -> Iterator[tuple[str, ...]]:
    first = drill.places.prepared()
    drill.must(first, "-m", "tests.proof.drill_content", drill.password)
    began = time.monotonic()
    archive = Path(drill.must(first, "manage.py", "back_up").splitlines()[0])
    backed_up = time.monotonic() - began
    expected = drill.fingerprint(first)
    second = drill.elsewhere("second")
    began = time.monotonic()
    drill.must(second, "manage.py", "restore", str(archive))
    restored = time.monotonic() - began
    drill.must(second, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    found = drill.fingerprint(second)
    different = differences(expected, found)
    for part in PARTS:
        verdict = "met" if not different[part] and expected[part] else "**missed**"
        yield part, str(len(expected[part])), ", ".join(different[part]) or "0", verdict
    works = found["log-in"]["works"] == "True"
    yield "log-in works after the restore", "1", "", met(works)
    waiting = [expected["counts"]["mail"], found["counts"]["mail"]]
    yield "mail that waited does not go again", "1", "", met(waiting == [1, 0])
    yield "back-up, seconds", f"{backed_up:.0f}", "", "met"
    yield "restore, seconds", f"{restored:.0f}", "", "met"
    yield from controls(drill, second, archive, expected)


def controls(
    drill: Drill, second: Place, archive: Path, expected: Told
) -> Iterator[tuple[str, ...]]:
    """What has to be refused or found; if it is not, the drill proves nothing."""
    refused = drill.run(second, "manage.py", "restore", str(archive))
    yield "control: a site that is there is not written over", "1", "", met(refused.returncode != 0)
    empty = drill.elsewhere("third")
    for words, file in spoiled(archive, second.folder):
        done = drill.run(empty, "manage.py", "restore", str(file))
        told = "Nothing was changed." in done.stderr
        yield f"control: {words} is refused", "1", "", met(done.returncode != 0 and told)
    drill.must(second, "-c", CHANGE_A_ROW)
    upload = next(name for name in expected["uploads"] if "original_images" in name)
    (second.folder / upload).unlink()
    different = differences(expected, drill.fingerprint(second))
    # The log-in of the first look has left its traces too.
    item = "draftcomments_item" in different["tables"]
    yield "control: one changed row is found", "1", ", ".join(different["tables"]), met(item)
    yield "control: one missing upload is found", "1", "", met(different["uploads"] == [upload])
    drill.must(second, "manage.py", "restore", str(archive), "--replace")
    again = differences(expected, drill.fingerprint(second))
    yield "restored over it with --replace: all as before", "1", "", met(not any(again.values()))


def met(value: Any) -> str:
    return "met" if value else "**missed**"


if __name__ == "__main__":
    sys.exit(main())
