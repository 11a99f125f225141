"""Security headers and who may keep a copy, on real answers."""

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
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ADDRESSES = ["/", "/search/?q=trust", "/no-such-page/", "/livez", "/robots.txt"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_public_answer_carries_the_headers(
    client: Client, home_page: HomePage, address: str
) -> None:
    answer = client.get(address)
    policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    assert policy == PUBLIC_POLICY
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_the_admin_may_be_framed_only_by_itself_and_is_never_kept(editor_client: Client) -> None:
    answer = editor_client.get("/admin/")
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
