"""Looks for a word in everything that the site keeps: every table, session, cache entry and file."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from wagtail.blocks import StreamValue


def places_of(word: str) -> set[str]:
    """Where a word is kept, however it is written: "table …", "model …", "session", "cache", "file"."""
    return {where for where, what in everything() if word.lower() in what.lower()}


def everything() -> Iterator[tuple[str, str]]:
    """All that is kept, as text, with where it is."""
    yield from rows()
    yield from records()
    for session in Session.objects.all():
        yield "session", repr(session.get_decoded())
    # The cache of tests holds its entries in this process, pickled.
    for key, entry in cache._cache.items():  # type: ignore[attr-defined]
        yield "cache", f"{key} {entry!r}"
    yield from files("")


def rows() -> Iterator[tuple[str, str]]:
    """Every table that the database has, also those that no model knows: the indexes of search."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield f"table {table}", " ".join(map(as_text, row))


def records() -> Iterator[tuple[str, str]]:
    """Every model as Django reads it: what is encrypted in its table is plain here."""
    tables = connection.introspection.table_names()
    models = apps.get_models(include_auto_created=True)
    # The index of SQLite is no table of PostgreSQL.
    for model in (model for model in models if model._meta.db_table in tables):
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            yield f"model {model._meta.label}", " ".join(map(as_text, row))


def as_text(value: Any) -> str:
    if isinstance(value, StreamValue):
        # What it stores: drawn, a block may show what is stored elsewhere.
        return str(list(value.raw_data))
    raw = bytes(value) if isinstance(value, bytes | memoryview) else None
    return raw.decode("utf-8", errors="replace") if raw is not None else str(value)


def files(folder: str) -> Iterator[tuple[str, str]]:
    folders, names = default_storage.listdir(folder)
    for name in names:
        with default_storage.open(f"{folder}{name}") as file:
            yield "file", f"{name} {as_text(file.read())}"
    for name in folders:
        yield from files(f"{folder}{name}/")
