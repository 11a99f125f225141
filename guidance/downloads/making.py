"""Makes files, keeps them, and throws away those that nobody may have any more."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from guidance.downloads.drawing import drawn, forms_on_offer, stamp_of
from guidance.downloads.manifest import forget_manifest
from guidance.downloads.subjects import Subject
from guidance.models import Download

PATIENCE = 3
"""How many seconds somebody waits for a file that is being made for somebody else."""
LONGEST = 60
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Files are compared as if made on this day: the day of the making is no content."""
STEP = 0.1


class FileIsBeingMade(Exception):  # noqa: N818 - what happened, in words
    """Somebody else has asked for the same file, and it takes longer than anyone should wait."""


@dataclass(frozen=True)
class FreshFile:
    """A file that says what there is to say now."""

    download: Download
    content: bytes


def fresh_file(subject: Subject, form: str) -> FreshFile | None:
    """A file for a reader, made now where the kept one is missing or out of date.

    None where the page is not open to anyone, or the form cannot be made here. Raises
    `FileIsBeingMade`, `PrinterIsBusy` or `PrinterHasFailed`.
    """
    stamp = stamp_now(subject)
    if stamp is None:
        throw_away(subject.name)
        return None
    kept = kept_file(subject, form, stamp)
    return kept or (made_once(subject, form, stamp) if form in forms_on_offer() else None)


def stamp_now(subject: Subject) -> str | None:
    """The fingerprint of what there is to say now; None where there may be no file."""
    document = subject.document(SOME_DAY)
    return stamp_of(document) if document else None


def kept_file(subject: Subject, form: str, stamp: str) -> FreshFile | None:
    """The file that was made of this very content, and is still there."""
    row = Download.objects.filter(subject=subject.name, form=form, stamp=stamp).first()
    if row is None:
        return None
    try:
        with row.file.open("rb") as file:
            found = FreshFile(row, file.read())
    except FileNotFoundError:
        return None
    if row.in_doubt:
        Download.objects.filter(pk=row.pk, stamp=stamp).update(in_doubt=False)
        forget_manifest()
    return found


def made_once(subject: Subject, form: str, stamp: str) -> FreshFile | None:
    """One process makes the file, and everybody else who asks meanwhile gets the same."""
    with alone(f"{subject.name}.{form}"):
        return kept_file(subject, form, stamp) or made(subject, form, stamp)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Lets one at a time make a file; the others wait a moment, and find it made."""
    key = f"making-download:{name}"
    given_up = time.monotonic() + PATIENCE
    while not cache.add(key, True, LONGEST):
        if time.monotonic() > given_up:
            raise FileIsBeingMade
        time.sleep(STEP)
    try:
        yield
    finally:
        cache.delete(key)


def made(subject: Subject, form: str, stamp: str) -> FreshFile | None:
    document = subject.document(timezone.now())
    if document is None:
        return None
    content = drawn(document, form)
    return FreshFile(keep(subject, form, stamp, content), content)


@transaction.atomic
def keep(subject: Subject, form: str, stamp: str, content: bytes) -> Download:
    """Puts a file in the place of the one before, which goes once this one is there."""
    Download.objects.get_or_create(
        subject=subject.name, form=form, defaults={"size": 0, "stamp": "", "in_doubt": True}
    )
    row = Download.objects.select_for_update().get(subject=subject.name, form=form)
    before = row.file.name
    row.file.save(f"{subject.name}-{stamp[:12]}.{form}", ContentFile(content), save=False)
    row.size, row.stamp, row.in_doubt = len(content), stamp, False
    row.save()
    if before:
        transaction.on_commit(partial(remove, row.file.storage, before))
    transaction.on_commit(forget_manifest)
    return row


def remove(storage: Storage, name: str) -> None:
    storage.delete(name)


def throw_away(*names: str) -> None:
    """Deletes every file of what nobody may have any more."""
    if not Download.objects.filter(subject__in=names).exists():
        return
    with transaction.atomic():
        for row in Download.objects.select_for_update().filter(subject__in=names):
            if row.file:
                transaction.on_commit(partial(remove, row.file.storage, row.file.name))
            row.delete()
        transaction.on_commit(forget_manifest)
