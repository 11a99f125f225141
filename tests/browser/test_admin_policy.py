"""The admin under its content security policy: a browser refuses nothing, and all widgets start."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page
from wagtail.models import Page as WagtailPage

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from tests.browser.draft_rounds import PASSWORD
from tests.browser.editing import log_in, write
from tests.browser.site_process import said_by
from tests.browser.visitor import SESSION_COOKIES, Visitor, visitor

pytestmark = pytest.mark.browser

ADMINISTRATOR = "administrator"
# The browser says so in its console for most of what it refuses. This says it of everything.
WATCH = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`Refused: ${event.effectiveDirective} ${event.blockedURI}`));
"""
# As Wagtail puts the answer of a dialog into the page.
BRING = """(address) => {
    jQuery(document.body).append(`<script src="${address}"></${"script"}>`);
    return typeof window.createTaskChooser;
}"""
LINKS = "links => [...new Set(links.map(link => link.pathname))]"
FORMS = [
    "/admin/snippets/framework/strategy/add/",
    "/admin/snippets/guidance/glossaryterm/add/",
    "/admin/groups/new/",
    "/admin/images/add/",
    "/admin/documents/multiple/add/",
]
AT_ONCE = 3
FEWEST = 50


def make_places() -> dict[str, Any]:
    """In the site's own process: an administrator, an empty draft, and one page of each type."""
    user, _ = User.objects.get_or_create(username=ADMINISTRATOR)
    user.is_superuser = True
    user.set_password(PASSWORD)
    user.save()
    draft = CaseStudyPage(title="A study to write in", live=False)
    CaseStudyIndexPage.objects.get().add_child(instance=draft)
    draft.save_revision()
    pages = WagtailPage.objects.filter(depth__gt=1).order_by("pk")
    types = dict(pages.values_list("content_type", "pk"))
    return {"draft": draft.pk, "one_of_each": list(types.values())}


@pytest.fixture(scope="module")
def places(edited_url: str, edited_environment: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = said_by(
        edited_environment, "tests.browser.test_admin_policy", "make_places()"
    )
    return made


def logged_in(one: Visitor) -> Page:
    one.page.context.add_init_script(WATCH)
    return log_in(one, ADMINISTRATOR)


def test_every_page_of_the_menu_and_every_editor_is_drawn_whole(
    edited_url: str, browser: Browser, places: dict[str, Any]
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        page = logged_in(one)
        listed = page.locator('a[href^="/admin/"]').evaluate_all(LINKS)
        menu = [address for address in listed if "logout" not in address]
        assert len(menu) > FEWEST
        # The lists of vocabularies are all drawn by one template.
        lists = [address for address in menu if address.startswith("/admin/snippets/")]
        menu = [address for address in menu if address not in lists[1:]]
        editors = [f"/admin/pages/{number}/edit/" for number in places["one_of_each"]]
        look_at(one, [*menu, *editors, *FORMS])


def look_at(one: Visitor, addresses: list[str]) -> None:
    """Open them all, a few at a time, and let the visitor hear what each of them says."""
    tabs = [Visitor(one.page.context.new_page(), one.site) for _ in range(AT_ONCE)]
    for tab in tabs:
        tab.console_errors, tab.foreign_requests = one.console_errors, one.foreign_requests
        tab.notice()
    for first in range(0, len(addresses), AT_ONCE):
        group = list(zip(tabs, addresses[first : first + AT_ONCE], strict=False))
        for tab, address in group:
            answer = tab.page.goto(f"{one.site}{address}", wait_until="commit")
            assert answer is not None
            assert answer.ok, address
        for tab, _ in group:
            tab.page.wait_for_load_state("load")
            assert tab.page.locator("template[data-start]").count() == 0, tab.page.url


def pick_a_day(page: Page, field: Locator) -> None:
    field.click()
    page.locator(".xdsoft_datetimepicker:visible td.xdsoft_date").nth(10).click()
    assert len(field.input_value()) == len("2027-03-31")
    field.press("Tab")


def test_widgets_start_in_the_page_and_in_a_row_that_is_added(
    edited_url: str, browser: Browser, places: dict[str, Any]
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        page = logged_in(one)
        page.goto(f"{edited_url}/admin/pages/{places['draft']}/edit/")
        pick_a_day(page, page.locator("#id_started"))
        page.get_by_role("button", name="Add outcome").click()
        row = page.locator("#id_outcomes-FORMS > *")
        assert row.count() == 1
        pick_a_day(page, row.locator("#id_outcomes-0-baseline_date"))
        choose(page, row)
        choose(page, page.locator("#id_organisation-chooser"))
        write(page, "what_we_did", "We asked first.")
        comment_on(page, "summary", "Whom did we ask?")


def choose(page: Page, place: Locator) -> None:
    """The first that the dialog offers, whose name then stands in its place."""
    place.locator("[data-chooser-action-choose]:visible").first.click()
    offered = page.get_by_role("dialog").locator("a[data-chooser-modal-choice]").first
    name = offered.inner_text()
    offered.click()
    page.get_by_role("dialog").wait_for(state="hidden")
    place.get_by_text(name.strip(), exact=True).first.wait_for()


def comment_on(page: Page, field: str, words: str) -> None:
    page.get_by_role("button", name="Toggle comments").click()
    button = '[data-component="add-comment-button"]'
    page.locator(f'[data-contentpath="{field}"] {button}').first.click(force=True)
    note = page.locator(".comment")
    note.locator("textarea").fill(words)
    # By keyboard: the side panel slides in meanwhile, and for a pointer the button is under it.
    note.get_by_role("button", name="Comment", exact=True).press("Enter")
    note.get_by_text(words).wait_for()


def test_a_dialog_may_bring_a_form_and_script_files(
    edited_url: str, browser: Browser, places: dict[str, Any]
) -> None:
    with visitor(browser, edited_url, cookies=SESSION_COOKIES) as one:
        page = logged_in(one)
        assert page.evaluate(BRING, "/static/wagtailadmin/js/task-chooser.js") == "undefined"
        page.wait_for_function("() => typeof createTaskChooser === 'function'")
        page.goto(f"{edited_url}/admin/workflows/add/")
        page.get_by_role("button", name="Add task").click()
        row = page.locator("#id_workflow_tasks-FORMS > *").last
        row.get_by_role("button", name="Choose a task").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("link", name="Group approval task").click()
        dialog.get_by_label("Name").wait_for()
        dialog.get_by_role("tab", name="Existing").click()
        task = dialog.locator("a[data-chooser-modal-choice], a.task-choice").first
        name = task.inner_text().strip()
        task.click()
        dialog.wait_for(state="hidden")
        assert name in row.inner_text()
