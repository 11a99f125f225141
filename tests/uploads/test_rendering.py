"""Pictures are made when a page is published, and references are known though tasks wait."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, ReferenceIndex

from config.env import BASE_DIR
from pages.models import HomePage
from tests.conftest import Commits
from tests.uploads.places import a_picture, figure, page_with
from uploads.rendering import SIZES_ON_PAGES, make_pictures

WAITING_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_publishing_makes_the_size_that_pages_show(
    home_page: HomePage, client: Client, committed: Commits
) -> None:
    image, page = a_picture(), page_with(home_page, live=False)
    page.body = page.body.stream_block.to_python([figure(image)])
    with committed():
        page.save_revision().publish()
    assert [made.filter_spec for made in image.renditions.all()] == list(SIZES_ON_PAGES)
    before = set(image.renditions.values_list("pk", flat=True))
    assert client.get(page.url).status_code == 200
    assert set(image.renditions.values_list("pk", flat=True)) == before


def test_templates_ask_for_the_sizes_that_are_made() -> None:
    figure_template = (BASE_DIR / "templates/content/blocks/figure.html").read_text()
    assert all(f"image {size} as" in figure_template for size in SIZES_ON_PAGES)


def test_a_lost_picture_stops_no_publication(home_page: HomePage, committed: Commits) -> None:
    image = a_picture()
    image.file.storage.delete(image.file.name)
    page = page_with(home_page, figure(image), live=False)
    with committed():
        page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).live
    assert make_pictures.func(page.pk) == 1
    assert not image.renditions.exists()


@pytest.mark.parametrize("waits", [True, False])
def test_readers_see_a_new_picture_at_once_though_tasks_wait(
    home_page: HomePage, client: Client, settings: Any, waits: bool
) -> None:
    image, page = a_picture(), page_with(home_page)
    address = image.get_rendition("width-960").url
    if waits:
        settings.TASKS = WAITING_TASKS
    for blocks, status in (([figure(image)], 200), ([], 404)):
        page.body = page.body.stream_block.to_python(blocks)
        page.save_revision().publish()
        assert client.get(address).status_code == status
    assert not ReferenceIndex.get_references_to(image).exists()
