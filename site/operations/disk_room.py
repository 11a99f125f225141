"""A full disk, told apart from other errors, with the words for whoever wanted to store something."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

# No room on the disk, no room for this user, or a larger file than this process may write.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Marks a file that was not taken in whole, because the disk was full.
FOUND_NO_ROOM = "found_no_room"
FULL = (
    "There is no room left to store files. Nothing was saved. "
    "Tell whoever looks after this site, and try again later."
)


class NoRoomError(OSError):
    """Nothing can be stored until somebody makes room."""


@contextmanager
def minding_room() -> Iterator[None]:
    """Raise `NoRoomError` where an error within says that the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise NoRoomError(error.errno, "No room to store a file.") from error
        raise
