"""The main job, from the home page to a profile, as a reader does it."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visitor import Visitor, follow, press, visitor

pytestmark = pytest.mark.browser

WAYS = [
    pytest.param(1280, True, id="1280px"),
    pytest.param(1280, False, id="1280px-without-javascript"),
    pytest.param(320, True, id="320px"),
    pytest.param(320, False, id="320px-without-javascript"),
]


def read_the_framework(one: Visitor) -> None:
    page = one.page
    page.goto(one.site)
    one.look()
    follow(page.get_by_role("link", name="Phase 4: Prepare"))
    one.look()
    follow(page.get_by_role("link", name="4c Defining scope", exact=True))
    one.look()


def open_its_example(one: Visitor) -> None:
    follow(one.page.get_by_role("link", name="Demonstration: ").first)
    one.look()
    assert "made up" in one.page.get_by_role("main").inner_text().lower()


def find_another_example(one: Visitor) -> None:
    page = one.page
    page.goto(f"{one.site}/case-studies/")
    one.look()
    page.get_by_label("Search case studies").fill("blood pressure")
    page.get_by_label("5 Engage").check()
    press(page, "Search and filter")
    assert "q=blood+pressure" in page.url
    assert "phase=engage" in page.url
    one.look()
    assert "1 case study" in page.locator("#results-heading").inner_text()
    follow(page.get_by_role("link", name="Remove this filter").first)
    one.look()


def answer_a_phase(one: Visitor) -> None:
    page = one.page
    for question in page.get_by_role("main").locator("fieldset").all():
        question.get_by_label("Developing", exact=True).check()
    page.get_by_label("What is this based on?").first.fill("Minutes of the engagement group")
    press(page, "Save and continue")


def check_where_we_are(one: Visitor) -> str:
    """Answer the first phase and look at the profile; returns the secret link."""
    page = one.page
    page.goto(f"{one.site}/self-check/")
    one.look()
    follow(page.get_by_role("button", name="Start").first)
    one.look()
    link = page.get_by_label("Your secret link").input_value()
    phases = page.get_by_role("link", name="Check", exact=False).locator("visible=true")
    follow(phases.filter(has_text="1").first)
    one.look()
    answer_a_phase(one)
    one.look()
    page.goto(link)
    one.look()
    follow(page.get_by_role("link", name="Check your answers"))
    one.look()
    press(page, "See your profile")
    one.look()
    return link


def profile(page: Page) -> str:
    return page.get_by_role("table").first.inner_text()


@pytest.mark.parametrize(("width", "javascript"), WAYS)
def test_from_the_home_page_to_a_profile_and_back_on_another_device(
    site_url: str, browser: Browser, width: int, javascript: bool
) -> None:
    with visitor(browser, site_url, width=width, javascript=javascript) as one:
        read_the_framework(one)
        open_its_example(one)
        find_another_example(one)
        link = check_where_we_are(one)
        mine = profile(one.page)
    with visitor(browser, site_url, width=width, javascript=javascript) as other:
        other.page.goto(link)
        other.look()
        press(other.page, "See your profile")
        other.look()
        assert profile(other.page) == mine
        assert "Developing" in mine
