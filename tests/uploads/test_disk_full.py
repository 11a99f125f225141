"""A full disk: words at the form, no record, and no part of a file."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as WordFile
from PIL import Image
from wagtail.documents.models import Document
from wagtail.images.models import SourceImageIOError
from wagtail.models import UploadedFile

from images.models import CustomImage
from operations.disk_room import FULL, NoRoomError
from pages.models import HomePage
from tests.factories.guidance import GuidanceIndexPageFactory
from tests.uploads.places import a_picture, figure, page_with
from uploads.storage import DiskStorage

ROOM = 40_000
AJAX = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A real folder for files, and another for what comes in."""
    folder, coming_in = tmp_path / "media", tmp_path / "coming-in"
    coming_in.mkdir()
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = folder, coming_in
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "uploads.storage.DiskStorage"},
    }
    yield folder
    assert not list(folder.rglob("*.part"))
    assert not list(folder.rglob(".room-*"))


@contextmanager
def no_larger_file_than(size: int) -> Iterator[None]:
    """The system itself refuses this process to write more to a file, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def noise(side: int = 220) -> bytes:
    """A picture that cannot be made small: of about four bytes a point."""
    stored = BytesIO()
    Image.effect_noise((side, side), 90).convert("RGBA").rotate(3).save(stored, "PNG")
    return stored.getvalue()


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_half_a_file_is_taken_away(disk: Path) -> None:
    storage = DiskStorage()
    with no_larger_file_than(ROOM), pytest.raises(NoRoomError):
        storage.save("images/large.png", ContentFile(b"x" * 10 * ROOM))
    assert not files_in(disk)
    assert storage.save("images/small.png", ContentFile(b"x")) == "images/small.png"
    assert storage.save("images/small.png", ContentFile(b"x")) != "images/small.png"


def test_the_form_for_a_picture_says_it(disk: Path, editor_client: Client) -> None:
    content = noise()
    fields = {"title": "T", "alt_text": "Noise", "description": ""}
    file = SimpleUploadedFile("noise.png", content, "image/png")
    with no_larger_file_than(ROOM):
        answer = editor_client.post(reverse("wagtailimages:add"), {**fields, "file": file})
    assert FULL in answer.content.decode()
    assert not CustomImage.objects.exists()
    assert not files_in(disk)
    file.seek(0)
    editor_client.post(reverse("wagtailimages:add"), {**fields, "file": file})
    assert CustomImage.objects.get().file_size == len(content)


def test_many_pictures_at_once_say_it_too(disk: Path, editor_client: Client) -> None:
    file = SimpleUploadedFile("noise.png", noise(), "image/png")
    with no_larger_file_than(ROOM):
        answer = editor_client.post(
            reverse("wagtailimages:add_multiple"), {"files[]": file, "title": "T"}, headers=AJAX
        )
    assert FULL in answer.json()["error_message"]
    assert not UploadedFile.objects.exists()
    assert not files_in(disk)


def test_the_form_for_a_document_says_it(disk: Path, editor_client: Client) -> None:
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.4" + b"x" * ROOM, "application/pdf")
    with no_larger_file_than(ROOM):
        answer = editor_client.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": file})
    assert FULL in answer.content.decode()
    assert not Document.objects.exists()
    assert not files_in(disk)


def test_a_large_file_that_does_not_even_arrive_is_refused_with_words(
    disk: Path, editor_client: Client
) -> None:
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.4" + b"x" * 3_000_000, "application/pdf")
    with no_larger_file_than(1_000_000):
        answer = editor_client.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": file})
    assert answer.status_code == 200
    assert FULL in answer.content.decode()
    assert not Document.objects.exists()
    assert not files_in(disk.parent)


def test_the_import_of_a_word_file_says_it(
    disk: Path, editor_client: Client, home_page: HomePage
) -> None:
    parent = GuidanceIndexPageFactory(parent=home_page)
    stored = BytesIO()
    words = WordFile()
    words.add_paragraph("Ask people early.")
    words.save(stored)
    file = SimpleUploadedFile("guide.docx", stored.getvalue())
    address = reverse("word_import", args=[parent.pk])
    with no_larger_file_than(len(stored.getvalue())):
        answer = editor_client.post(address, {"file": file})
    assert FULL in answer.content.decode()
    assert not files_in(disk)


def test_a_page_is_served_without_a_picture_that_cannot_be_made(
    disk: Path, client: Client, home_page: HomePage
) -> None:
    stored = BytesIO(noise(400))
    image = CustomImage.objects.create(
        title="T", alt_text="Noise", file=ContentFile(stored.getvalue(), name="noise.png")
    )
    page = page_with(home_page, figure(image))
    with no_larger_file_than(ROOM), pytest.raises(SourceImageIOError):
        image.get_rendition("width-960")
    with no_larger_file_than(ROOM):
        assert client.get(page.url).status_code == 200
    assert not image.renditions.exists()
    assert [each.parent.name for each in files_in(disk)] == ["original_images"]


def test_a_damaged_picture_takes_no_page_down(client: Client, home_page: HomePage) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    storage, name = image.file.storage, image.file.name
    storage.delete(name)
    storage.save(name, ContentFile(b"\x89PNG\r\n\x1a\n and no more"))
    assert client.get(page.url).status_code == 200
    assert storages["default"].exists(name)
