"""What readers are told has changed: how it is noted, and how it is read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, cast

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from content.after_commit import once_after_commit
from content.models import ChangeNote, PublicPage

CACHE_SECONDS = 60
NEW = "This page is new."
LONGEST_TITLE = ChangeNote._meta.get_field("title").max_length or 0
LONGEST_TEXT = ChangeNote._meta.get_field("text").max_length or 0


@dataclass(frozen=True)
class Change:
    """A change as readers are told of it."""

    day: date
    text: str


def note_change(
    *,
    text: str,
    page: Page | None = None,
    title: str = "",
    address: str = "",
    day: date | None = None,
) -> ChangeNote:
    """Tell readers of a change: of a page, or of a record with a title and an address."""
    note = ChangeNote(
        page_id=page.pk if page else None,
        title=shortened(title, LONGEST_TITLE),
        address=address,
        day=day or timezone.localdate(),
        text=shortened(text, LONGEST_TEXT),
    )
    note.full_clean()
    note.save()
    return note


@transaction.atomic
def drop_changes(*, address: str) -> None:
    """Take back what was told of a record, and of its parts: it is there no more."""
    for note in ChangeNote.objects.filter(address__startswith=address):
        note.delete()


@transaction.atomic
def readdress_changes(*, old: str, new: str) -> None:
    """Let what was told of a record, and of its parts, lead to where it is now."""
    for note in ChangeNote.objects.filter(address__startswith=old):
        note.address = f"{new}{note.address.removeprefix(old)}"
        note.save()


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters; one that was cut says so.

    >>> shortened("Ask people early", 10)
    'Ask peopl…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def changes_of(what: Page | str) -> tuple[Change, ...]:
    """The changes of a page, or of a record by its address, the newest first; from the cache."""
    key = key_of_page(what.pk) if isinstance(what, Page) else key_of_address(what)
    return cast(
        tuple[Change, ...], cache.get_or_set(key, lambda: read_changes(what), CACHE_SECONDS)
    )


def read_changes(what: Page | str) -> tuple[Change, ...]:
    notes = ChangeNote.objects.all()
    notes = notes.filter(page_id=what.pk) if isinstance(what, Page) else notes.filter(address=what)
    return tuple(Change(day, text) for day, text in notes.values_list("day", "text"))


def key_of_page(pk: int | None) -> str:
    return f"changes-of-page-{pk}"


def key_of_address(address: str) -> str:
    return f"changes-of-{sha256(address.encode()).hexdigest()}"


def forget_changes(instance: ChangeNote, **kwargs: Any) -> None:
    """Drop what is kept of a note's page or address: called when a note is written or deleted.

    Once more after the transaction, as somebody else may have read the old state until then.
    """
    keys = [key_of_page(instance.page_id), key_of_address(instance.address)]
    cache.delete_many(keys)
    once_after_commit(partial(cache.delete_many, keys))


def tell_of_publishing(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """A page went out: write down what its editor said of the change, once."""
    if not isinstance(instance, PublicPage) or instance.alias_of_id or not instance.live:
        return
    if text := instance.change_note:
        note_change(text=text, page=instance)
        take_note_out(instance, text, [revision] if revision else [])
    elif instance.told_when_new and instance.first_published_at == instance.last_published_at:
        note_change(text=NEW, page=instance)


def take_note_out(page: PublicPage, text: str, in_memory: Iterable[Revision]) -> None:
    """What was told is not told again: not by the next edit, nor by a draft that carries it on."""
    page.change_note = ""
    type(page)._default_manager.filter(pk=page.pk).update(change_note="")
    carrying = Revision.objects.for_instance(page).filter(content__change_note=text)
    for revision in [*in_memory, *carrying]:
        revision.content["change_note"] = ""
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
