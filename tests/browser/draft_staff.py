"""Those who ask, check and answer: what they do in the admin, page by page."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, Page

from tests.browser.draft_rounds import PASSWORD
from tests.browser.visitor import Visitor, follow, press, words


def log_in(one: Visitor, name: str) -> None:
    page = one.page
    page.goto(f"{one.site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")
    assert page.title() == "Dashboard - Wagtail"


def edit(one: Visitor, page_id: int) -> Page:
    one.page.goto(f"{one.site}/admin/pages/{page_id}/edit/")
    return one.page


def ask_for_feedback(lead: Visitor, page_id: int) -> None:
    """From the page that is edited to an open round."""
    page = edit(lead, page_id)
    page.get_by_role("button", name="Actions").first.click()
    follow(page.get_by_role("link", name="Ask for feedback"))
    for label, days in (("Last day for comments", 14), ("Reply by", 42)):
        page.get_by_label(label).fill((date.today() + timedelta(days)).isoformat())  # noqa: DTZ011
    for label, what in (
        ("Purpose", "We want to know if this page is fair."),
        ("What can change", "The words, the order, and what we pay."),
        ("Questions to guide people", "What would make it easier?\nWhom have we forgotten?"),
        ("Who people can contact", "The engagement lead, 01234 567890"),
    ):
        page.get_by_label(label).fill(what)
    # By the keyboard: the calendar may still cover the button.
    with page.expect_navigation():
        page.get_by_label("Who people can contact").press("Enter")
    assert "Ask the people it is about." in words(page)
    press(page, "Open the round")


def give_out_a_link(lead: Visitor) -> str:
    """The address that opens the round at which the lead looks, for one more person."""
    page = lead.page
    follow(page.get_by_role("link", name="Give out links").first)
    press(page, "Make a list to copy")
    shown = page.get_by_label("Links to copy").input_value()
    found = re.search(rf"{lead.site}/have-your-say/l/[\w-]{{43}}/", shown)
    assert found
    return found[0]


def comments_to_check(moderator: Visitor, title: str) -> Locator:
    """The rows of the queue about a page, as the dashboard leads there."""
    page = moderator.page
    page.goto(f"{moderator.site}/admin/")
    follow(page.get_by_role("link", name=re.compile("to check$")))
    return page.get_by_role("row").filter(has_text=title)


def redact(moderator: Visitor, title: str, taken_out: str) -> None:
    """Take a name out of the one comment that has it."""
    page = moderator.page
    row = comments_to_check(moderator, title).filter(has_text=taken_out)
    follow(row.get_by_role("link", name=re.compile("^FB-")))
    box = page.get_by_label("What editors will read")
    box.fill(box.input_value().replace(taken_out, "[…]"))
    page.get_by_label("Reason").first.select_option("It names or points to a person")
    press(page, "Share the redacted words")


def check_all(moderator: Visitor, title: str) -> None:
    """Share what is left as it is."""
    for box in comments_to_check(moderator, title).get_by_role("checkbox").all():
        box.check()
    press(moderator.page, "Mark as checked")


def answer_all(editor: Visitor, page_id: int) -> str:
    """From the panel below the page that is edited to one answer for all comments.

    Returns what the editor has read of them.
    """
    page = edit(editor, page_id)
    follow(page.get_by_role("link", name="Answer comments of round 1"))
    read = page.content()
    for box in page.get_by_role("checkbox", name=re.compile("^FB-")).all():
        box.check()
    press(page, "Answer the ticked comments")
    page.get_by_label("We changed some of it").check()
    page.get_by_role("textbox", name="You said").fill("It is not clear who is asked, or when.")
    press(page, "Show it to the people who wrote")
    editor.expect_status(422)
    page.get_by_role("textbox", name="We did").fill("The page now says whom to ask, and how soon.")
    page.get_by_role("textbox", name="Why").fill(
        "Evening meetings need money that we do not have yet."
    )
    press(page, "Show it to the people who wrote")
    assert "Nothing waits for an answer." in words(page)
    return read
