"""What leaves the site with a self-check's pages: nothing to keep, nothing to follow."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from config.redaction import RedactSecretLinks
from framework.models import SubPhase
from selfcheck.models import SelfCheck
from tests.selfcheck.conftest import TOKEN

pytestmark = pytest.mark.django_db

PAGES = ["", "check/", "challenge/", "about/", "answers/", "results/", "delete/", "no-such-page/"]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own log would hold."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactSecretLinks())
    logging.getLogger("django").addHandler(handler)
    yield stream
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_keeps_indexes_or_passes_on_a_page(client: Client, home: str, page: str) -> None:
    answer = client.get(f"{home}{page}")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer.headers
    assert not answer.cookies
    assert b'rel="canonical"' not in answer.content
    assert b'<meta name="robots" content="noindex' in answer.content


def test_a_page_for_a_lost_link_is_not_kept_either(client: Client, framework: object) -> None:
    answer = client.get("/self-check/not-a-token/")
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "page", ["start/", f"{TOKEN}/check/", f"{TOKEN}/about/", f"{TOKEN}/delete/"]
)
def test_a_post_needs_no_cookie_and_sets_none(self_check: SelfCheck, page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/self-check/{page}", headers={"origin": "null"})
    assert answer.status_code == 303
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", ["", "answers/", "results/"])
def test_a_page_to_read_takes_no_post(client: Client, home: str, page: str) -> None:
    assert client.post(f"{home}{page}").status_code == 405


def test_the_log_does_not_hold_the_secret(
    client: Client, home: str, framework: dict[str, SubPhase], log: io.StringIO
) -> None:
    client.get(f"{home}no-such-phase/")
    client.post(f"{home}results/")
    assert "/self-check/[secret]/" in log.getvalue()
    assert TOKEN not in log.getvalue()
