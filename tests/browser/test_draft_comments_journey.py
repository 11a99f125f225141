"""A person without an account, from the link to the last word, and the staff who work meanwhile."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.draft_rounds import Draft, draft_for
from tests.browser.draft_staff import (
    answer_all,
    ask_for_feedback,
    check_all,
    give_out_a_link,
    log_in,
    redact,
)
from tests.browser.test_finder import tab_to
from tests.browser.visitor import SESSION_COOKIES, Visitor, follow, visitor, words

pytestmark = pytest.mark.browser

SMALLEST_TARGET = 44
# A link inside a sentence may be as low as its line. A label is a target where it ticks something.
TARGETS = """
[...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, label"
)]
    .filter((target) => target.checkVisibility())
    .filter((target) => target.tagName !== "LABEL" || /radio|checkbox/.test(target.control?.type))
    .filter((target) => target.tagName !== "A" || getComputedStyle(target).display !== "inline"
        || target.parentElement.innerText.trim() === target.innerText.trim())
    .map((target) => [target.innerText || target.id, target.getBoundingClientRect()])
    .map(([name, box]) => [name, box.left, box.top, box.width, box.height])
"""
HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    "referrer-policy": "same-origin",
    "content-security-policy": "frame-ancestors 'none'",
}
WORDS = "Ask them in the evening, says Wren Barnaby."
CHANGED = "Ask them in the evening, after work, says Wren Barnaby."
NAME = "Wren Barnaby"
AGAIN = "Ask carers too."
ANSWER = "People who work at night."


@dataclass
class Contributor:
    """Somebody with a link, who uses the keyboard alone or a pointer."""

    one: Visitor
    keyboard: bool
    responses: list[Response] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.one.page

    def notice(self) -> None:
        """Begin to write down what comes back."""
        self.page.on("response", lambda response: self.responses.append(response))  # noqa: PLW0108 - playwright marks what it calls

    def go(self, name: str) -> None:
        """Use the link or button whose words begin like this, and wait for the next page."""
        if not self.keyboard:
            begins = re.compile(rf"^\s*{re.escape(name)}")
            follow(self.page.locator("a, button").filter(has_text=begins).first)
            return
        tab_to(self.page, name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, box: str, what: str) -> None:
        if not self.keyboard:
            self.page.locator(f"#{box}").fill(what)
            return
        tab_to(self.page, box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(what)

    def tick(self, box: str) -> None:
        if not self.keyboard:
            self.page.locator(f"#{box}").check()
            return
        tab_to(self.page, box)
        self.page.keyboard.press("Space")

    def unfold(self, name: str) -> None:
        if self.keyboard:
            tab_to(self.page, name)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator("summary", has_text=name).click()

    def look(self) -> str:
        """What must hold on every page for people who comment. Returns the words of the page."""
        self.one.look()
        small = [
            f"{name} is {width:.0f} by {height:.0f}"
            for name, left, top, width, height in self.page.evaluate(TARGETS)
            if left + width > 0 and top + height > 0 and width > 1
            if min(width, height) < SMALLEST_TARGET
        ]
        assert not small, f"{self.page.url}: {small}"
        return words(self.page)

    def refuse_open_doors(self) -> None:
        """Every answer of these pages is for one person's eyes, and for one moment."""
        answers = [each for each in self.responses if "/have-your-say/" in each.url]
        assert len(answers) > 20
        for answer in answers:
            for name, value in HEADERS.items():
                assert value in answer.headers.get(name, ""), f"{answer.url}: {name}"


@pytest.fixture
def people() -> Iterator[ExitStack]:
    """Visitors who stay until the end of a test."""
    with ExitStack() as stack:
        yield stack


def begin(one: Contributor, link: str) -> None:
    """Open the link, be told what is missing, and agree."""
    one.page.goto(link)
    assert link.rpartition("/l/")[2] not in one.page.content()
    assert re.search(r"/have-your-say/[0-9a-f-]{36}/$", one.page.url)
    assert "Nobody watches this page day and night." in one.look()
    one.go("Agree and start")
    one.one.expect_status(422)
    assert one.page.title().startswith("Error: ")
    one.look()
    one.tick("id_store_and_use")
    one.tick("id_may_quote")
    one.go("Agree and start")
    one.look()


def send_a_comment(one: Contributor) -> None:
    """On one part: sent empty first, then with words and with the words that are meant."""
    one.go("Read the draft")
    one.look()
    ways = one.page.get_by_role("link", name=re.compile("^Comment on ")).all_inner_texts()
    assert len(ways) == len(set(ways)) == 7
    one.go("Comment on “Whom to ask”")
    assert "Ask them first, not last." in one.look()
    one.go("Send")
    one.one.expect_status(422)
    assert one.page.title().startswith("Error: ")
    box = one.page.locator("#id_words")
    assert "id_words-error" in str(box.get_attribute("aria-describedby"))
    one.look()
    from_summary_to_box(one)
    one.write("id_words", WORDS)
    one.unfold("Say more about it")
    one.look()
    one.write("id_quote", "first, not last")
    one.go("Send")
    assert WORDS in one.look()


def from_summary_to_box(one: Contributor) -> None:
    if one.keyboard:
        tab_to(one.page, "Write what you want to say")
        one.page.keyboard.press("Enter")
    else:
        one.page.get_by_role("link", name="Write what you want to say").click()
    assert one.page.evaluate("document.activeElement.id") == "id_words"


def change_it(one: Contributor) -> None:
    one.go("See, change or delete your comments")
    assert WORDS in one.look()
    one.go("Change")
    one.look()
    one.write("id_words", CHANGED)
    one.go("Save the change")
    said = one.look()
    assert CHANGED in said
    assert WORDS not in said


def say_more(one: Contributor) -> None:
    """On the same part again, and to a question that guides people."""
    one.go("Back to the draft")
    one.go("Comment on “Whom to ask”")
    one.write("id_words", AGAIN)
    one.go("Send")
    one.go("Back to the draft")
    one.go("See the draft as it will look")
    # Drawn as the public will see it: its links are as tall as theirs.
    one.one.look()
    # On a phone the breadcrumbs are one link that begins "Back to".
    one.go("Back to" if one.keyboard else "Comments on this draft")
    one.go("Answer our questions instead")
    one.look()
    one.write("id_words-2", ANSWER)
    one.go("Send")
    assert ANSWER in one.look()


def work_on_it(moderator: Visitor, editor: Visitor, draft: Draft) -> None:
    """The moderator takes out a name and shares the rest; the editor answers."""
    log_in(moderator, "moderator")
    redact(moderator, draft.title, NAME)
    check_all(moderator, draft.title)
    log_in(editor, "editor")
    read = answer_all(editor, draft.page)
    assert "says […]" in read
    assert NAME not in read


def read_what_came_of_it(one: Contributor, link: str) -> None:
    one.page.goto(link)
    one.look()
    one.go("What we did with your comments")
    said = one.look()
    assert said.count("The page now says whom to ask, and how soon.") == 3
    one.go("Back to your comments")
    said = one.look()
    assert "It names or points to a person" in said
    assert "says […]" in said


def delete_one(one: Contributor) -> None:
    one.go("Delete")
    assert ANSWER in one.look()
    one.go("Delete this comment")
    said = one.look()
    assert ANSWER not in said
    assert CHANGED in said


def finish(one: Contributor, link: str) -> None:
    """Nothing is left on the device: not behind it, and not at the addresses of before."""
    mine = one.page.url.partition("?")[0]
    one.go("I have finished")
    one.look()
    assert one.page.context.cookies() == []
    one.page.go_back()
    one.one.expect_status(404)
    refuse_words(one)
    for address in (mine, mine.replace("mine", "read"), mine.replace("mine", "what-happened")):
        one.page.goto(address)
        one.one.expect_status(404)
        refuse_words(one)
    one.page.goto(link)
    one.go("See, change or delete your comments")
    assert CHANGED in one.look()


def refuse_words(one: Contributor) -> None:
    page = one.page.content()
    assert "Open your link again" in page
    assert not [each for each in ("evening", "Whom to ask", "first, not last") if each in page]


def withdraw(one: Contributor, link: str) -> None:
    one.go("Take back everything")
    one.look()
    one.go("Take back everything")
    assert "You have taken back everything" in one.look()
    assert one.page.context.cookies() == []
    one.page.goto(link)
    one.one.expect_status(410)
    assert "This link has ended" in one.look()


@pytest.mark.parametrize(
    ("width", "javascript"),
    [
        pytest.param(320, False, id="320px-by-keyboard-without-javascript"),
        pytest.param(1280, True, id="1280px"),
    ],
)
def test_a_contributor_from_the_link_to_the_last_word(
    edited_url: str,
    edited_environment: dict[str, str],
    browser: Browser,
    people: ExitStack,
    width: int,
    javascript: bool,
) -> None:
    draft = draft_for(edited_environment, f"Paying people, {width}")
    lead, moderator, editor = (
        people.enter_context(visitor(browser, edited_url, cookies=SESSION_COOKIES))
        for _ in range(3)
    )
    log_in(lead, "lead")
    ask_for_feedback(lead, draft.page)
    link = give_out_a_link(lead)
    with visitor(
        browser, edited_url, width=width, javascript=javascript, cookies=SESSION_COOKIES
    ) as browsing:
        one = Contributor(browsing, keyboard=not javascript)
        one.notice()
        begin(one, link)
        send_a_comment(one)
        change_it(one)
        say_more(one)
        work_on_it(moderator, editor, draft)
        read_what_came_of_it(one, link)
        delete_one(one)
        finish(one, link)
        withdraw(one, link)
        one.refuse_open_doors()
