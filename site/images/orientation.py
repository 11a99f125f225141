"""How a camera was held: the one thing that is kept of what it tells beside a picture."""

import struct

EXIF = b"Exif\x00\x00"
ORIENTATION, SHORT = 0x0112, 3
ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
UPRIGHT, LAST = 1, 8
ENTRY = 12


def orientation_in(told: bytes) -> int:
    """From 1 (upright) to 8, out of what a camera tells; 1 where it cannot be read.

    >>> orientation_in(exif_of(6)), orientation_in(b"Exif"), orientation_in(b"")
    (6, 1, 1)
    """
    told = told.removeprefix(EXIF)
    order = ORDERS.get(told[:4])
    try:
        return first_orientation(told, order) if order else UPRIGHT
    except struct.error:
        return UPRIGHT


def first_orientation(told: bytes, order: str) -> int:
    (start,) = struct.unpack_from(f"{order}I", told, 4)
    (entries,) = struct.unpack_from(f"{order}H", told, start)
    for at in range(start + 2, start + 2 + entries * ENTRY, ENTRY):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", told, at)
        if (tag, kind) == (ORIENTATION, SHORT):
            return int(value) if UPRIGHT <= value <= LAST else UPRIGHT
    return UPRIGHT


def exif_of(orientation: int) -> bytes:
    """All that a stored picture tells, without the word in front; empty for one that is upright."""
    if orientation == UPRIGHT:
        return b""
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, orientation, 0)
    return struct.pack(">2sHIH", b"MM", 42, 8, 1) + entry + bytes(4)
