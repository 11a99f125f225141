"""How a file is given out: by the proxy, by this process, or not while the storage is away."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from pages.models import HomePage
from tests.uploads.places import (
    a_document,
    a_picture,
    address_of,
    content_of,
    figure,
    page_with,
    words_with,
)


@pytest.fixture
def by_proxy(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.SEND_FILES_BY_PROXY = True
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "uploads.storage.DiskStorage"},
    }
    return tmp_path


def test_the_proxy_is_told_where_a_file_is_and_how_to_show_it(
    by_proxy: Path, client: Client, home_page: HomePage
) -> None:
    document = a_document(name="Plan für alle.pdf")
    page_with(home_page, words_with(document))
    response = client.get(document.url)
    place = response.headers["X-Accel-Redirect"]
    assert place.startswith("/_media/documents/Plan_f%C3%BCr_alle")
    assert response.content == b""
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert client.get(place).status_code == 404


def test_the_proxy_is_told_of_nothing_that_is_hidden(
    by_proxy: Path, client: Client, home_page: HomePage
) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    assert "X-Accel-Redirect" in client.get(address_of(image)).headers
    page.unpublish()
    refused = client.get(address_of(image))
    assert refused.status_code == 404
    assert "X-Accel-Redirect" not in refused.headers


def test_without_a_proxy_the_site_sends_the_same_file(
    by_proxy: Path, settings: Any, client: Client, home_page: HomePage
) -> None:
    settings.SEND_FILES_BY_PROXY = False
    image = a_picture()
    page_with(home_page, figure(image))
    rendition = image.get_rendition("width-960")
    assert content_of(client.get(rendition.url)) == Path(rendition.file.path).read_bytes()


class AwayStorage(FileSystemStorage):
    """A network disk that does not answer."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        raise TimeoutError(name)


def test_while_the_storage_is_away_people_are_asked_to_come_back(
    by_proxy: Path, settings: Any, client: Client, home_page: HomePage
) -> None:
    image = a_picture()
    page_with(home_page, figure(image))
    address = address_of(image)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.{AwayStorage.__name__}"},
    }
    response = client.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "no-store" in response.headers["Cache-Control"]
