"""What a site holds: whether content is as it was, and every row still what the models allow."""

import hashlib
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client

from tests.house.places import APPS
from tests.proof.judging import markup_in
from tests.proof.visiting import HOST

OURS = {app.name for app in APPS}
# What the public may write, and what the site notes while it is used.
WRITTEN_BY_PUBLIC = {
    "selfcheck",
    "draftcomments",
    "search",
    "sessions",
    "operations",
    "axes",
    "django_tasks_database",
}
WRITTEN_MODELS = {"Offer", "PageRemark", "PageOpinions"}
# Where people of the site read what the public wrote.
READ_BY_STAFF = ("offer", "remark", "search", "opinion", "feedback", "self-check", "queue")


def content() -> dict[str, str]:
    """A fingerprint of each table that the public cannot write to."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if is_written(model) or not model._meta.managed:
            continue
        digest = hashlib.sha256()
        for row in rows_of(model):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        found[model._meta.label] = digest.hexdigest()
    return found


def is_written(model: type[models.Model]) -> bool:
    return model._meta.app_label in WRITTEN_BY_PUBLIC or model.__name__ in WRITTEN_MODELS


def rows_of(model: type[models.Model]) -> list[tuple[Any, ...]]:
    """The rows of a table as the database has them."""
    kept = [each for each in model._meta.local_concrete_fields if each.name != "last_login"]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(each.column)) for each in kept)
    key = quoted(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quoted(model._meta.db_table)} ORDER BY {key}")  # noqa: S608 - names of our own tables
        return list(cursor.fetchall())


def broken_rows() -> list[str]:
    """Rows of ours that break a rule of their model, or hold what no text may hold."""
    found = []
    for model in apps.get_models():
        written = model._meta.app_label in OURS and is_written(model)
        if not written or not model._meta.managed:
            continue
        for row in model._base_manager.all().iterator():
            found += [f"{model._meta.label}: {each}" for each in wrong_with(row)]
    return [*found, *broken_keys()]


def wrong_with(row: Any) -> list[str]:
    found = []
    try:
        row.validate_constraints()
    except ValidationError as error:
        found += [str(each)[:120] for each in error.messages]
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if isinstance(value, str) and "\x00" in value:
            found.append(f"NUL in {each.name}")
        if isinstance(value, str) and each.max_length and len(value) > each.max_length:
            found.append(f"{each.name} is too long")
    return found


def broken_keys() -> list[str]:
    """What the database itself finds broken: SQLite can be asked, PostgreSQL never lets it happen."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        keys = [f"a key of {row[0]} leads nowhere" for row in cursor.fetchall()]
        cursor.execute("PRAGMA integrity_check")
        return keys + [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]


def shown_to_staff(client: Client, addresses: list[str]) -> list[str]:
    """Pages for staff that show what the public wrote: which break, or let markup through."""
    found = []
    for address in addresses:
        answer: Any = client.get(address, SERVER_NAME=HOST)
        if answer.status_code >= 500:
            found.append(f"{answer.status_code} {address}")
        elif answer.status_code == 200 and not answer.streaming:
            text = answer.content.decode("utf-8", "replace")
            found += [f"{address}: {each}" for each in markup_in(text)]
    return found
