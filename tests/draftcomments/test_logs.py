"""No secret of a link and none of people's words reaches a log, whatever goes wrong."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest
from django.test import Client
from django.utils.module_loading import import_string

from content.keys import new_token
from draftcomments.enums import LinkKind
from draftcomments.models import Contributor
from draftcomments.views import entering
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    client_of,
)

pytestmark = pytest.mark.django_db

SECRET = "pgiidz_tnBYhhnmpivLYtjQCniEn21UzP9FOjLzeuME"  # noqa: S105 - opens nothing
WORDS = "Quokkas told me that"
CODE = "ABCDEFGHJKMN"
LINK = f"/have-your-say/l/{SECRET}/"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own log would hold: its filters and its format, and everything from INFO on."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    known = settings.LOGGING
    for name in known["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(known["filters"][name]["()"])())
    shape = known["formatters"][known["handlers"]["console"]["formatter"]]["()"]
    handler.setFormatter(import_string(shape)())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def person() -> Contributor:
    person = ContributorFactory()
    AccessLinkFactory(contributor=person, secret=SECRET)
    return person


@pytest.mark.parametrize(
    "path", [LINK, LINK[:-1], LINK[:-9], LINK.upper(), f"{LINK}x/y/", f"{LINK}?from=mail"]
)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_an_address_that_opens_a_draft_is_not_logged(
    person: Contributor, log: io.StringIO, method: str, path: str
) -> None:
    getattr(Client(), method)(path)
    assert SECRET[:12].lower() not in log.getvalue().lower()


def test_what_is_logged_of_such_an_address_is_that_there_was_one(
    person: Contributor, log: io.StringIO
) -> None:
    client = Client()
    client.put(LINK)
    client.get(f"/have-your-say/l/{new_token()}/")
    assert "Method Not Allowed (PUT): /have-your-say/l/[secret]/" in log.getvalue()
    assert "Not Found: /have-your-say/l/[secret]/" in log.getvalue()


@pytest.mark.parametrize(
    ("logger", "message", "arguments"),
    [
        ("django.server", '"%s" %s %s', (f"GET {LINK} HTTP/1.1", "303", "0")),
        ("django.server", '"%s" %s %s', (f"HEAD {LINK[:-1]} HTTP/1.1", "301", "0")),
        ("gunicorn.access", f'127.0.0.1 - - "GET {LINK} HTTP/1.1" 303 0 "-" "Phone"', ()),
        ("gunicorn.error", "Error handling request %s", (LINK,)),
        ("django.security", "%(reason)s at %(path)s", ({"reason": "Odd", "path": LINK},)),
    ],
)
def test_lines_of_servers_are_cut_too(
    log: io.StringIO, logger: str, message: str, arguments: tuple[Any, ...]
) -> None:
    record = logging.LogRecord(logger, logging.INFO, "", 0, message, arguments, None)
    logging.getLogger(logger).handle(record)
    logging.getLogger().handle(record)
    assert "/have-your-say/l/[secret]" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_an_error_while_a_link_is_opened_does_not_log_it(
    person: Contributor, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(request: HttpRequest, link: object) -> None:
        raise ValueError(f"cannot open {request.build_absolute_uri()}")

    monkeypatch.setattr(entering, "let_in", fall_over)
    Client(raise_request_exception=False).get(LINK)
    assert "Traceback" in log.getvalue()
    assert "cannot open http://testserver/have-your-say/l/[secret]/" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_what_a_database_says_of_a_row_is_not_logged(
    person: Contributor, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL shows the whole row that a rule refuses."""
    refusal = (
        'new row for relation "draftcomments_item" violates check constraint "no_words"\n'
        f"DETAIL:  Failing row contains (7, {WORDS}\nthe bus is late,\n\n{WORDS}, en, received).\n"
    )

    def refuse(**values: object) -> None:
        try:
            raise RuntimeError(refusal)
        except RuntimeError as error:
            raise IntegrityError(refusal) from error

    monkeypatch.setattr(entering, "withdraw_everything", refuse)
    client = client_of(person, raise_request_exception=False)
    client.post(f"/have-your-say/{person.round.public_id}/withdraw/")
    assert log.getvalue().count("violates check constraint") == 2
    assert "Quokkas" not in log.getvalue()
    assert "the bus is late" not in log.getvalue()
    assert "IntegrityError" in log.getvalue()
    assert "The above exception was the direct cause" in log.getvalue()


def test_a_wrong_code_is_not_logged(log: io.StringIO) -> None:
    AccessLinkFactory(secret=CODE, kind=LinkKind.CODE)
    client = Client()
    for _ in range(7):
        client.post("/have-your-say/", {"code": "ABCD-EFGH-JKMM"})
    client.get("/have-your-say/ABCD-EFGH-JKMM/")
    assert "Not Found: /have-your-say/ABCD" in log.getvalue()
    assert log.getvalue().count("ABCD") == 1


@pytest.mark.parametrize("strict", [True, False])
def test_what_people_write_reaches_no_log(
    person: Contributor, log: io.StringIO, strict: bool
) -> None:
    """Sent well, too late, without a token, to the wrong place, with a filled trap, far too long."""
    item = ItemFactory(contributor=person, words=WORDS)
    client = client_of(person, enforce_csrf_checks=strict, raise_request_exception=False)
    start = f"/have-your-say/{person.round.public_id}/"
    sent = {"words": WORDS, "words-1": WORDS, "quote": WORDS, "email": WORDS, "code": WORDS}
    paths = ["", "choices/", "part/summary/", "part/nowhere/", "questions/", "mine/", "sent/"]
    paths += [f"mine/{item.public_id}/", f"mine/{item.public_id}/delete/", "withdraw/", "no/"]
    for extra in ({}, {"website": WORDS}, {"words": f"{WORDS}\0" * 2000}):
        for path in paths:
            client.post(f"{start}{path}", {**sent, **extra})
            client.put(f"{start}{path}", WORDS, content_type="text/plain")
    client.get(f"{start}part/summary/", {"words": WORDS})
    Client().post(f"{start}part/summary/", sent)
    assert "Method Not Allowed" in log.getvalue()
    assert "Quokkas" not in log.getvalue()
