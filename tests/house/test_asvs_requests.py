"""What docs/asvs.md says of other sites, of methods, of alphabets and of mail."""

import pytest
from django.core import mail
from django.test import Client

from pages.models import HomePage
from tests.accounts.people import LOG_IN, PASSWORD, person

ELSEWHERE = "https://elsewhere.example"
FORGOTTEN = "/account/password/reset/"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/search/?q=trust", "/livez", "/admin/", "/no-such-page/"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_other_sites_are_let_in_nowhere(home_page: HomePage, path: str, method: str) -> None:
    asks = {"origin": ELSEWHERE, "access-control-request-method": "POST"}
    answer = Client().generic(method, path, headers=asks)
    assert [name for name in answer.headers if name.lower().startswith("access-control")] == []


@pytest.mark.parametrize("path", ["/", "/search/", "/account/login/", "/robots.txt", "/livez"])
def test_a_request_is_never_sent_back(home_page: HomePage, path: str) -> None:
    answer = Client().trace(path, headers={"x-planted": "a planted secret"})
    assert b"a planted secret" not in answer.content
    assert answer.headers["Content-Type"] != "message/http"


@pytest.mark.parametrize("path", ["/", "/search/", "/robots.txt", "/livez", "/no-such-page/"])
def test_text_says_its_alphabet(home_page: HomePage, path: str) -> None:
    assert Client().get(path).headers["Content-Type"].endswith("; charset=utf-8")


@pytest.mark.parametrize(
    "address", [f"{ELSEWHERE}/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_a_log_in_leads_to_no_other_site(client: Client, address: str) -> None:
    user = person()
    sent = {"login": user.username, "password": PASSWORD, "next": address}
    answer = client.post(LOG_IN, sent, query_params={"next": address})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


def test_no_line_of_a_form_becomes_a_header_of_a_message(client: Client) -> None:
    user = person()
    client.post(FORGOTTEN, {"email": f"{user.email}\r\nBcc: two@example.org"})
    assert mail.outbox == []

    client.post(FORGOTTEN, {"email": user.email})
    assert [message.recipients() for message in mail.outbox] == [[user.email]]


def test_the_sitemap_says_its_alphabet(client: Client, home_page: HomePage) -> None:
    assert client.get("/sitemap.xml").headers["Content-Type"] == "application/xml; charset=utf-8"
