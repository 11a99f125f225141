"""Makes the pictures of the editor's handbook: `make handbook`, on a site of its own."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import editing
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.servers import environment_in, served
from tests.browser.site_process import said_by
from tests.browser.visitor import SESSION_COOKIES, Visitor, press, visitor
from tests.house.places import ROOT

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 64
PUBLIC = "/case-studies/demo-travellers-and-dental-access/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Take = Callable[[Page, str], None]


def take_all(browser: Browser, site: str, environment: dict[str, str], take: Take) -> None:
    """Walk through the ten tasks; `take` is called with each page to draw, and the picture's name."""
    numbers = said_by(environment, "tests.browser.handbook_site", "make_all()")
    with visitor(browser, site, cookies=SESSION_COOKIES) as one:
        page = editing.log_in(one, "allrounder")
        take(page, "dashboard")
        the_case_study(page, numbers["studies"], take)
        page.goto(f"{site}{PUBLIC}")
        take(page, "case-study-public")
        words_and_blocks(one, numbers, take)
        the_rest(one, numbers, take)
        editing.forgive_the_checker(one)


def the_case_study(page: Page, index: int, take: Take) -> None:
    site = page.url.partition("/admin/")[0]
    page.goto(f"{site}/admin/pages/add/casestudies/casestudypage/{index}/")
    take(page, "new-case-study")
    page.get_by_role("textbox", name="Title").fill("Tea on the estate")
    page.get_by_role("textbox", name="Summary").fill("Neighbours met over tea.")
    editing.write(page, "problem", "Nobody had asked the people of the estate.")
    editing.save_draft(page)
    editing.checklist(page).scroll_into_view_if_needed()
    take(page, "checklist")


def words_and_blocks(one: Visitor, numbers: dict[str, int], take: Take) -> None:
    page, site = one.page, one.site
    page.goto(f"{site}/admin/word-import/{numbers['guidance']}/")
    guide = {"name": "listening.docx", "mimeType": DOCX, "buffer": word_file()}
    page.get_by_label("Word file").set_input_files(guide)
    press(page, "Look at what is in it")
    take(page, "word-report")
    page.goto(f"{site}/admin/pages/add/guidance/guidancepage/{numbers['guidance']}/")
    body = page.locator('[data-contentpath="body"]')
    body.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Steps").hover()
    take(page, "block-picker")
    page.goto(f"{site}/admin/pages/{numbers['words']}/edit/")
    page.locator('[data-side-panel-toggle="checks"]').click()
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=90_000)
    take(page, "checks")


def the_rest(one: Visitor, numbers: dict[str, int], take: Take) -> None:
    page, site = one.page, one.site
    page.goto(f"{site}/admin/pages/{numbers['words']}/edit/")
    page.get_by_role("button", name="Actions").first.click()
    editing.follow(page.get_by_role("link", name="Ask for feedback"))
    take(page, "ask-for-feedback")
    late = numbers["reviewed"]
    for address, name in (
        (f"/admin/offers/inspect/{numbers['offer']}/", "offer"),
        (f"/admin/pages/{late}/reviewed-today/", "reviewed-today"),
        ("/admin/reports/broken-links/", "broken-links"),
    ):
        assert page.goto(f"{site}{address}").status == 200, address
        take(page, name)
    page.goto(f"{site}/admin/pages/{numbers['waiting']}/edit/")
    page.get_by_role("button", name="More actions").click()
    expect(page.get_by_role("button", name="Approve and Publish", exact=True)).to_be_visible()
    take(page, "approve")


def word_file() -> bytes:
    """A page of guidance as somebody might have written it in Word."""
    document = docx.Document()
    document.add_heading("Listening before planning", level=0)
    document.add_paragraph("Start with what people have told you before.")
    document.add_heading("Before you start", level=1)
    for words in ("Gather what you have", "Ask who is missing"):
        document.add_paragraph(words, style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("What", "Cost", "Room", "£40"), strict=True):
        cell.text = words
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def keep_in(folder: Path) -> Take:
    """Stores each picture in few colours: about 30 KB."""

    def take(page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        drawn = Image.open(BytesIO(page.screenshot(animations="disabled")))
        few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(folder / f"{name}.png", optimize=True)

    return take


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = environment_in(Path(folder))
        prepare = [sys.executable, "manage.py", "prepare_site", "--no-login"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True)  # noqa: S603
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with served(environment) as site:
            take_all(browser, site, environment, keep_in(PICTURES))
        browser.close()


if __name__ == "__main__":
    main()
