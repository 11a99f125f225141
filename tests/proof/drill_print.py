"""Prints all that a site holds as hashes, for the restore drill: rows, uploads, pages, a log-in."""

import hashlib
import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.models import Page  # noqa: E402

from operations.backup_files import hash_of, media_files  # noqa: E402
from operations.models import OutgoingMail  # noqa: E402
from search.models import SearchDocument  # noqa: E402

ADDRESSES = 20
# Sessions end with a restore; what search holds, the page cache's purges and jobs are made anew.
MADE_ANEW = ("django_session", "search_", "operations_")
HOST = "127.0.0.1"


def tables() -> dict[str, str]:
    """Each table with how many rows it has and one hash of them all, in whatever order."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = {}
        for name in sorted(set(names)):
            if name.startswith(MADE_ANEW):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a table's own name
            rows = sorted(hash_of_row(row) for row in cursor.fetchall())
            found[name] = f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
    return found


def hash_of_row(row: tuple[object, ...]) -> str:
    values = [bytes(value) if isinstance(value, memoryview) else value for value in row]
    return hashlib.sha256(repr(values).encode()).hexdigest()


def pages() -> dict[str, str]:
    """The first page of each kind, and more up to a number: what readers get, byte by byte."""
    kinds: dict[str, str] = {}
    rows = SearchDocument.objects.order_by("pk").values_list("kind", "url")
    for kind, url in rows:
        kinds.setdefault(kind, url)
    addresses = list(dict.fromkeys(["/", *kinds.values(), *(url for _, url in rows)]))[:ADDRESSES]
    client = Client(SERVER_NAME=HOST)
    found = {}
    for address in addresses:
        answer = client.get(address)
        hashed = hashlib.sha256(answer.content).hexdigest()
        found[address] = f"{answer.status_code} {hashed}"
    return found


def logs_in(password: str) -> bool:
    client = Client(SERVER_NAME=HOST)
    form = {"login": "drill1", "password": password}
    client.post(reverse(settings.LOGIN_URL), form)
    return client.get("/admin/").status_code == 200


def main(password: str) -> None:
    media = {name: hash_of(file) for name, file in media_files(Path(settings.MEDIA_ROOT))}
    told = {
        "tables": tables(),
        "uploads": media,
        "pages": pages(),
        "log-in": {"works": str(logs_in(password))},
        "counts": {"pages": Page.objects.live().count(), "mail": OutgoingMail.objects.count()},
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
