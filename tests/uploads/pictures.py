"""Makes picture files that tell where they were taken, as phones do, and other odd ones."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin

# Somewhere in Sheffield: as text in descriptions, and as numbers in Exif.
NORTH, WEST = ((53.0, 22.0, 51.5), (1.0, 28.0, 13.25))
CAMERA = "Telltale Phone 12"
DESCRIPTION = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>53,22.858N</exif:GPSLatitude></x:xmpmeta>"
TURNED = 6


def exif(orientation: int | None = TURNED) -> Image.Exif:
    told = Image.Exif()
    told[ExifTags.Base.Model] = CAMERA
    told[ExifTags.Base.DateTime] = "2026:03:04 10:11:12"
    if orientation:
        told[ExifTags.Base.Orientation] = orientation
    told.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: NORTH,
            ExifTags.GPS.GPSLongitudeRef: "W",
            ExifTags.GPS.GPSLongitude: WEST,
        }
    )
    return told


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Another colour in each corner, so that a turn shows."""
    image = Image.new("RGB", size, (250, 250, 250))
    image.paste((200, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    image.paste((20, 20, 200), (size[0] // 2, size[1] // 2, *size))
    return image


def phone_picture(kind: str, orientation: int | None = TURNED) -> bytes:
    """A picture of a kind (as Pillow calls it) that tells its place in every way its kind knows."""
    options: dict[str, Any] = {"exif": exif(orientation)}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", DESCRIPTION.decode())
        text.add_text("Location", "53.38 N, 1.47 W")
        options["pnginfo"] = text
    else:
        options["xmp"] = DESCRIPTION
    stored = BytesIO()
    picture().save(stored, kind, **options)
    # What some phones put behind the end: a film, with its own place.
    behind = b"ftypmp42 53.38 N 1.47 W" if kind in {"JPEG", "PNG"} else b""
    return stored.getvalue() + behind


def png_bomb(side: int = 11_000) -> bytes:
    """A file of some kilobytes that unpacks to 121 million points: black, of one bit each."""
    packed = zlib.compress((b"\x00" * (side // 8 + 1)) * side)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum
