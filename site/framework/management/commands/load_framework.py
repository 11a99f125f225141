"""Load the framework: the starter content, or official text from files."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import track

from framework.loading import load_records, read_records
from framework.official.applying import compare_with_stored, is_up_to_date, load_official_text
from framework.official.bringing import bring
from framework.official.files import LARGEST, File
from framework.official.standing import read_standing
from framework.official.telling import tell
from framework.official.text import EditionText, OfficialText, UnreadableTextError
from framework.official.writing_json import as_json

EDITION_OPTIONS = {
    "title": "Title of the edition.",
    "makers": "Who made it, as its notice names them.",
    "licence": "Name of its licence.",
    "licence_address": "Address of its licence.",
    "attribution": "The acknowledgement that its licence asks for.",
    "source": "Address where it was published.",
}


def day(said: str) -> date:
    """A day of the command line. Raises what argparse shows."""
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day is written like 2025-02-12") from error


class Command(BaseCommand):
    """Idempotent: a second run adds nothing, and keeps what editors changed."""

    help = (
        "Load the framework. Without files: the starter content, keeping editors' changes unless "
        "--update is given. With files (.html, .docx, .json): show what official text would change, "
        "and with --apply load it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="Files with official text.")
        parser.add_argument(
            "--update",
            action="store_true",
            help="Starter content: overwrite existing records; a changed wording is versioned.",
        )
        parser.add_argument("--no-progress", action="store_true")
        parser.add_argument(
            "--apply", action="store_true", help="Load the files. Without it nothing is changed."
        )
        parser.add_argument(
            "--map", type=Path, help="Pairs of statements to keep: lines such as old=new."
        )
        parser.add_argument(
            "--save", type=Path, help="First write the framework as it is to this JSON file."
        )
        parser.add_argument(
            "--wording",
            choices=["official", "adapted"],
            help="Whose words they are, where the files do not say.",
        )
        parser.add_argument("--edition-published-on", type=day, help="Day such as 2025-02-12.")
        for name, text in EDITION_OPTIONS.items():
            parser.add_argument(f"--edition-{name.replace('_', '-')}", default="", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        if path := options.get("save"):
            self.save(path)
        if options.get("files"):
            self.bring(**options)
        elif not path:
            self.load_starter_content(**options)

    def load_starter_content(self, **options: Any) -> None:
        loading = load_records(update=options["update"])
        total = len(read_records())
        steps = track(loading, "Framework", total, disable=options["no_progress"])
        created = sum(steps)
        self.stdout.write(f"Framework: {created} new of {total}.")

    def save(self, path: Path) -> None:
        text = as_json(read_standing().as_text())
        path.write_text(json.dumps(text, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.stdout.write(f"The framework as it is was written to {path.name}.")

    def bring(self, **options: Any) -> None:
        names = {name: options[f"edition_{name}"] for name in EDITION_OPTIONS}
        edition = EditionText(published_on=options["edition_published_on"], **names)
        try:
            text = self.read(**options)
            comparison, seen = compare_with_stored(text, edition)
        except UnreadableTextError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        for line in tell(comparison):
            self.stdout.write(line)
        if is_up_to_date(comparison):
            self.stdout.write("There is nothing to change.")
        elif options["apply"]:
            load_official_text(text=text, edition=edition, seen=seen, user=None)
            self.stdout.write("Loaded.")
            if comparison.new_parts:
                parts = ", ".join(comparison.new_parts)
                self.stdout.write(f"No page yet for {parts}: run load_guidance to make them.")
        else:
            self.stdout.write("Nothing was changed. Give --apply to load it.")

    def read(self, **options: Any) -> OfficialText:
        path = options["map"]
        return bring(
            [self.file(path) for path in options["files"]],
            wording=options["wording"] or "",
            pairs=self.written(path) if path else "",
            pairs_file=path.name if path else "",
        )

    def file(self, path: Path) -> File:
        """Not more of it than shows that it is too large."""
        try:
            with path.open("rb") as file:
                return File(path.name, file.read(LARGEST + 1))
        except OSError as error:
            raise CommandError(f"{path}: this file cannot be opened.") from error

    def written(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: this file cannot be read as text.") from error
