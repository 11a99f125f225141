"""Load the questions of the self-check, and make the page where it starts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from content.loading import page_body, page_sources, place_page, read_content, site_home
from selfcheck.models import SelfCheckStartPage
from selfcheck.question_loading import load_questions, read_questions

CONTENT_FILE = "site/pages/content/self_check_start.toml"


class Command(BaseCommand):
    help = "Load the questions and the start page of the self-check. What is there is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--update", action="store_true", help="Overwrite questions and page with their files."
        )
        parser.add_argument(
            "--no-progress",
            action="store_true",
            help="As for the other loaders: this one is done at once.",
        )

    @transaction.atomic
    def handle(self, *args: Any, update: bool, **options: Any) -> None:
        content = read_content(settings.BASE_DIR / CONTENT_FILE)
        start = SelfCheckStartPage(
            title=content["title"],
            slug=content["slug"],
            summary=content["summary"],
            body=page_body(content),
            sources=page_sources(content),
            show_in_menus=True,
        )
        _, new = place_page(parent=site_home(), page=start, update=update)
        self.stdout.write("Self-check: " + ("made." if new else "updated." if update else "kept."))
        added = load_questions(update=update)
        self.stdout.write(f"Questions: {added} new of {len(read_questions())}.")
