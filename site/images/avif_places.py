"""Blanks what an AVIF file tells beside its picture. How it is turned stands elsewhere, and stays."""

from collections.abc import Iterator

# What stands in the place of each, before as many zeros as are needed: Exif that tells nothing.
TOLD = {b"Exif": bytes(4) + b"II*\x00" + (8).to_bytes(4, "little") + bytes(6), b"mime": b""}
# Boxes that hold boxes, with the bytes that come before the first of them.
META = 4
# No camera writes nearly as many boxes or pieces. A file with more would only keep the site busy.
MOST = 10_000


def without_avif_places(data: bytes) -> bytes:
    """The file with zeros in place of its Exif and its descriptions: no place in it moves."""
    blanked, done = bytearray(data), 0
    pieces = [
        (start, min(start + length, len(data)), TOLD[kind])
        for kind, start, length in extents_that_tell(data)
        if start < len(data)
    ]
    for start, end, _ in sorted(pieces):
        # Pieces may lie upon each other: no byte is blanked twice.
        first = max(start, done)
        blanked[first:end] = bytes(max(0, end - first))
        done = max(done, end)
    for start, end, told in pieces:
        head = told[: end - start]
        blanked[start : start + len(head)] = head
    return bytes(blanked)


def extents_that_tell(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, beginning and length of each piece of an item that is told about the picture."""
    top = dict(boxes(data, 0, len(data)))
    if b"meta" not in top:
        return
    start, end = top[b"meta"]
    inside = dict(boxes(data, start + META, end))
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    told = dict(items_that_tell(data, *inside[b"iinf"]))
    base_of_data = inside.get(b"idat", (0, 0))[0]
    for item, in_meta, offset, length in extents(data, *inside[b"iloc"]):
        if item in told:
            yield told[item], offset + (base_of_data if in_meta else 0), length


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The name of each box with where its content begins and ends."""
    for _ in range(MOST):
        if at + 8 > end:
            return
        length, name, head = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16]), 16
        length = length or end - at
        if length < head:
            return
        yield name, (at + head, min(at + length, end))
        at += length


def items_that_tell(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Number and kind of the items that hold Exif or a description."""
    first = start + (8 if data[start : start + 1] > b"\x00" else 6)
    for name, (at, _) in boxes(data, first, end):
        version = data[at : at + 1]
        if name != b"infe" or version < b"\x02":
            continue
        wide = 2 if version == b"\x02" else 4
        kind = data[at + 6 + wide : at + 10 + wide]
        if kind in TOLD:
            yield int.from_bytes(data[at + 4 : at + 4 + wide]), kind


class Reader:
    """Reads numbers one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def number(self, width: int) -> int:
        self.at += width
        return int.from_bytes(self.data[self.at - width : self.at])


def extents(data: bytes, start: int, end: int) -> Iterator[tuple[int, bool, int, int]]:
    """For each piece: the number of its item, whether it lies in the box for data, offset, length.

    None where pieces have no length: they would be nowhere, and there could be billions of them.
    """
    version, read = int.from_bytes(data[start : start + 1]), Reader(data, start + META)
    widths = read.number(2)
    offset_size, length_size = widths >> 12, widths >> 8 & 15
    base_size, index_size = widths >> 4 & 15, widths & 15 if version else 0
    wide, seen = 4 if version == 2 else 2, 0
    for _ in range(read.number(wide) if length_size else 0):
        item = read.number(wide)
        method = read.number(2) & 15 if version else 0
        read.number(2)
        base = read.number(base_size)
        for _ in range(read.number(2)):
            read.number(index_size)
            offset, length = base + read.number(offset_size), read.number(length_size)
            seen += 1
            if read.at > end or seen > MOST:
                # A damaged file may promise billions of them.
                return
            yield item, method == 1, offset, length
        if read.at > end:
            return
