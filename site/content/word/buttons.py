"""The way into an import: a button of the page below which such a page can be made."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.word.importers import importer_below
from content.word.views import address_of_import


def import_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if page.pk and importer_below(page) and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            "Import from Word", url=address_of_import(page), icon_name="upload", priority=15
        )
