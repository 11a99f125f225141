"""A stored picture does not tell where it was taken, and looks as it did."""

import random
import time
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageChops, ImageOps

from images.places import without_places
from tests.uploads.pictures import CAMERA, TURNED, exif, phone_picture, picture

KINDS = ["JPEG", "PNG", "WEBP", "AVIF"]
TELLTALES = [CAMERA.encode(), b"GPSLatitude", b"2026:03:04", b"1.47 W", b"Location"]


def looks(data: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_the_place_is_gone_and_the_picture_is_the_same(kind: str) -> None:
    before = phone_picture(kind)
    assert Image.open(BytesIO(before)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert sum(telltale in before for telltale in TELLTALES) >= 3
    after = without_places(before)
    assert not [telltale for telltale in TELLTALES if telltale in after]
    told = Image.open(BytesIO(after)).getexif()
    assert not told.get_ifd(ExifTags.IFD.GPSInfo)
    assert ImageChops.difference(looks(before), looks(after)).getbbox() is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_how_the_camera_was_held_stays(kind: str) -> None:
    told = Image.open(BytesIO(without_places(phone_picture(kind)))).getexif()
    assert dict(told) == {ExifTags.Base.Orientation: TURNED}


@pytest.mark.parametrize("kind", KINDS)
def test_a_cleaned_picture_is_not_changed_again(kind: str) -> None:
    once = without_places(phone_picture(kind))
    assert without_places(once) == once


def test_colours_keep_their_profile_and_a_film_its_frames() -> None:
    stored = BytesIO()
    picture().save(stored, "JPEG", icc_profile=b"a profile" * 9, exif=exif())
    assert Image.open(BytesIO(without_places(stored.getvalue()))).info["icc_profile"]
    for kind in ("GIF", "WEBP"):
        film = BytesIO()
        turned = [picture().rotate(90 * number) for number in (1, 2)]
        picture().save(film, kind, save_all=True, append_images=turned, duration=90, loop=2)
        after = Image.open(BytesIO(without_places(film.getvalue())))
        assert (after.n_frames, after.info["loop"]) == (3, 2)


def test_comments_in_a_gif_are_gone() -> None:
    stored = BytesIO()
    picture().save(stored, "GIF", comment=b"1.47 W", xmp=b"GPSLatitude")
    assert b"1.47 W" in stored.getvalue()
    after = without_places(stored.getvalue() + b"1.47 W")
    assert b"1.47 W" not in after
    assert ImageChops.difference(looks(stored.getvalue()), looks(after)).getbbox() is None


def box(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content


def hostile_avif(widths: int, pieces: bytes, items: int, size: int = 3_000_000) -> bytes:
    """A file that lets its Exif lie in many pieces. `widths`: of offset and length, in bytes."""
    told = box(b"infe", b"\x02" + bytes(3) + (1).to_bytes(2) + bytes(2) + b"Exif\x00")
    infos = box(b"iinf", bytes(4) + (1).to_bytes(2) + told)
    item = (1).to_bytes(2) + bytes(2) + (65_535).to_bytes(2) + pieces
    places = box(b"iloc", bytes(4) + bytes([widths, 0]) + items.to_bytes(2) + item * items)
    start = box(b"ftyp", b"avif" + bytes(4))
    return (start + box(b"meta", bytes(4) + infos + places)).ljust(size, b"x")


@pytest.mark.parametrize(
    ("widths", "pieces", "items"),
    [(0x00, b"", 400), (0x44, ((9).to_bytes(4) + b"\x00\x2d\x00\x00") * 65_535, 1)],
)
def test_pieces_without_end_keep_nobody_waiting(widths: int, pieces: bytes, items: int) -> None:
    data = hostile_avif(widths, pieces, items)
    began = time.process_time()
    without_places(data)
    assert time.process_time() - began < 3


def test_damaged_files_stop_nothing() -> None:
    chance = random.Random(9)  # noqa: S311 - the same damage in each run
    for kind in [*KINDS, "GIF"]:
        whole = bytearray(phone_picture(kind) if kind != "GIF" else b"GIF89a" + bytes(60))
        for _ in range(60):
            damaged = bytearray(whole[: chance.randrange(12, len(whole))])
            for _ in range(6):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            without_places(bytes(damaged))
