"""A form that cannot be read is answered with 400 or 404, also where the browser has a CSRF cookie."""

import sqlite3
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.sessions import SEEN, STORED_EVERY
from tests.accounts.people import give_password, person

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
UNREADABLE = [
    (b"login=x", f"{FORM}; charset=utf-16"),
    (b"x=" + b"a" * 2_700_000, FORM),
    (b"&".join(b"n=1" for _ in range(10_050)), FORM),
    (b"--b\r\n", "multipart/form-data; boundary=" + "b" * 300),
]


@pytest.mark.parametrize(("body", "kind"), UNREADABLE)
@pytest.mark.parametrize(("address", "status"), [("/account/login/", 400), ("/not.there/", 404)])
def test_unreadable_form(address: str, status: int, body: bytes, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = client.generic("POST", address, body, kind)
    assert answer.status_code == status
    assert ("we could not read that" in answer.text) == (status == 400)


@pytest.mark.parametrize(("body", "kind"), UNREADABLE)
def test_unreadable_form_while_somebody_develops(
    settings: Settings, body: bytes, kind: str
) -> None:
    settings.DEBUG = True
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    assert client.generic("POST", "/account/login/", body, kind).status_code == 400


@pytest.mark.parametrize(
    ("words", "status"), [("database is locked", 503), ("no such column: session_key", 400)]
)
def test_a_session_that_cannot_be_stored(words: str, status: int, client: Client) -> None:
    """503 where the database is the reason: "we could not read that" would be untrue."""

    def refused(execute: Any, sql: str, *args: Any) -> Any:
        if sql.startswith("UPDATE") and "django_session" in sql:
            raise OperationalError(words) from sqlite3.OperationalError()
        return execute(sql, *args)

    give_password(client, person())
    session = client.session
    session[SEEN] -= 2 * STORED_EVERY
    session.save()
    with connection.execute_wrapper(refused):
        assert client.get("/account/").status_code == status
