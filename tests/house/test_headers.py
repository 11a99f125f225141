"""Security headers and who may keep a copy, on real answers."""

from typing import Any

import pytest
from django.test import Client

from pages.models import HomePage
from tests.factories.framework import PhaseFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)

PUBLIC_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ANSWERS: dict[str, tuple[int, dict[str, Any]]] = {
    "a page": (200, {"path": "/"}),
    "a list": (200, {"path": "/search/?q=trust"}),
    "no body": (200, {"path": "/", "method": "HEAD"}),
    "options": (200, {"path": "/", "method": "OPTIONS"}),
    "health": (200, {"path": "/livez"}),
    "robots": (200, {"path": "/robots.txt"}),
    "file": (200, {"path": "/static/designsystem/site.css"}),
    "address with its slash": (301, {"path": "/search"}),
    "way to the log-in": (302, {"path": "/admin/"}),
    "host of somebody else": (400, {"path": "/", "headers": {"host": "elsewhere.example"}}),
    "form without a token": (403, {"path": "/admin/login/", "method": "POST"}),
    "missing page": (404, {"path": "/no-such-page/"}),
    "missing file": (404, {"path": "/static/no-such-file.css"}),
    "way that is not offered": (405, {"path": "/self-check/start/", "method": "DELETE"}),
    "error further in": (500, {"path": "/fails/"}),
    "database is away": (503, {"path": "/database-is-away/"}),
}


@pytest.fixture
def failing(settings: Any) -> Client:
    """A client of a site whose next middleware may fail."""
    at = settings.MIDDLEWARE.index("config.csp.ContentSecurityPolicyMiddleware") + 1
    fails = "tests.house.failing.FailingMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], fails, *settings.MIDDLEWARE[at:]]
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize("asked", ANSWERS)
def test_every_answer_carries_the_headers(
    failing: Client, home_page: HomePage, settings: Any, asked: str
) -> None:
    settings.SECURE_HSTS_SECONDS = 1000
    status, request = ANSWERS[asked]
    answer = failing.generic(**{"method": "GET", **request}, secure=True)
    answer.close()
    assert answer.status_code == status
    assert missing_from(answer.headers) == {}
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=1000")
    if not request["path"].startswith("/admin/"):
        assert parts(answer.headers["Content-Security-Policy"]) == PUBLIC_POLICY


@pytest.mark.parametrize(("host", "status"), [("testserver", 301), ("elsewhere.example", 400)])
def test_the_way_to_https_carries_the_headers(settings: Any, host: str, status: int) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/search/", headers={"host": host})
    assert answer.status_code == status
    assert missing_from(answer.headers) == {}
    assert parts(answer.headers["Content-Security-Policy"]) == PUBLIC_POLICY


def parts(policy: str) -> set[str]:
    return {part.strip() for part in policy.split(";")}


def missing_from(headers: Any) -> dict[str, str]:
    """Which of the headers that stand everywhere are not as they should be."""
    wrong = {
        name: headers.get(name) for name, value in ALWAYS.items() if headers.get(name) != value
    }
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        wrong["Permissions-Policy"] = headers.get("Permissions-Policy")
    return wrong


def test_who_logs_out_leaves_nothing_in_the_browser(editor_client: Client) -> None:
    assert "Clear-Site-Data" not in editor_client.get("/admin/").headers
    answer = editor_client.post("/admin/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in editor_client.get("/").headers


def test_the_admin_may_be_framed_only_by_itself_and_is_never_kept(editor_client: Client) -> None:
    answer = editor_client.get("/admin/")
    assert missing_from(answer.headers) == {}
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/search/?q=trust", "/self-check/questions/"])
def test_public_pages_may_be_kept_and_set_no_cookie(
    client: Client, home_page: HomePage, address: str
) -> None:
    answer = client.get(address)
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, home_page: HomePage) -> None:
    etag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 304


def test_a_missing_page_is_not_kept(client: Client, home_page: HomePage) -> None:
    assert "no-store" in client.get("/no-such-page/").headers["Cache-Control"]


@pytest.mark.parametrize("rest", ["", "/x/y/"])
def test_whatever_is_below_a_secret_link_is_kept_by_nobody(
    client: Client, home_page: HomePage, rest: str
) -> None:
    answer = client.get(f"/self-check/{'k' * 43}{rest}")
    assert answer.status_code in {301, 404}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.fixture
def question_pages(home_page: HomePage) -> list[str]:
    """A framework page and a guidance page that ask a question of the self-check."""
    four_levels()
    phase = PhaseFactory(number=1, identifier="check", name="Check")
    part = SubPhaseFactory(phase=phase, letter="a", identifier="1a", title="Evidence")
    framework = FrameworkIndexPageFactory(parent=home_page)
    asking = SubPhasePageFactory(
        parent=PhasePageFactory(parent=framework, phase=phase), sub_phase=part
    )
    block = {"type": "self_check_question", "value": {"sub_phase": part.pk}}
    guidance = GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page), body=[block])
    return [asking.url, guidance.url]


def test_a_page_that_asks_a_question_is_the_same_for_everybody(
    client: Client, question_pages: list[str]
) -> None:
    for address in question_pages:
        answers = []
        for cookie in ("", "k" * 43):
            client.cookies["self_check"] = cookie
            answers.append(client.get(address))
        first, second = answers
        assert b'action="/self-check/start/"' in first.content
        assert first.content == second.content
        assert first.headers["ETag"] == second.headers["ETag"]
        for answer in answers:
            assert answer.headers["Cache-Control"].startswith("public, max-age=60")
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert not answer.cookies
            assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_form_that_cannot_be_checked_is_refused_in_words_of_ours(home_page: HomePage) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a"})
    assert answer.status_code == 403
    assert b"This form could not be sent" in answer.content
    assert b"<style" not in answer.content
