"""Bring pages in that `export_content` wrote into a file on another installation."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from moving.actions import bring_in
from moving.outcome import Fate, Outcome
from moving.parcel import Parcel, read_parcel
from moving.refusals import NotMoved

WIDTH = 110
DRY = "This was a dry run: nothing was changed. Use --apply to bring it in."


class Command(BaseCommand):
    """Without --apply nothing is written. With it, all is written or nothing."""

    help = (
        "Bring pages in from a file that export_content wrote. A dry run, unless --apply is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--apply", action="store_true", help="Write it, whole or not at all.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish what the checks let through."
        )
        parser.add_argument(
            "--add-records",
            action="store_true",
            help="Add records that pages name and that are missing here. None is ever changed.",
        )
        parser.add_argument(
            "--match-addresses",
            action="store_true",
            help="Take a page of the same kind at the same address for the same page.",
        )
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            parcel = read_parcel(options["file"])
            outcome = self.bring_in(parcel, options)
        except NotMoved as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Made on {parcel.made_on} at {parcel.site or 'another installation'}.")
        if outcome.lines:
            self.stdout.write(drawn(outcome))
        for added in outcome.added:
            self.stdout.write(f"  New: {added}")
        if outcome.stops:
            raise CommandError("\n".join([*outcome.stops, "Nothing was changed."]))
        counts = ", ".join(f"{outcome.count(fate)} {fate}" for fate in Fate if outcome.count(fate))
        self.stdout.write(f"Pages: {counts}.")
        if not options["apply"]:
            self.stdout.write(DRY)

    def bring_in(self, parcel: Parcel, options: dict[str, Any]) -> Outcome:
        with Progress(disable=options["no_progress"], transient=True) as progress:
            task = progress.add_task("Pages", total=len(parcel.pages))
            return bring_in(
                parcel=parcel,
                apply=options["apply"],
                publish=options["publish"],
                add_records=options["add_records"],
                match_addresses=options["match_addresses"],
                done=lambda: progress.advance(task),
            )


def drawn(outcome: Outcome) -> str:
    """The pages as a table of plain characters."""
    table = Table("Page", "Kind", "What happens", "Notes")
    for line in outcome.lines:
        cells = (line.address, line.kind, line.fate, "\n".join(line.notes))
        table.add_row(*(Text(cell) for cell in cells))
    console = Console(file=StringIO(), width=WIDTH)
    with console.capture() as capture:
        console.print(table)
    return capture.get()
