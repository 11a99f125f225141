"""Write pages with all that they name into a file, to bring them to another installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import Progress

from moving.actions import send_out
from moving.refusals import NotMoved


class Command(BaseCommand):
    """Pages go with all that is below them. People, comments and history are left behind."""

    help = "Write pages, with all below them and all that they name, into a zip file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "pages", nargs="+", metavar="PAGE", help="An address such as /guidance/, or a number."
        )
        parser.add_argument("--to", required=True, type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="Take the latest draft of each page, also of pages that are not published.",
        )
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(disable=options["no_progress"], transient=True) as progress:
            task = progress.add_task("Pages", total=None)
            try:
                departure = send_out(
                    asked=options["pages"],
                    to=options["to"],
                    drafts=options["drafts"],
                    done=lambda: progress.advance(task),
                )
            except NotMoved as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"The file cannot be written: {error}") from error
        for note in departure.notes:
            self.stdout.write(f"  {note}")
        content = departure.content
        self.stdout.write(
            f"{options['to']}: {len(content['pages'])} pages, {len(content['records'])} records"
            f" that they name, {len(departure.files)} files."
        )
