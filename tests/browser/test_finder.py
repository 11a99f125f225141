"""The finder by keyboard, as a screen reader meets it, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visitor import follow, press, visitor

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"
MOST_STEPS = 80


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the element with this id or text has the focus, as a reader would."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(what):
            return
    raise AssertionError(f"Tab never reaches {what}")


@pytest.mark.parametrize("width", [1280, 320])
def test_finds_filters_and_compares_by_keyboard_alone(
    site_url: str, browser: Browser, width: int
) -> None:
    with visitor(browser, site_url, width=width) as one:
        page = one.page
        page.goto(f"{site_url}/case-studies/")
        tab_to(page, "Skip to the results")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "results"

        page.goto(f"{site_url}/case-studies/")
        tab_to(page, "finder-words")
        page.keyboard.type("people")
        page.keyboard.press("Enter")
        page.wait_for_url("**/case-studies/?q=people*#results")
        everything = int(re.match(r"\d+", page.title())[0])
        assert page.get_by_role("status").inner_text() == f"{everything} found"
        one.look()

        tab_to(page, "What it tells you")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        tab_to(page, "Apply filters")
        page.keyboard.press("Enter")
        page.wait_for_url("**learning=did-not-work*")
        fewer = int(re.match(r"\d+", page.title())[0])
        assert 1 < fewer < everything
        one.look()

        boxes = page.get_by_role("checkbox", name=re.compile("^Compare"))
        for box in (boxes.nth(0), boxes.nth(1)):
            box.focus()
            page.keyboard.press("Space")
        tab_to(page, "Compare two case studies")
        page.keyboard.press("Enter")
        page.wait_for_url("**/case-studies/compare/?study=*&study=*")
        one.look()
        page.go_back()

        page.get_by_role("link", name=re.compile("^Remove this filter")).focus()
        page.keyboard.press("Enter")
        page.wait_for_function("!location.search.includes('learning')")
        assert page.get_by_role("status").inner_text() == f"{everything} found"


def test_a_screen_reader_meets_named_parts(site_url: str, browser: Browser) -> None:
    with visitor(browser, site_url) as one:
        one.page.goto(f"{site_url}/case-studies/?q=people&learning=did-not-work")
        tree = one.page.locator("main").aria_snapshot()
        for part in (
            r'- search "Case studies":',
            r'- searchbox "Search case studies": people',
            r'- combobox "Order":',
            r"- group:\n.*- text: What it tells you",
            r'- region "\d+ case studies with “people”":',
            r'- heading "\d+ case studies with “people”" \[level=2\]',
            r"- status: \d+ found",
            r'link "Remove this filter: What it tells you, Says what did not work"',
            r'- form "Compare case studies":',
            r'checkbox "Compare Demonstration: ',
        ):
            assert re.search(part, tree), f"{part}\n{tree}"


def test_everything_works_without_javascript(site_url: str, browser: Browser) -> None:
    with visitor(browser, site_url, width=320, javascript=False) as one:
        page = one.page
        page.goto(f"{site_url}/case-studies/")
        page.get_by_label("Search case studies").fill("barbors")
        press(page, "Search and filter")
        assert page.get_by_role("status").inner_text() == "0 found"
        one.look()
        follow(page.get_by_role("link", name="barbers", exact=True))
        assert page.get_by_role("status").inner_text() == "1 found"
        page.get_by_text("More filters").click()
        page.locator("summary", has_text="Real or made up").click()
        page.get_by_label("Made-up example").check()
        press(page, "Apply filters")
        assert "truth=made-up" in page.url
        page.get_by_text("Keep or share this list").click()
        one.look()
