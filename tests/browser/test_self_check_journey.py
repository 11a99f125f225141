"""The whole self-check in a real browser: one person, a team of three, and the keyboard alone."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from tests.browser.test_finder import tab_to
from tests.browser.visitor import Visitor, follow, press, visitor, words

pytestmark = pytest.mark.browser

WAYS = [
    pytest.param(1280, True, id="1280px"),
    pytest.param(1280, False, id="1280px-without-javascript"),
    pytest.param(320, True, id="320px"),
    pytest.param(320, False, id="320px-without-javascript"),
]
FIRST_STATEMENTS = 4


@pytest.fixture
def people() -> Iterator[ExitStack]:
    """Visitors who stay until the end of a test."""
    with ExitStack() as stack:
        yield stack


def start(one: Visitor) -> str:
    """Start the quick check; returns its secret link."""
    one.page.goto(f"{one.site}/self-check/")
    press(one.page, "Start the quick check")
    one.look()
    return one.page.get_by_label("Your secret link").input_value()


def choose(page: Page, level: str) -> None:
    """The same answer to every question of the page."""
    for question in page.get_by_role("main").locator("fieldset").all():
        question.get_by_label(level, exact=True).check()


def answer_engage(one: Visitor, link: str, level: str) -> None:
    one.page.goto(link)
    follow(one.page.get_by_role("link", name="5. Engage", exact=True))
    choose(one.page, level)
    press(one.page, "Save and continue")


def meet_a_conflict(one: Visitor, other: Visitor, link: str) -> None:
    """Both have the same page open; what the first saved is not overwritten by the second."""
    other.page.goto(f"{link}engage/")
    answer_engage(one, link, "Developing")
    one.look()
    choose(other.page, "Maturing")
    press(other.page, "Save and continue")
    other.expect_status(409)
    assert "“Developing” was saved here before" in words(other.page)
    assert other.page.title().startswith("Error: ")
    other.look()
    one.page.goto(f"{link}engage/")
    assert one.page.get_by_label("Developing", exact=True).first.is_checked()


def look_closer(one: Visitor, link: str) -> None:
    """Answer some statements of a phase that has an answer already, and read what they say."""
    page = one.page
    page.goto(f"{link}engage/")
    follow(page.get_by_role("link", name="Look closer"))
    one.look()
    statements = page.get_by_role("main").locator("fieldset")
    for number in range(FIRST_STATEMENTS):
        statements.nth(number).get_by_label("We do this", exact=True).check()
    press(page, "Save and continue")
    assert page.url.endswith("/engage/reading/")
    one.look()
    assert page.get_by_label("Developing", exact=True).first.is_checked()
    press(page, "Save and continue")


def plan_something(one: Visitor, link: str) -> None:
    """From a next step of the profile to two actions, the second put first."""
    page = one.page
    page.goto(f"{link}results/")
    one.look()
    assert "Developing" in words(page)
    follow(page.get_by_role("link", name="Add to the action plan").first)
    one.look()
    page.locator("input[name=idea]").first.check()
    page.get_by_label("Who leads on it?").fill("Engagement lead")
    for part, value in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        page.get_by_label(part, exact=True).fill(value)
    press(page, "Add to the plan")
    one.expect_status(422)
    assert "There is no day 31 in February 2027" in words(page)
    page.get_by_label("Month", exact=True).fill("March")
    press(page, "Add to the plan")
    page.get_by_label("What will you do?").fill("Ask three groups what gets in the way")
    press(page, "Add to the plan")
    follow(page.get_by_role("button", name="Move up action 2"))
    one.look()
    first = page.get_by_role("heading", name=re.compile("^Action 1 of 2"))
    assert "Ask three groups" in first.inner_text()
    assert "31 March 2027" in words(page)


def download_the_word_file(one: Visitor, link: str, folder: Path) -> None:
    one.page.goto(f"{link}results/")
    with one.page.expect_download() as waiting:
        one.page.get_by_role("link", name=re.compile(r"\bWord\b")).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".docx"
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "Ask three groups what gets in the way" in text


def share_for_reading(one: Visitor, reader: Visitor, link: str) -> None:
    one.page.goto(f"{link}links/")
    press(one.page, "Make a link for reading only")
    one.look()
    reader.page.goto(one.page.get_by_label("Link for reading only").input_value())
    reader.look()
    assert "Developing" in words(reader.page)
    follow(reader.page.get_by_role("link", name="Read the action plan"))
    reader.look()
    assert "Ask three groups" in words(reader.page)
    assert reader.page.get_by_role("main").get_by_role("button").count() == 0
    reader.page.goto(reader.page.url.replace("action-plan/", "engage/"))
    reader.expect_status(403)
    assert "This link is for reading only" in words(reader.page)


def start_again(one: Visitor, link: str) -> str:
    """The next round: the same answers, with those of before beside them."""
    one.page.goto(f"{link}next-round/")
    one.look()
    press(one.page, "Start again from last time")
    again = one.page.get_by_label("Your secret link").input_value()
    assert again != link
    answer_engage(one, again, "Thriving")
    one.page.goto(f"{again}results/")
    one.look()
    assert "Before: Developing" in words(one.page)
    return again


def delete(one: Visitor, link: str) -> None:
    one.page.goto(f"{link}delete/")
    one.look()
    press(one.page, "Delete all answers")
    one.look()
    one.page.goto(link)
    one.expect_status(404)
    assert "We cannot find these answers" in words(one.page)


@pytest.mark.parametrize(("width", "javascript"), WAYS)
def test_one_person_from_the_first_answer_to_the_last_link(
    site_url: str,
    browser: Browser,
    people: ExitStack,
    tmp_path: Path,
    width: int,
    javascript: bool,
) -> None:
    one, other, reader = (
        people.enter_context(visitor(browser, site_url, width=width, javascript=javascript))
        for _ in range(3)
    )
    link = start(one)
    meet_a_conflict(one, other, link)
    look_closer(one, link)
    plan_something(one, link)
    download_the_word_file(one, link, tmp_path)
    share_for_reading(one, reader, link)
    again = start_again(one, link)
    delete(one, again)
    one.page.goto(f"{link}results/")
    assert "Developing" in words(one.page)
    one.page.screenshot(path=str(tmp_path / "profile.png"), full_page=True)


def join(one: Visitor, link: str, role: str) -> str:
    """Join a team under a role; returns the link to the sheet of one's own."""
    one.page.goto(link)
    one.look()
    one.page.get_by_label("Your role, or a name to go by").fill(role)
    press(one.page, "Join and start my sheet")
    return one.page.get_by_label("Your secret link").input_value()


def answer_check_and_engage(one: Visitor, sheet: str, check: str, engage: str) -> None:
    answer_engage(one, sheet, engage)
    one.page.goto(f"{sheet}check/")
    choose(one.page, check)
    press(one.page, "Save and come back later")


def agree(lead: Visitor, team: str) -> None:
    """The part that people differ most about comes first; the coordinator records what is agreed."""
    page = lead.page
    page.goto(team)
    lead.look()
    assert "3 people have joined. 3 have answered something." in words(page)
    parts = page.locator("[id^=parts-]").locator("xpath=ancestor::li").all_inner_texts()
    assert re.match(r"5\w ", parts[0])
    follow(page.locator("main .nhsuk-task-list__link").first)
    lead.look()
    assert "Emerging" in words(page)
    assert "Thriving" in words(page)
    agreed = page.get_by_role("main").locator("fieldset").first
    agreed.get_by_label("Maturing", exact=True).check()
    page.get_by_label("Why did you agree this?").first.fill("Most groups are heard")
    press(page, "Save and see all answers")
    assert page.url.partition("#")[0] == team


@pytest.mark.parametrize(("width", "javascript"), WAYS)
def test_a_team_of_three_sees_where_it_differs_and_agrees(
    site_url: str,
    browser: Browser,
    people: ExitStack,
    tmp_path: Path,
    width: int,
    javascript: bool,
) -> None:
    lead, *members = (
        people.enter_context(visitor(browser, site_url, width=width, javascript=javascript))
        for _ in range(4)
    )
    link = start(lead)
    follow(lead.page.get_by_role("link", name="Check as a team"))
    lead.look()
    press(lead.page, "Open the team")
    lead.look()
    invitation = re.search(rf"{site_url}/self-check/[\w-]+/join/", lead.page.content())
    assert invitation
    sheets = [
        join(member, invitation[0], role)
        for member, role in zip(members, ["Lead", "Nurse", "Carer"], strict=True)
    ]
    for member, sheet, engage in zip(
        members, sheets, ["Emerging", "Maturing", "Thriving"], strict=True
    ):
        answer_check_and_engage(member, sheet, "Developing", engage)
    agree(lead, f"{link}team/")
    lead.page.screenshot(path=str(tmp_path / "team.png"), full_page=True)
    first, sheet = members[0], sheets[0]
    first.page.goto(f"{sheet}team/engage/")
    first.look()
    assert "What you agreed: Maturing" in words(first.page)
    assert "Most groups are heard" in words(first.page)
    first.page.goto(f"{sheet}leave/")
    first.look()
    press(first.page, "Leave and keep my sheet")
    first.page.goto(f"{sheet}results/")
    assert "Emerging" in words(first.page)
    lead.page.goto(f"{link}team/")
    assert "2 people have joined." in words(lead.page)
    lead.page.goto(f"{link}results/")
    assert "Maturing" in words(lead.page)


@pytest.mark.parametrize("width", [1280, 320])
def test_answers_and_plans_by_keyboard_alone(site_url: str, browser: Browser, width: int) -> None:
    with visitor(browser, site_url, width=width) as one:
        page, keys = one.page, one.page.keyboard
        page.goto(f"{site_url}/self-check/")
        tab_to(page, "Start the quick check")
        keys.press("Enter")
        page.wait_for_url(re.compile(r"/self-check/[\w-]{43}/$"))
        link = page.url
        tab_to(page, "5. Engage")
        keys.press("Enter")
        page.wait_for_url("**/engage/")
        page.get_by_role("main").locator("fieldset input").first.focus()
        keys.press("Space")
        keys.press("ArrowDown")
        tab_to(page, "Save and come back later")
        keys.press("Enter")
        page.wait_for_url(link)
        page.goto(f"{link}action-plan/?part=5a")
        assert "Maturing, one level up" in words(page)
        for number, what in enumerate(["Pay people for their time", "Ask people what changed"], 1):
            tab_to(page, "id_what")
            keys.type(what)
            tab_to(page, "Add to the plan")
            keys.press("Enter")
            page.get_by_role("heading", name=re.compile(f"^Action {number} of {number}")).wait_for()
        one.look()
        page.get_by_role("heading", name=re.compile("^Action 2 of 2")).focus()
        tab_to(page, "Move up")
        keys.press("Enter")
        page.get_by_role("heading", name="Action 1 of 2: Ask people what changed").wait_for()
        assert "1. Ask people what changed" in page.evaluate("document.activeElement.innerText")
        one.look()
