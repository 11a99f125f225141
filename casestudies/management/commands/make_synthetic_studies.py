"""Make any number of made-up case studies, to try the site at scale; or remove them all."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import Progress
from wagtail.models import Page

from casestudies.bulk import delete_studies, insert_studies
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from casestudies.synthetic import MADE_BY_US, MOST_STUDIES, synthetic_study


class Command(BaseCommand):
    """Idempotent: a second run adds only what is missing. Never on a site that is open to people."""

    help = "Make made-up case studies, marked as such, to try the site at scale. Or --remove them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "number", type=int, nargs="?", default=0, help=f"How many: 1 to {MOST_STUDIES}."
        )
        parser.add_argument("--seed", type=int, default=1, help="Another seed, other stories.")
        parser.add_argument("--remove", action="store_true", help="Delete all that were made.")
        parser.add_argument("--no-progress", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.remove(options["no_progress"])
        else:
            self.make(options["number"], options["seed"], options["no_progress"])

    def make(self, number: int, seed: int, no_progress: bool) -> None:
        if not getattr(settings, "LOCAL_LOGIN", False):
            raise CommandError("Made-up studies are for development only, not for a public site.")
        if not 1 <= number <= MOST_STUDIES:
            raise CommandError(f"Say how many studies there should be: 1 to {MOST_STUDIES}.")
        contents = (synthetic_study(at, seed) for at in range(1, number + 1))
        created = 0
        with Progress(disable=no_progress) as progress:
            task = progress.add_task("Made-up studies", total=number)
            for size, new in insert_studies(parent=self.index_page(), contents=contents):
                created += new
                progress.advance(task, size)
        self.stdout.write(f"Made-up studies: {created} new of {number}.")

    def remove(self, no_progress: bool) -> None:
        studies = CaseStudyPage.objects.filter(MADE_BY_US)
        total = studies.count()
        with Progress(disable=no_progress) as progress:
            task = progress.add_task("Removing", total=total)
            for gone in delete_studies(studies=studies):
                progress.advance(task, gone)
        self.stdout.write(f"Made-up studies: {total} removed.")

    def index_page(self) -> Page:
        index = CaseStudyIndexPage.objects.first()
        if index is None:
            raise CommandError("There is no index page yet: run `manage.py load_case_studies`.")
        return index
