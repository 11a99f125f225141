"""Where content is moved from, and where its files are put."""

from pathlib import Path
from typing import Any

import pytest

from pages.models import HomePage
from tests.moving.content import Content, make_content


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for files: tests look at what is left in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    return tmp_path / "media"


@pytest.fixture
def content(home_page: HomePage) -> Content:
    return make_content(home_page)
