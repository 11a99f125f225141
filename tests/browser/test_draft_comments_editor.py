"""What editors see of comments while they edit, in Wagtail's own editor with its autosave."""

import pytest
from playwright.sync_api import Browser, Locator, Page, Response

from tests.browser.draft_rounds import Draft, round_for
from tests.browser.draft_staff import edit, log_in
from tests.browser.visitor import SESSION_COOKIES, visitor

pytestmark = pytest.mark.browser

SAID = "Nobody asked me at all."
FROZEN = "Ask them first, not last."
TWICE, PATIENCE = 2, 40
LONGER_THAN_THE_INTERVAL = 1_500
IN_VIEW = """
(element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < window.innerHeight;
}
"""


@pytest.fixture
def draft(
    request: pytest.FixtureRequest, edited_url: str, edited_environment: dict[str, str]
) -> Draft:
    """A draft on whose part "Whom to ask" somebody has said something."""
    return round_for(edited_environment, f"A draft for {request.node.name}"[:80], SAID)


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Feedback on this draft")


def block_of(page: Page, path: str) -> Locator:
    return page.locator(f'[data-contentpath="body"] [data-contentpath="{path.split(".")[1]}"]')


def path_of_part(page: Page) -> str:
    """Where the editor says that the part is."""
    link = panel(page).get_by_role("link", name="Whom to ask")
    return str(link.get_attribute("href")).partition("contentpath=")[2]


def wait_until_in_view(page: Page, block: Locator) -> None:
    page.wait_for_function(IN_VIEW, arg=block.element_handle())


def test_a_link_leads_from_a_comment_to_its_block(
    edited_url: str, browser: Browser, draft: Draft
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        log_in(one, "editor")
        page = edit(one, draft.page)
        path = path_of_part(page)
        block = block_of(page, path)
        link = panel(page).get_by_role("link", name="Whom to ask")
        link.scroll_into_view_if_needed()
        page.mouse.wheel(0, 10_000)
        page.wait_for_function(f"(element) => !({IN_VIEW})(element)", arg=block.element_handle())
        link.click()
        wait_until_in_view(page, block)
        page.goto("about:blank")
        page.goto(f"{edited_url}/admin/pages/{draft.page}/edit/#:w:contentpath={path}")
        wait_until_in_view(page, block_of(page, path))


def test_a_comment_outlives_its_block_and_two_autosaves(
    edited_url: str, browser: Browser, draft: Draft
) -> None:
    """Wagtail's own comments do not: they are gone for good by then."""
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        log_in(one, "editor")
        page = edit(one, draft.page)
        path = path_of_part(page)
        assert SAID in panel(page).inner_text()
        heading = block_of(page, path)
        words_below = page.locator('[data-contentpath="body"] [data-contentpath]').filter(
            has_text=FROZEN
        )
        saves: list[Response] = []
        page.on("response", lambda response: saves.append(response) if saved(response) else None)
        for block in (words_below.first, heading):
            delete(block)
        write_until_saved(page, saves)
        page.reload()
        assert block_of(page, path).count() == 0
        shown = panel(page).inner_text()
        assert "Parts taken out since" in shown
        assert FROZEN in shown
        assert SAID in shown


def delete(block: Locator) -> None:
    block.get_by_role("button", name="Delete").first.click()
    block.wait_for(state="hidden")


def write_until_saved(page: Page, saves: list[Response]) -> None:
    """Go on writing until the editor has saved by itself, and twice more after that."""
    for _ in range(PATIENCE):
        page.get_by_role("textbox", name="Summary").press_sequentially("o")
        page.wait_for_timeout(LONGER_THAN_THE_INTERVAL)
        if len(saves) > TWICE:
            break
    assert len(saves) > TWICE
    assert all(save.json()["success"] for save in saves)


def saved(response: Response) -> bool:
    return response.request.method == "POST" and "/edit/" in response.url
