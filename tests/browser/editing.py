"""What editors do in the admin, step by step: for the journey, and for the pictures of the handbook."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page

from tests.browser.draft_rounds import PASSWORD
from tests.browser.visitor import Visitor, follow, press

COUNT_CLICKS = "addEventListener('click', (e) => e.isTrusted && noteClick(), true);"


def count_what_it_takes(one: Visitor) -> Counter[str]:
    """Counts the clicks of a person, and the pages that are loaded, from now on."""
    counts: Counter[str] = Counter()

    def loaded(frame: Frame) -> None:
        if frame == one.page.main_frame:
            counts["pages"] += 1

    one.page.expose_function("noteClick", lambda: counts.update(["clicks"]))
    one.page.add_init_script(COUNT_CLICKS)
    one.page.on("framenavigated", loaded)
    return counts


def forgive_the_checker(one: Visitor) -> None:
    """Wagtail's checker of drafts writes what it finds into the console."""
    one.console_errors[:] = [said for said in one.console_errors if "axe.run results" not in said]


def log_in(one: Visitor, name: str) -> Page:
    page = one.page
    page.goto(f"{one.site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")
    return page


def begin_case_study(page: Page) -> None:
    """From the dashboard to an empty case study, by the menu."""
    page.get_by_role("button", name="Pages", exact=True).click()
    explorer = page.get_by_role("dialog", name="Page explorer")
    follow(explorer.get_by_role("link", name="Case studies", exact=True))
    follow(page.get_by_role("link", name="Add child page").first)


def section(page: Page, heading: str) -> Locator:
    """A part of the form by its heading."""
    return page.locator("section.w-panel").filter(
        has=page.get_by_role("heading", name=re.compile(rf"^{heading}\*?$"))
    )


def write(page: Page, name: str, words: str) -> None:
    """Put words into a field of rich text, in place of its hint."""
    field = page.locator(f'[data-contentpath="{name}"] [contenteditable="true"]')
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    wait_until_stored(page, name, words)


def wait_until_stored(page: Page, name: str, words: str) -> None:
    """The editor of rich text hands its words to the form a moment after they are typed."""
    page.wait_for_function(
        "([name, words]) => {"
        " const value = document.querySelector(`input[name='${name}']`).value;"
        " return words ? value.includes(words) : !value.includes('[Write here');"
        "}",
        arg=[name, words],
    )


def empty(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f'[data-contentpath="{name}"] [contenteditable="true"]').click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        wait_until_stored(page, name, "")


def add_picture(page: Page, file: Path, alt: str) -> None:
    """Upload a picture into the story, and say what it shows."""
    block = page.locator('[data-contentpath="pictures"]')
    block.get_by_role("button", name="Insert a block").first.click()
    block.get_by_role("button", name="Choose an image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.get_by_label("File").set_input_files(file)
    dialog.get_by_role("textbox", name="Title").fill(alt)
    dialog.get_by_label("Alternative text").fill(alt)
    dialog.get_by_role("button", name="Upload").click()
    dialog.wait_for(state="hidden")


def save_draft(page: Page) -> None:
    press(page, "Save draft")


def more_action(page: Page, name: str) -> Locator:
    """One of the actions below the arrow beside Save draft."""
    page.get_by_role("button", name="More actions").click()
    return page.get_by_role("button", name=re.compile(name)).last


def checklist(page: Page) -> Locator:
    return section(page, "Before this can be published")


def today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - as the form takes it


def in_preview(page: Page) -> str:
    """Open the preview beside the form; its heading."""
    page.get_by_role("button", name="Toggle preview").click()
    heading = page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    heading.wait_for()
    return str(heading.inner_text())


def open_task(one: Visitor, name: str, title: str) -> Page:
    """Log in, and open a page that the dashboard says awaits this person."""
    page = log_in(one, name)
    follow(page.get_by_role("link", name=title, exact=True).first)
    return page


def approve(page: Page, button: str) -> None:
    page.get_by_role("button", name="More actions").click()
    follow(page.get_by_role("button", name=button, exact=True))
