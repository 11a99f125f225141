"""Takes comments and descriptions out of a GIF file. The pictures and their timing stay."""

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
APPLICATION, COMMENT, PLAIN_TEXT = 0xFF, 0xFE, 0x01
# What says how often a moving picture starts again.
KEPT_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}


def without_gif_places(data: bytes) -> bytes:
    """The file without its comments, and without what comes after its end."""
    at = 13 + size_of_colours(data[10]) if len(data) > 13 else len(data)
    written = [data[:at]]
    while at < len(data) and data[at] in {EXTENSION, IMAGE}:
        end = end_of_block(data, at)
        if data[at] == IMAGE or is_kept(data, at):
            written.append(data[at:end])
        at = end
    written.append(bytes([TRAILER]))
    return b"".join(written)


def is_kept(data: bytes, at: int) -> bool:
    kind = data[at + 1] if at + 1 < len(data) else COMMENT
    if kind == APPLICATION:
        return data[at + 3 : at + 14] in KEPT_APPLICATIONS
    return kind not in {COMMENT, PLAIN_TEXT}


def end_of_block(data: bytes, at: int) -> int:
    """Behind the last of the small pieces that a block is made of."""
    if data[at] == EXTENSION:
        at += 2
    else:
        flags = data[at + 9] if at + 9 < len(data) else 0
        at += 11 + size_of_colours(flags)
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return min(at + 1, len(data))


def size_of_colours(flags: int) -> int:
    """How many bytes a table of colours has, if there is one.

    >>> size_of_colours(0b10000001), size_of_colours(0)
    (12, 0)
    """
    return 3 * 2 ** ((flags & 0b111) + 1) if flags & 0b10000000 else 0
