"""Records that search finds beside pages: which kinds there are, and how their rows are written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from search.actions import lock_for_change
from search.models import Entry
from search.words import tokens_text

LONGEST_TITLE = Entry._meta.get_field("title").max_length
WRITTEN_FIELDS = ["title", "text", "url", "title_tokens", "text_tokens"]


@dataclass(frozen=True)
class EntryRow:
    """What search knows of a record. `key` is lasting, `url` is its address on this site."""

    key: str
    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Status:
    """How a record stands, in words, with its kind as `components/status_tag.html` names it."""

    text: str
    kind: str


@dataclass(frozen=True)
class EntryKind:
    """A kind of record. `name` stands beside each result, `plural` in the filter.

    `rows` gives every record of the kind, for a rebuild. Where `explains` is true, a search for
    the very name of a record is answered with its whole text. `statuses` gives how records with
    some keys stand now, for kinds that have a status.
    """

    name: str
    plural: str
    rows: Callable[[], Iterable[EntryRow]]
    explains: bool = False
    statuses: Callable[[Collection[str]], Mapping[str, Status]] | None = None

    @property
    def value(self) -> str:
        """What stands for the kind in an address."""
        return slugify(self.plural)


KINDS: dict[str, EntryKind] = {}
"""The kinds by name, in the order in which their records are shown when they match alike."""


def register_entry_kind(kind: EntryKind) -> None:
    """Tell search of a kind of record: called by the app that has them, when the site starts."""
    KINDS[kind.name] = kind


def entry_of(kind: str, row: EntryRow) -> Entry:
    title = " ".join(row.title.replace("\x00", " ").split())[:LONGEST_TITLE]
    text = " ".join(row.text.replace("\x00", " ").split())
    return Entry(
        kind=kind,
        key=row.key,
        title=title,
        text=text,
        url=row.url,
        title_tokens=tokens_text(title),
        text_tokens=tokens_text(text),
    )


def put_entry(*, kind: str, row: EntryRow) -> None:
    """Write the row of one record."""
    write_entries(kind, {row.key: entry_of(kind, row)}, [row.key])


def drop_entry(*, kind: str, key: str) -> None:
    """Drop the row of one record, if it has one."""
    write_entries(kind, {}, [key])


def replace_entries(*, kind: str, rows: Iterable[EntryRow]) -> int:
    """Make the rows of a kind these and no others; returns how many there are."""
    wanted = {row.key: entry_of(kind, row) for row in rows}
    held = Entry.objects.filter(kind=kind).values_list("key", flat=True)
    write_entries(kind, wanted, wanted.keys() | set(held))
    return len(wanted)


def write_entries(kind: str, wanted: Mapping[str, Entry], keys: Collection[str]) -> None:
    """Make the rows with these keys what `wanted` says; one that it leaves out has none.

    What is right already is not written again.
    """
    known = Entry.objects.filter(kind=kind)
    # All of a kind are read together: a list of hundreds of keys would only slow it down.
    if len(keys) == 1:
        known = known.filter(key__in=keys)
    held = {entry.key: entry for entry in known}
    changed = [entry for key, entry in wanted.items() if differs(held.get(key), entry)]
    gone = [held[key].pk for key in keys if key in held and key not in wanted]
    if changed or gone:
        write(changed, gone)


@transaction.atomic
def write(changed: list[Entry], gone: list[int]) -> None:
    lock_for_change()
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    Entry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=WRITTEN_FIELDS,
    )


def differs(held: Entry | None, entry: Entry) -> bool:
    """Whether a row has to be written."""
    if held is None:
        return True
    return any(getattr(held, name) != getattr(entry, name) for name in WRITTEN_FIELDS)


def rebuild_entries() -> int:
    """Write every row of every kind again, and drop those of kinds that nobody has any more."""
    gone = Entry.objects.exclude(kind__in=KINDS).order_by()
    for kind in gone.values_list("kind", flat=True).distinct():
        replace_entries(kind=kind, rows=())
    return sum(replace_entries(kind=kind.name, rows=kind.rows()) for kind in KINDS.values())
