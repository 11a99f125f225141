"""The editor's twenty minutes: from the first log-in to a case study that readers find."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import editing
from tests.browser.site_process import said_by
from tests.browser.visitor import SESSION_COOKIES, follow, visitor

pytestmark = pytest.mark.browser

TITLE = "Boaters chose the days of the dentist"
STORY = {
    "problem": "Boaters could not register with a dentist.",
    "what_we_did": "We asked them at the moorings. They chose the days.",
    "what_changed": "More people registered.",
    "what_did_not_work": "Nobody read the first leaflet.",
}
NOT_KNOWN = (
    "lived_experience_role",
    "lived_experience_support",
    "effort",
    "differently",
    "transfer_advice",
)
MOST_CLICKS, MOST_PAGES = 30, 10
MOST_OF_ONE_STEP = 6


@pytest.fixture
def people(edited_url: str, edited_environment: dict[str, str]) -> list[str]:
    return said_by(edited_environment, "tests.browser.people_by_role", "make_people()")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "moorings.png"
    Image.new("RGB", (1200, 800), (0, 94, 184)).save(file)
    return file


def tell_the_story(page: Page, picture: Path) -> None:
    for field, words in STORY.items():
        editing.write(page, field, words)
    editing.empty(page, *NOT_KNOWN)
    editing.add_picture(page, picture, "A boat at its moorings, with a dentist on board.")


def put_right_what_stops_it(page: Page) -> None:
    """Follow the checklist: the licence, and what the consent rests on."""
    editing.checklist(page).get_by_role("link", name="under which licence").click()
    page.get_by_role("textbox", name="Licence").fill("Open Government Licence v3.0")
    page.get_by_role("textbox", name="Confirmed on").fill(editing.today())
    page.get_by_role("textbox", name="Confirmed by").fill("The boaters' group")
    editing.save_draft(page)


@pytest.mark.usefixtures("people")
def test_a_first_case_study_goes_from_an_empty_form_to_readers(
    edited_url: str, browser: Browser, picture: Path
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as writer:
        counts = editing.count_what_it_takes(writer)
        page = editing.log_in(writer, "writer")
        editing.begin_case_study(page)
        page.get_by_role("textbox", name="Title").fill(TITLE)
        page.get_by_role("textbox", name="Summary").fill("A dentist came on the days they chose.")
        tell_the_story(page, picture)
        editing.save_draft(page)
        assert "It stops the page" in editing.checklist(page).inner_text()
        put_right_what_stops_it(page)
        assert "Nothing stands in the way." in editing.checklist(page).inner_text()
        assert TITLE in editing.in_preview(page)
        follow(editing.more_action(page, "Submit to Publishing"))
        print(f"\nThe writer: {dict(counts)}")  # noqa: T201 - a figure for whoever runs it
        assert counts["clicks"] <= MOST_CLICKS
        assert counts["pages"] <= MOST_PAGES
        editing.forgive_the_checker(writer)
        assert writer.console_errors == []
        not_yet = page.request.get(f"{edited_url}/search/?q=boaters+dentist")
        assert TITLE not in not_yet.text()
    for name, button in (
        ("participation", "Approve"),
        ("checker", "Approve"),
        ("publisher", "Approve and Publish"),
    ):
        with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
            counts = editing.count_what_it_takes(one)
            editing.approve(editing.open_task(one, name, TITLE), button)
            assert max(counts.values()) <= MOST_OF_ONE_STEP
    with visitor(browser, edited_url) as reader:
        reader.page.goto(f"{edited_url}/search/?q=boaters+dentist")
        follow(reader.page.get_by_role("link", name=TITLE))
        reader.look()
        shown = reader.page.get_by_role("img", name="A boat at its moorings")
        assert shown.evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)")
