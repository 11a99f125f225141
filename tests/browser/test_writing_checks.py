"""The checks while somebody writes: each rule is heard in the editor, and a good page has none."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from wagtail.images.tests.utils import get_test_image_file

from content.house_style import (
    ADDRESS_AS_LINK,
    AMPERSAND,
    FILE_NAME_AS_ALT,
    LONG_SENTENCE,
    NO_SUMMARY,
    UNEXPLAINED,
    VAGUE_LINK,
    WORD_RULES,
)
from guidance.models import GuidanceIndexPage
from images.models import CustomImage
from pages.models import HomePage, StandardPage
from tests.browser.draft_rounds import make_staff
from tests.browser.draft_staff import edit, log_in
from tests.browser.editing import forgive_the_checker
from tests.browser.visitor import SESSION_COOKIES, Visitor, visitor
from tests.house.places import ROOT

pytestmark = pytest.mark.browser

OURS = [NO_SUMMARY, AMPERSAND, LONG_SENTENCE, UNEXPLAINED, VAGUE_LINK, ADDRESS_AS_LINK]
HEARD = {
    *(rule.found for rule in (*WORD_RULES, *OURS, FILE_NAME_AS_ALT)),
    "Incorrect heading hierarchy",
}
BAD = """
<p>BAME people.</p><p>They are hard-to-reach.</p><p>Ask & listen.</p><p>The XYZQ met.</p>
<p><a href="/guidance/">Click here</a> for it.</p>
<p>See <a href="https://example.org/a">https://example.org/a</a>.</p>
<p>We went to see all of the people in the town who had told us last year that they did not
have the time to come.</p>
"""
GOOD = """
<p>We ask people what they need. Then we pay them.</p>
<p>The integrated care board (ICB) met. The ICB pays. Read <a href="/guidance/">the guidance</a>.</p>
"""
LONG = 90_000


def make_pages() -> None:
    """In the site's own process: a page with everything wrong, one with nothing, and the index."""
    make_staff()
    picture = CustomImage.objects.create(title="A clinic", file=get_test_image_file())
    quote = {"text": "They call us BAME & hard to reach.", "attribution": "A resident"}
    bad = [
        ("do_list", ["ask early"]),
        ("text", BAD),
        ("figure", {"image": picture_said(picture, "IMG_2041.jpg"), "caption": ""}),
    ]
    good = [
        ("heading", {"text": "Whom to ask", "anchor": ""}),
        ("text", GOOD),
        ("quote", quote),
        ("figure", {"image": picture_said(picture, "Two people talk"), "caption": ""}),
    ]
    made: list[Any] = [page_with("All wrong", "", bad), page_with("All well", "What we do.", good)]
    made.append(GuidanceIndexPage.objects.get())
    sys.stdout.write(json.dumps([page.pk for page in made]))


def picture_said(picture: CustomImage, words: str) -> dict[str, Any]:
    return {"image": picture.pk, "alt_text": words, "decorative": False}


def page_with(title: str, summary: str, body: list[tuple[str, Any]]) -> StandardPage:
    page = StandardPage(title=title, summary=summary, live=False)
    page.body = [{"type": kind, "value": value} for kind, value in body]
    HomePage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture(scope="module")
def pages(edited_url: str, edited_environment: dict[str, str]) -> tuple[int, int, int]:
    command = "from tests.browser import test_writing_checks as checks; checks.make_pages()"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", command],
        cwd=ROOT,
        env=edited_environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    wrong, well, index = json.loads(done.stdout)
    return wrong, well, index


def checked(page: Page) -> set[str]:
    """Open the panel, and wait for what it says: its words are counted last."""
    page.locator('[data-side-panel-toggle="checks"]').click()
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=LONG)
    return set(page.locator("[data-checks-panel] [data-content-checker-name]").all_inner_texts())


def checked_on_the_draft(one: Visitor, page_id: int) -> set[str]:
    """The same on the draft as it would be public, in the bar at its foot."""
    one.page.goto(f"{one.site}/admin/pages/{page_id}/view_draft/")
    bar = one.page.locator("wagtail-userbar")
    expect(bar.locator("[data-w-userbar-axe-count]")).to_be_attached(timeout=LONG)
    names = bar.locator("[data-content-checker-row] [data-content-checker-name]")
    return {str(name).strip() for name in names.all_text_contents()}


def test_every_rule_is_heard_and_a_good_page_has_nothing_to_hear(
    edited_url: str, browser: Browser, pages: tuple[int, int, int]
) -> None:
    wrong, well, _ = pages
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        log_in(one, "editor")
        assert checked(edit(one, wrong)) == HEARD
        assert checked_on_the_draft(one, wrong) == HEARD
        forgive_the_checker(one)
        assert checked(edit(one, well)) == set()


def saved_with_only_a_title(one: Visitor, index: int) -> Page:
    """A new guidance page, as it begins: by the autosave, or by the button if that was first."""
    page = one.page
    page.goto(f"{one.site}/admin/pages/add/guidance/guidancepage/{index}/")
    page.locator("#id_title").press_sequentially("Half an idea")
    expect(page.locator("#id_slug")).to_have_value("half-an-idea", timeout=LONG)
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"), timeout=LONG)
    return page


def test_a_new_page_begins_with_hints_and_half_of_it_can_be_saved(
    edited_url: str, browser: Browser, pages: tuple[int, int, int]
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        log_in(one, "editor")
        page = saved_with_only_a_title(one, pages[2])
        page.reload()
        steps = page.get_by_text("[Write here: what to do in the first step", exact=False)
        expect(steps.first).to_be_visible(timeout=LONG)
        expect(page.get_by_text("This field is required")).to_have_count(0)
