"""Addresses that people come in by, and what is looked at afterwards."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from draftcomments.codes import code_from
from draftcomments.models import AccessLink

ENTER = "/have-your-say/"
FINISHED = "/have-your-say/finished/"
WITHDRAWN = "/have-your-say/withdrawn/"
CODE = code_from(b"twelve bytes")
TITLE = "A draft about bitterns"
DAY = timedelta(days=1)


def address_of(secret: str) -> str:
    return f"/have-your-say/l/{secret}/"


def home_of(link: AccessLink, rest: str = "") -> str:
    return f"/have-your-say/{link.contributor.round.public_id}/{rest}"


def every_table() -> str:
    """All that the database holds, as text."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += cursor.fetchall()
    return repr(rows)


def sessions_read() -> str:
    return repr([session.get_decoded() for session in Session.objects.all()])


ENDINGS: list[dict[str, Any]] = [
    {"revoked_at": timezone.now()},
    {"expires_on": timezone.localdate() - DAY},
]
