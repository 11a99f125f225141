"""“Tell us about your work”: on a small screen without scripts, from the finder to taking it back."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visitor import Visitor, follow, press, visitor, words

pytestmark = pytest.mark.browser

TITLE = "Dental access designed with boaters"
ANSWERS = (
    {
        "organisation_name": "Northfold ICB",
        "place": "Northfold",
        "problem": "Boaters could not register with a dentist.",
        "what_we_did": "We asked them at the moorings.",
        "who_with": "A boaters’ group, which chose the days.",
    },
    {
        "what_changed": "More people registered.",
        "what_did_not_work": "The first leaflet.",
        "figures": "5 people at first, 40 of 60 later.",
    },
    {"role": "Engagement lead"},
)
BOXES = ("#id_story_people", "#id_may_publish", "#id_licence_agreed")


def fill(page: Page, answers: dict[str, str]) -> None:
    for name, answer in answers.items():
        page.locator(f"#id_{name}").fill(answer)


def begin(one: Visitor) -> None:
    """From the finder to a first page that is kept half answered, and back by the link."""
    page = one.page
    page.goto(f"{one.site}/case-studies/")
    follow(page.get_by_role("main").get_by_role("link", name="Tell us about your work").last)
    one.look()
    follow(page.get_by_role("button", name="Start"))
    one.look()
    press(page, "Save and go on")
    one.expect_status(422)
    one.look()
    assert page.title().startswith("Error: ")
    page.locator("#id_title").fill(TITLE)
    press(page, "Save and finish later")
    one.look()
    page.goto(page.locator("#your-link").input_value())
    follow(page.get_by_role("link", name="Your work", exact=True))
    assert page.locator("#id_title").input_value() == TITLE


def tell(one: Visitor) -> None:
    """The three pages of questions, and everything once more before it is sent."""
    page = one.page
    for answers in ANSWERS:
        fill(page, answers)
        if "role" in answers:
            for box in BOXES:
                page.locator(box).check()
        one.look()
        press(page, "Save and go on")
    one.look()
    assert "“5 people”" in words(page)
    follow(page.get_by_role("link", name="Change the answer to “Do you have any figures?"))
    page.locator("#id_figures").fill("Fewer than 8 people at first, 40 of 60 later.")
    press(page, "Save and go on")
    assert "Small numbers" not in words(page)


def test_somebody_tells_of_their_work_and_takes_it_back(site_url: str, browser: Browser) -> None:
    with visitor(browser, site_url, width=320, javascript=False, cookies={}) as one:
        begin(one)
        tell(one)
        press(one.page, "Send")
        one.look()
        assert "We have your offer" in words(one.page)
        link = one.page.url
        follow(one.page.get_by_role("link", name="Take back my offer"))
        one.look()
        press(one.page, "Take back my offer")
        one.look()
        one.page.goto(link)
        one.expect_status(404)
        one.look()
