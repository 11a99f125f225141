"""Takes out of a picture file where and when it was taken, and by whom. The picture stays as it is.

Nothing is decoded or compressed again: what is told beside the picture is cut out of the file. How a
camera was held stays, because without it the picture would lie on its side. Colour profiles stay.
"""

from collections.abc import Iterator
from zlib import crc32

from images.avif_places import without_avif_places
from images.gif_places import without_gif_places
from images.orientation import EXIF, exif_of, orientation_in

JPEG, PNG, GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8"
# Of a JPEG: its header, its colour profile and Adobe's note on how its colours are meant.
JPEG_KEPT = {0xE0: b"", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
JPEG_TOLD = {*range(0xE0, 0xF0), 0xFE}
JPEG_EXIF, START_OF_SCAN, END_OF_IMAGE = 0xE1, 0xDA, 0xD9
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
WEBP_EXIF, WEBP_XMP = 0x08, 0x04


def without_places(data: bytes) -> bytes:
    """The file without what is told beside the picture. A file of another kind stays as it is."""
    if data.startswith(JPEG):
        return without_jpeg_places(data)
    if data.startswith(PNG):
        return without_png_places(data)
    if data.startswith(GIF):
        return without_gif_places(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return without_webp_places(data)
    if data[4:12] in {b"ftypavif", b"ftypavis", b"ftypmif1"}:
        return without_avif_places(data)
    return data


def without_jpeg_places(data: bytes) -> bytes:
    """Cut out all that is told in segments, and what comes after the end of the picture."""
    written, held = [data[:2]], b""
    for marker, start, end in jpeg_segments(data):
        if marker == JPEG_EXIF and data[start + 4 :].startswith(EXIF) and not held:
            held = exif_of(orientation_in(data[start + 4 : end]))
            written.append(jpeg_exif(held) if held else b"")
        kept = JPEG_KEPT.get(marker)
        if marker not in JPEG_TOLD or (kept is not None and data[start + 4 :].startswith(kept)):
            written.append(data[start:end])
    return b"".join(written)


def jpeg_exif(held: bytes) -> bytes:
    content = EXIF + held
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, beginning and end of each segment; a scan with all that it draws. Ends with the file."""
    at = 2
    while (at := data.find(b"\xff", at)) != -1 and at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        bare = marker in WITHOUT_LENGTH
        end = at + 2 if bare else at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == START_OF_SCAN:
            end = end_of_scan(data, end)
        yield marker, at, min(end, len(data))
        at = end
    if at != -1:
        yield END_OF_IMAGE, at, at + 2


def end_of_scan(data: bytes, at: int) -> int:
    """Where the next segment begins: a marker that neither stands for 255 nor starts anew."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] not in {0x00, 0xFF} and data[at + 1] not in WITHOUT_LENGTH:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def without_png_places(data: bytes) -> bytes:
    """Drop the chunks that tell, and what comes after the end. The checksums of the rest stay true."""
    written, at = [PNG], len(PNG)
    while at + 12 <= len(data):
        name = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if name == b"eXIf" and (held := exif_of(orientation_in(data[at + 8 : end - 4]))):
            written.append(png_chunk(b"eXIf", held))
        elif name not in PNG_DROPPED:
            written.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(written)


def png_chunk(name: bytes, content: bytes) -> bytes:
    checksum = crc32(name + content).to_bytes(4)
    return len(content).to_bytes(4) + name + content + checksum


def without_webp_places(data: bytes) -> bytes:
    """Drop the chunks that tell, and say in the header that they are gone."""
    chunks = list(webp_chunks(data))
    held = exif_of(orientation_in(dict(chunks).get(b"EXIF", b"")))
    written = []
    for name, content in chunks:
        if name == b"VP8X" and content:
            told = (content[0] & ~WEBP_XMP & ~WEBP_EXIF) | (WEBP_EXIF if held else 0)
            written.append(webp_chunk(name, bytes([told]) + content[1:]))
        elif name == b"EXIF" and held:
            written.append(webp_chunk(name, held))
        elif name not in WEBP_DROPPED:
            written.append(webp_chunk(name, content))
    body = b"WEBP" + b"".join(written)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the content of each chunk; nothing of what comes after the end."""
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def webp_chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + b"\x00" * (len(content) % 2)
