"""What people get while the database is away: a friendly page, and their words."""

import sqlite3
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from operations.unavailable import quiet_log

WORDS = 'Nobody asked us <b>before</b> "it" closed.'


def locked(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked") from sqlite3.OperationalError()


def gone(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("connection already closed")


def wrong_statement(request: HttpRequest) -> HttpResponse:
    connection.cursor().execute("SELECT 1 FROM no_table_of_ours")
    return HttpResponse()


class FailsOutsideOfViews:
    """A middleware that asks a database which is away."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return gone(request)


urlpatterns = [
    path("locked/", csrf_exempt(locked)),
    path("gone/", csrf_exempt(gone)),
    path("admin/gone/", csrf_exempt(gone)),
    path("wrong/", wrong_statement),
]
handler500 = "operations.unavailable.server_error"


@pytest.fixture
def client(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/locked/", "/gone/", "/admin/gone/"])
def test_a_database_that_is_away_is_a_friendly_503(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Cache-Control"] == "no-store"
    assert "the site is not available just now" in response.text
    assert "what you sent" not in response.text


def test_a_middleware_that_fails_is_answered_too(client: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.FailsOutsideOfViews"]
    assert client.get("/locked/").status_code == 503


@pytest.mark.django_db
def test_a_wrong_statement_is_our_fault_and_stays_an_error(client: Client) -> None:
    if connection.vendor == "sqlite":
        assert client.get("/wrong/").status_code == 500


def test_what_was_typed_comes_back_and_can_be_sent_again(client: Client) -> None:
    sent = {"words": WORDS, "key": "c2VydmVyLW1pbnRlZC1rZXktb2Ytb3Vycw", "topic": ["1", "2"]}
    response = client.post("/gone/?part=2", sent)
    assert response.status_code == 503
    assert '<form action="/gone/?part=2" method="post">' in response.text
    assert (
        "Nobody asked us &lt;b&gt;before&lt;/b&gt; &quot;it&quot; closed.</textarea>"
        in response.text
    )
    assert f'<input name="key" type="hidden" value="{sent["key"]}">' in response.text
    assert response.text.count('name="topic"') == 2


def test_a_file_has_to_be_chosen_again(client: Client) -> None:
    file = SimpleUploadedFile("answers.json", b"{}")
    response = client.post("/gone/", {"words": WORDS, "file": file})
    assert "choose it again" in response.text
    assert "asked us" in response.text


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/gone/", {"login": "ada", "password": "correct horse battery staple"}),
        ("/admin/gone/", {"body": WORDS}),
        ("/gone/", {}),
    ],
)
def test_what_cannot_be_given_back_is_in_the_browser(
    client: Client, address: str, sent: dict[str, str]
) -> None:
    response = client.post(address, sent)
    assert response.status_code == 503
    assert "<form" not in response.text
    assert "Go back in your browser" in response.text
    assert "horse" not in response.text


def test_a_form_that_is_too_large_is_not_drawn_again(client: Client) -> None:
    response = client.post("/gone/", {"words": "so many words " * 200_000})
    assert (response.status_code, len(response.content) < 5000) == (503, True)


def test_the_log_says_it_once(client: Client, caplog: Any) -> None:
    quiet_log.last = float("-inf")
    for _ in range(3):
        client.get("/gone/")
    said = [record for record in caplog.records if record.name == "operations.unavailable"]
    assert len(said) == 1
