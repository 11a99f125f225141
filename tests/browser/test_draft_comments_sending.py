"""Words that somebody sends arrive once, whatever the browser, the device or the hand does."""

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.draft_rounds import Draft, round_for
from tests.browser.servers import free_port, served
from tests.browser.visitor import SESSION_COOKIES, Visitor, follow, press, visitor, words

pytestmark = pytest.mark.browser

# The names that browsers keep apart from every other site on the same host.
SECURE_COOKIES = {"__Host-sessionid": "/", "__Host-csrftoken": "/"}
LONGEST = 5_000
LONGEST_WAIT = 30_000
TO_THE_END = "and this is how it ends."
WAYS = [pytest.param(True, id="javascript"), pytest.param(False, id="without-javascript")]


@pytest.fixture
def draft(
    request: pytest.FixtureRequest, edited_url: str, edited_environment: dict[str, str]
) -> Draft:
    """A draft of its own for each test, with a link that nobody has opened."""
    return round_for(edited_environment, f"A draft for {request.node.name}"[:80])


def certificate_in(folder: Path) -> tuple[str, str]:
    """A key and a certificate of this machine, signed by itself; returns where they are."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    kept = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *kept))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    return str(folder / "key.pem"), str(folder / "certificate.pem")


@pytest.fixture(scope="module")
def secure_site(
    edited_url: str, edited_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same site with the settings of production, over HTTPS."""
    key, certificate = certificate_in(tmp_path_factory.mktemp("certificate"))
    environment = {
        **edited_environment,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"https://127.0.0.1:{free_port()}",
        "EMAIL_URL": "dummymail://",
    }
    with served(environment, "--keyfile", key, "--certfile", certificate) as address:
        yield address


def begin(one: Visitor, draft: Draft) -> None:
    """Open the link, agree, and go to the form of one part."""
    page = one.page
    page.goto(f"{one.site}{draft.link}")
    page.get_by_label("I agree that you keep my comments").check()
    press(page, "Agree and start")
    page.goto(page.url.replace("read/", "") + "read/")
    follow(page.get_by_role("link", name="Comment on “Whom to ask”"))


def write(page: Page, what: str) -> None:
    page.get_by_label("What do you want to say?").fill(what)


def stored(page: Page) -> list[str]:
    """What the person finds among their own comments."""
    page.goto(page.url.partition("/part/")[0].partition("/sent/")[0] + "/mine/")
    return page.get_by_role("main").locator("blockquote").all_inner_texts()


@pytest.mark.parametrize("javascript", WAYS)
def test_two_clicks_on_send_are_one_comment(
    edited_url: str, browser: Browser, draft: Draft, javascript: bool
) -> None:
    with visitor(browser, edited_url, javascript=javascript, cookies=SESSION_COOKIES) as one:
        page, sent = one.page, list[str]()
        begin(one, draft)
        page.on("request", lambda asked: sent.append(asked.method))
        write(page, "Ask them in the evening.")
        button = page.get_by_role("button", name="Send", exact=True)
        button.dblclick(no_wait_after=True)
        # The second click cuts the first answer off: only the address tells when it is over.
        expect(page).to_have_url(re.compile("/sent/$"), timeout=LONGEST_WAIT)
        if javascript:
            assert sent.count("POST") == 1
        assert stored(page) == ["Ask them in the evening."]


def test_a_form_that_arrives_twice_is_one_comment(
    edited_url: str, browser: Browser, draft: Draft
) -> None:
    """As from a shaky hand or a shaky line. With other words the second time, it asks first."""
    with visitor(browser, edited_url, javascript=False, cookies=SESSION_COOKIES) as one:
        page = one.page
        begin(one, draft)
        form = {
            name: page.locator(f"form:has(textarea) input[name={name}]").input_value()
            for name in ("csrfmiddlewaretoken", "submit_key")
        }
        first, again, other = (
            page.request.post(
                page.url,
                form={**form, "words": said},
                headers={"Origin": edited_url, "Referer": page.url},
            )
            for said in ("Ask them early.", "Ask them early.", "Ask them late.")
        )
        assert first.url == again.url
        assert first.url.endswith("/sent/")
        assert other.status == 409
        assert "Ask them late." in other.text()
        assert stored(page) == ["Ask them early."]


@pytest.mark.parametrize("javascript", WAYS)
def test_words_outlive_a_session_that_is_lost(
    edited_url: str, browser: Browser, draft: Draft, javascript: bool
) -> None:
    """The longest comment there may be is written while the device is forgotten."""
    long = ("I was asked, and asked again, " * LONGEST)[: LONGEST - len(TO_THE_END)] + TO_THE_END
    with visitor(browser, edited_url, javascript=javascript, cookies=SESSION_COOKIES) as one:
        page = one.page
        begin(one, draft)
        write(page, long)
        page.context.clear_cookies()
        press(page, "Send")
        one.expect_status(403)
        one.look()
        assert "Nothing was sent yet. Your words are safe below." in words(page)
        assert page.get_by_label("What do you want to say?").input_value() == long
        other = page.context.new_page()
        other.goto(f"{edited_url}{draft.link}")
        assert stored_in(other) == 0
        press(page, "Send again")
        assert page.url.endswith("/sent/")
        assert stored(page) == [long]


def stored_in(other: Page) -> int:
    other.goto(f"{other.url}mine/")
    return other.get_by_role("main").locator("blockquote").count()


def test_a_form_is_taken_under_the_settings_of_production(
    secure_site: str, browser: Browser, draft: Draft
) -> None:
    """Secure cookies and the strict check of where a form comes from, in a browser that says so."""
    with visitor(browser, secure_site, cookies=SECURE_COOKIES) as one:
        page, sent = one.page, list[Request]()
        begin(one, draft)
        one.look()
        cookies = page.context.cookies()
        assert {cookie["name"] for cookie in cookies} == set(SECURE_COOKIES)
        assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies)
        page.on("request", lambda asked: sent.append(asked))  # noqa: PLW0108 - playwright marks what it calls
        write(page, "Ask them in the evening.")
        press(page, "Send")
        assert page.url.endswith("/sent/")
        posted = next(asked for asked in sent if asked.method == "POST")
        assert posted.all_headers()["origin"] == secure_site
        assert stored(page) == ["Ask them in the evening."]
        press(page, "I have finished")
        assert page.context.cookies() == []


def test_a_form_without_an_origin_is_not_taken_and_keeps_the_words(
    secure_site: str, browser: Browser, draft: Draft
) -> None:
    """What would become of every form if its page said `no-referrer`: the check above can fail."""

    def say_no_referrer(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "referrer-policy": "no-referrer"}
        route.fulfill(response=answer, headers=headers)

    with visitor(browser, secure_site, cookies=SECURE_COOKIES) as one:
        page = one.page
        begin(one, draft)
        page.route("**/part/**", say_no_referrer, times=1)
        page.reload()
        write(page, "Ask them in the evening.")
        press(page, "Send")
        one.expect_status(403)
        assert page.get_by_label("What do you want to say?").input_value() == (
            "Ask them in the evening."
        )
        press(page, "Send")
        assert stored(page) == ["Ask them in the evening."]
