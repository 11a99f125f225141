"""Keeps an uploaded Word file for the hour in which somebody looks at what will be made of it.

It lies in the file storage, encrypted, under a name that says only when it came.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from secrets import token_urlsafe

from cryptography.fernet import InvalidToken, MultiFernet
from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from operations.keys import our_keyring

FOLDER = "word-imports"
TAKEN = "-taken"
SALT = "content.word.waiting"
SECONDS = 60 * 60


class GoneError(LookupError):
    """The file waited too long, was used already, or is somebody else's."""


@dataclass(frozen=True)
class Waiting:
    """A file with the name that it was uploaded by."""

    content: bytes
    name: str
    place: str


def lock() -> MultiFernet:
    return our_keyring("content word imports")


def keep(content: bytes, *, name: str, owner: int, parent: int) -> str:
    """Keep a file, forget old ones, and return the ticket that gives it back."""
    forget_old()
    place = f"{FOLDER}/{int(time.time())}-{token_urlsafe(24)}"
    stored = default_storage.save(place, File(BytesIO(lock().encrypt(content))))
    told = {"place": stored, "name": name[-120:], "owner": owner, "parent": parent}
    return signing.dumps(told, salt=SALT)


@contextmanager
def taken(ticket: str, *, owner: int, parent: int) -> Iterator[Waiting]:
    """The file of a ticket, to the person who uploaded it and for the same place only.

    Nobody else has it meanwhile: a form sent twice at once finds it gone. It waits on afterwards,
    also where an error came, until it is forgotten.
    """
    try:
        told = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise GoneError from error
    if (told["owner"], told["parent"]) != (owner, parent):
        raise GoneError
    # Taken before it is read, and given up after it is forgotten: so no moment is left for two.
    with alone_with(told["place"]):
        yield Waiting(content_of(told["place"]), told["name"], told["place"])


@contextmanager
def alone_with(place: str) -> Iterator[None]:
    """Put a mark beside a file; whoever finds one there came too late."""
    wanted = f"{place}{TAKEN}"
    mark = default_storage.save(wanted, ContentFile(b""))
    try:
        if mark != wanted:
            raise GoneError
        yield
    finally:
        default_storage.delete(mark)


def content_of(place: str) -> bytes:
    try:
        with default_storage.open(place) as file:
            return lock().decrypt(file.read(), ttl=SECONDS)
    except (FileNotFoundError, InvalidToken) as error:
        raise GoneError from error


def forget(waiting: Waiting) -> None:
    default_storage.delete(waiting.place)


def forget_old() -> int:
    """Delete what waited for more than an hour; returns how many files that were."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    now = time.time()
    old = [name for name in names if now - came_at(name) > SECONDS]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)


def came_at(name: str) -> int:
    """When a file came, by its name; the beginning of time where it does not say.

    >>> came_at("1780000000-abc"), came_at("readme")
    (1780000000, 0)
    """
    told = name.partition("-")[0]
    return int(told) if told.isdecimal() else 0
