"""The home page and the standard pages as they are made first."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from pages.models import HomePage
from search.actions import listable_pages
from search.models import SearchDocument


@pytest.fixture
def empty_site(db: None) -> None:
    """As after the first migration: Wagtail's page of welcome, and a site that serves it."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth__gt=1).order_by("-depth"):
        page.delete()
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


@pytest.mark.usefixtures("empty_site")
def test_every_page_is_found_as_soon_as_it_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_pages", "--no-progress")
    assert capsys.readouterr().out == "Pages: 8 new of 8.\n"
    found = set(SearchDocument.objects.values_list("page", flat=True))
    assert found == set(listable_pages().values_list("pk", flat=True))
    assert SearchDocument.objects.get(page=HomePage.objects.get()).url == "/"


@pytest.mark.usefixtures("empty_site")
def test_a_second_run_adds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        call_command("load_pages", "--no-progress")
    assert capsys.readouterr().out.splitlines()[-1] == "Pages: 0 new of 8."
