"""Requests have numbers, and their lines in the log name no person and no address."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from config.log_lines import JsonLines, PlainLines
from config.redaction import RedactSecretLinks
from operations.requests import HEADER
from pages.models import HomePage

GIVEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the production log would hold: written as JSON, after the cutting of secrets."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(RedactSecretLinks())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_one_line_tells_of_a_page_by_its_kind(home_page: HomePage, log: io.StringIO) -> None:
    answer = Client().get("/")
    (line,) = lines(log)
    assert line["route"] == "pages.HomePage"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["bytes"] == len(answer.content)
    assert isinstance(line["queries"], int)
    assert 0 < line["queries"] <= 15
    assert line["request"] == answer.headers[HEADER]


def test_nothing_of_an_address_of_a_person_or_a_browser_is_logged(
    home_page: HomePage, log: io.StringIO
) -> None:
    secret = "s3cret-of-somebody-0123456789"  # noqa: S105 - of nobody
    Client().get(
        f"/search/?q={secret}", headers={"user-agent": secret, "referer": secret, "cookie": secret}
    )
    Client().post(f"/tell-us/{secret}/check/", {"words": secret}, REMOTE_ADDR="203.0.113.77")
    Client().get(f"/account/password/reset/key/1-{secret}/")
    assert len(lines(log)) >= 3
    assert secret not in log.getvalue()
    assert "203.0.113.77" not in log.getvalue()


def test_health_is_told_only_when_it_fails(db: None, log: io.StringIO) -> None:
    assert Client().get("/livez").status_code == 200
    assert lines(log) == []


def test_what_django_logs_at_the_end_carries_the_number_too(
    home_page: HomePage, log: io.StringIO
) -> None:
    answer = Client().get("/nothing-here/")
    assert answer.status_code == 404
    told = {line["logger"]: line["request"] for line in lines(log)}
    assert told["django.request"] == told["operations.requests"] == answer.headers[HEADER]


@pytest.mark.parametrize(
    ("trusted", "given", "taken"),
    [
        (True, GIVEN, True),
        (False, GIVEN, False),
        (True, "short", False),
        (True, "x" * 65, False),
        (True, "a person's name and more", False),
    ],
)
def test_a_number_is_taken_from_our_own_proxy_alone(
    db: None, settings: Any, trusted: bool, given: str, taken: bool
) -> None:
    settings.TRUST_REQUEST_ID = trusted
    number = Client().get("/livez", headers={HEADER: given}).headers[HEADER]
    assert (number == given) is taken
    assert len(number) >= 16


def test_each_request_has_a_number_of_its_own(db: None) -> None:
    client = Client()
    numbers = {client.get("/livez").headers[HEADER] for _ in range(3)}
    assert len(numbers) == 3


def test_an_error_is_one_line_without_the_row_that_was_refused(log: io.StringIO) -> None:
    refused = "refused\nDETAIL: Failing row contains (7, my illness)."
    try:
        raise ValueError(refused)
    except ValueError:
        logging.getLogger("ours").exception("It failed")
    (line,) = lines(log)
    assert "ValueError: refused" in str(line["error"])
    assert "illness" not in log.getvalue()


def test_a_plain_line_begins_with_the_number(db: None) -> None:
    record = logging.LogRecord("ours", logging.INFO, "", 0, "Done", (), None)
    assert PlainLines().format(record).endswith("INFO ours Done")


def test_a_slow_statement_is_told_without_its_values(
    db: None, settings: Any, log: io.StringIO
) -> None:
    settings.SLOW_QUERY_MS = 40
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'quick', %s", ["my illness"])
        assert lines(log) == []
        slow_statement(cursor)
    (line,) = lines(log)
    assert line["level"] == "WARNING"
    assert isinstance(line["ms"], int)
    assert line["ms"] >= 40
    assert "%s" in str(line["sql"])
    assert "illness" not in log.getvalue()


def slow_statement(cursor: CursorWrapper) -> None:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT 'my illness', %s, pg_sleep(0.06)", ["my illness"])
        return
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
    cursor.execute(f"{count} SELECT 'my illness', %s, max(i) FROM n", ["my illness"])  # noqa: S608 - our own text
