"""Every public page at both widths: nothing in the way of anybody."""

import gzip
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.visitor import visitor

pytestmark = pytest.mark.browser

RECORDS = ("/framework/statements/", "/measures/", "/strategies/")
EXTRA = [
    "/search/",
    "/search/?q=trust",
    "/search/?q=nothingfound",
    "/case-studies/?q=nothingfound",
    "/case-studies/?organisation=frimley",
    "/case-studies/next-level/",
    "/case-studies/next-level/?part=4a&level=developing",
    "/case-studies/organisations/",
    "/case-studies/compare/",
    "/case-studies/compare/?study=black-country-pilot&study=demo-travellers-and-dental-access",
    "/no-such-page/",
]


def addresses(site: str) -> list[str]:
    """What the sitemap lists, and a few pages that it does not."""
    with urlopen(f"{site}/sitemap.xml") as answer:  # noqa: S310
        listed = re.findall(r"<loc>(?:https?://[^/]+)?([^<]*)</loc>", answer.read().decode())
    return [*(page for page in listed if not of_record(page)), *samples(listed), *EXTRA]


def of_record(address: str) -> bool:
    """Whether a page is drawn from a record: there are many, and those of a kind are alike."""
    return address.startswith(RECORDS) and address not in {"/measures/", "/strategies/"}


def samples(listed: list[str]) -> list[str]:
    """Of each kind of record the first, the middle one and the last."""
    kinds: dict[tuple[str, int], list[str]] = {}
    for page in filter(of_record, listed):
        kinds.setdefault((page.split("/")[1], page.count("/")), []).append(page)
    return [page for of_kind in kinds.values() for page in of_kind[:: max(1, len(of_kind) // 2)]]


@pytest.mark.parametrize("width", [1280, 320])
def test_every_public_page_can_be_used_by_everybody(
    site_url: str, browser: Browser, width: int
) -> None:
    with visitor(browser, site_url, width=width) as one:
        for address in addresses(site_url):
            one.page.goto(f"{site_url}{address}")
            one.look()
        # The browser's own note on the page that is missing on purpose.
        one.console_errors = [e for e in one.console_errors if "/no-such-page/" not in e]
    assert len(one.visited) > 40


def test_a_keyboard_reaches_the_content_in_one_step(site_url: str, browser: Browser) -> None:
    with visitor(browser, site_url) as one:
        one.page.goto(site_url)
        one.page.keyboard.press("Tab")
        assert one.page.evaluate("document.activeElement.textContent") == "Skip to main content"
        one.page.keyboard.press("Enter")
        one.page.wait_for_url("**/#maincontent")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/framework/check/",
        "/framework/check/1b-reviewing-evidence/",
        "/framework/statements/1b-emerging-1/",
        "/framework/print/",
        "/guidance/find-out-what-you-already-know/",
        "/measures/",
        "/measures/people-reached/",
        "/strategies/",
        "/strategies/core20plus5-adults/core20plus5-adults-plus/",
        "/strategies/cross-walk/",
        "/case-studies/",
        "/case-studies/demo-travellers-and-dental-access/",
        "/whats-new/",
    ],
)
def test_a_page_is_light(site_url: str, browser: Browser, address: str) -> None:
    """At most 45 KB compressed without pictures, and at most 10 requests."""
    with visitor(browser, site_url) as one:
        answers: list[Response] = []
        one.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright marks what it calls
        one.page.goto(f"{site_url}{address}", wait_until="networkidle")
        sizes = [len(gzip.compress(answer.body())) for answer in answers]
        assert len(sizes) <= 10
        assert sum(sizes) <= 45 * 1024
