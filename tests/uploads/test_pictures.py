"""Pictures on their way in: measured before they are unpacked, known by their content, cleaned."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from images.fields import PictureField
from images.models import CustomImage
from tests.uploads.pictures import CAMERA, phone_picture, png_bomb

AJAX = {"X-Requested-With": "XMLHttpRequest"}
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
REFUSED = {
    "page.jpg": b"<!doctype html><script>alert(1)</script>",
    "drawing.png": SVG,
    "drawing.svg": SVG,
    "other.jpg": phone_picture("PNG"),
    "photo.tiff": b"II*\x00" + bytes(60),
    "empty.webp": b"RIFF\x04\x00\x00\x00WEBP",
    "program.gif": b"MZ\x90\x00",
}


def pictures_unpacked() -> int:
    """How many pictures Pillow has made room for since it was started."""
    return int(Image.core.get_stats()["new_count"])


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = png_bomb()
    assert len(bomb) < 100_000
    # Pillow makes one picture of its own when it is first used.
    PictureField().clean(SimpleUploadedFile("first.png", phone_picture("PNG")))
    before = pictures_unpacked()
    with pytest.raises(ValidationError, match="too many pixels: more than 20,000,000"):
        PictureField().clean(SimpleUploadedFile("bomb.png", bomb))
    assert pictures_unpacked() == before
    PictureField().clean(SimpleUploadedFile("small.png", phone_picture("PNG")))
    assert pictures_unpacked() > before


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_alone_makes_no_picture(name: str) -> None:
    with pytest.raises(ValidationError):
        PictureField().clean(SimpleUploadedFile(name, REFUSED[name]))


def test_the_field_takes_each_kind_that_browsers_show() -> None:
    for kind, name in {"JPEG": "a.JPG", "PNG": "a.png", "WEBP": "a.webp", "AVIF": "a.avif"}.items():
        assert PictureField().clean(SimpleUploadedFile(name, phone_picture(kind)))


def is_clean(image: CustomImage) -> bool:
    """Nothing is told, and size and hash are those of what is stored."""
    stored = image.file.storage.open(image.file.name).read()
    same = (image.file_size, image.file_hash) == (len(stored), hash_filelike(BytesIO(stored)))
    return same and CAMERA.encode() not in stored


def test_the_form_stores_a_picture_without_its_place(editor_client: Client) -> None:
    file = SimpleUploadedFile("../../IMG 0042 – Ana’s <b>.jpg", phone_picture("JPEG"))
    fields = {"title": "T", "alt_text": "Two people", "description": "", "file": file}
    editor_client.post(reverse("wagtailimages:add"), fields)
    image = CustomImage.objects.get()
    assert is_clean(image)
    assert image.file.name.startswith("original_images/IMG_0042")
    assert not set(image.file.name) & set("<>’ \\")
    assert Image.open(image.get_rendition("width-960").file).size == (48, 64)
    editor_client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {**fields, "file": SimpleUploadedFile("new.webp", phone_picture("WEBP"))},
    )
    image.refresh_from_db()
    assert image.file.name.endswith(".webp")
    assert is_clean(image)


def test_many_pictures_at_once_are_stored_without_their_places(editor_client: Client) -> None:
    file = SimpleUploadedFile("phone.jpg", phone_picture("JPEG"))
    address = reverse("wagtailimages:add_multiple")
    editor_client.post(address, {"files[]": file, "title": "T"}, headers=AJAX)
    waiting = UploadedFile.objects.get()
    assert editor_client.get(f"/media/{waiting.file.name}").status_code == 404
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    fields = {f"{prefix}-{name}": "Two people" for name in ("title", "alt_text")}
    answer = editor_client.post(finish, {**fields, f"{prefix}-tags": ""}, headers=AJAX)
    assert answer.json()["success"] is True
    assert is_clean(CustomImage.objects.get())


@pytest.mark.django_db
def test_a_program_that_stores_a_picture_need_not_think_of_it() -> None:
    file = ContentFile(phone_picture("JPEG"), name="phone.jpg")
    assert is_clean(CustomImage.objects.create(title="T", alt_text="T", file=file))
