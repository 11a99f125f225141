"""What leaves the site with a self-check's pages: nothing to keep, nothing to follow."""

import io
import logging
from collections.abc import Iterator

import html5lib
import pytest
from django.core import mail
from django.test import Client

from config.redaction import RedactSecretLinks
from framework.models import SubPhase
from selfcheck.actions.checks import make_view_link
from selfcheck.actions.teams import open_team
from selfcheck.links import Purpose, link_of
from selfcheck.models import SelfCheck
from selfcheck.views.remembering import COOKIE
from tests.factories.selfcheck import AnswerFactory
from tests.selfcheck.conftest import TOKEN

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "check/",
    "check/statements/",
    "check/reading/",
    "challenge/",
    "about/",
    "answers/",
    "results/",
    "links/",
    "next-round/",
    "action-plan/",
    "team/",
    "delete/",
    "no-such-page/",
]
VIEW = link_of(TOKEN, Purpose.VIEW, 1)
JOIN = link_of(TOKEN, Purpose.JOIN, 1)


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


@pytest.mark.parametrize("page", PAGES)
def test_the_secret_stands_only_in_addresses_of_this_site_and_in_the_link_to_copy(
    client: Client, home: str, page: str
) -> None:
    shown = []
    for element in html5lib.parse(client.get(f"{home}{page}").content).iter():
        assert TOKEN not in (element.text or "") + (element.tail or "")
        shown += [(name, value) for name, value in element.items() if TOKEN in value]
    assert all(
        value.startswith(home) and name in {"href", "action"}
        if name != "value"
        else value == f"http://testserver{home}"
        for name, value in shown
    )


@pytest.mark.parametrize("page", ["start/", "load/", "forget/", "deleted/", "not-a-token/"])
def test_a_page_without_a_secret_is_as_private(
    client: Client, framework: object, page: str
) -> None:
    send = client.post if page == "start/" else client.get
    answer = send(f"/self-check/{page}", {"sub_phase": "9z"})
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_page_for_a_lost_link_is_not_kept_either(client: Client, framework: object) -> None:
    answer = client.get("/self-check/not-a-token/")
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "page",
    [
        "start/",
        "forget/",
        *(f"{TOKEN}/{page}" for page in ("about/", "links/", "next-round/", "delete/")),
    ],
)
def test_a_post_needs_no_cookie_and_keeps_none(self_check: SelfCheck, page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/self-check/{page}", headers={"origin": "null"})
    assert answer.status_code == 303
    assert not any(cookie.value for cookie in answer.cookies.values())
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", ["check/", "check/statements/"])
def test_saving_sets_the_one_cookie_and_needs_none(self_check: SelfCheck, page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    # As browsers send it from a page that tells no referrer.
    sent_from_here = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = strict.post(f"/self-check/{TOKEN}/{page}", headers=sent_from_here)
    assert answer.status_code == 303
    assert list(answer.cookies) == [COOKIE]
    assert answer.cookies[COOKIE]["path"] == "/self-check/"


def test_no_form_sends_anyone_to_another_site(client: Client, home: str) -> None:
    pages = [f"{home}{page}" for page in ("check/", "about/", "links/", "next-round/", "delete/")]
    for address in ("/self-check/start/", "/self-check/forget/", *pages):
        for field in ("next", "then", "url", "return_to"):
            answer = client.post(address, {field: "https://elsewhere.example/"})
            assert (
                answer["Location"].startswith("/self-check/")
                if answer.status_code == 303
                else (answer.status_code == 404)
            )


def test_nothing_is_sent_by_mail(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    client.post(f"{home}links/", {"view_link": "make", "turn": "0"})
    client.post(f"{home}delete/")
    assert mail.outbox == []


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


@pytest.mark.parametrize("secret", [TOKEN, VIEW, JOIN], ids=["own", "view-only", "join"])
@pytest.mark.parametrize(
    "rest",
    ["", "results/", "join/", "links/", "answer-file/", "download/docx/", "team/check/", "x/y/z/"],
)
def test_no_secret_link_reaches_the_log(
    client: Client, self_check: SelfCheck, log: io.StringIO, secret: str, rest: str
) -> None:
    make_view_link(self_check=self_check, token=TOKEN, turn="0")
    open_team(token=TOKEN)
    # Each of these answers with an error, which Django logs together with the address.
    client.put(f"/self-check/{secret}/{rest}")
    client.get(f"/self-check/{secret}/{rest}no-such-page/")
    client.post(f"/self-check/{secret}/{rest}", {"answer-1a": "maturing"})
    assert "/self-check/[secret]/" in log.getvalue()
    assert secret not in log.getvalue()


def test_what_people_wrote_reaches_no_log(
    client: Client, home: str, framework: dict[str, SubPhase], log: io.StringIO
) -> None:
    AnswerFactory(self_check=SelfCheck.objects.get(), sub_phase=framework["1a"], note="A secret")
    client.post(f"{home}check/", {"answer-1a": "perfect", "note-1a": "Another secret"})
    client.post("/self-check/load/", {"file": "Another secret"})
    client.get(f"{home}no-such-page/")
    assert log.getvalue()
    assert "secret " not in log.getvalue().replace("[secret]", "")
