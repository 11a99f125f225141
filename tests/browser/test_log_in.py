"""A first log-in and those after it: an app, recovery codes, a security key, and words that stay.

The key is Chromium's own virtual one. Browsers take keys on `localhost`, and not on numbers.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.accounts.people import PASSWORD, code_of
from tests.browser.servers import free_port, served
from tests.browser.visitor import SESSION_COOKIES, Visitor, follow, press, visitor
from tests.house.places import ROOT

pytestmark = pytest.mark.browser
LOGGED_IN = re.compile(r"/admin/$")
MAKE_SOMEBODY = f"""
from accounts.models import User
User.objects.create_superuser("editor", "editor@example.org", "{PASSWORD}", first_name="Ed", last_name="It")
"""
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with nothing in it but somebody who edits it. They need a second step."""
    folder, port = tmp_path_factory.mktemp("accounts"), free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "REQUIRE_SECOND_FACTOR": "true",
    }
    for command in (["migrate", "-v", "0"], ["shell", "-v", "0", "-c", MAKE_SOMEBODY]):
        run = [sys.executable, "manage.py", *command]
        subprocess.run(run, cwd=ROOT, env=environment, check=True)  # noqa: S603
    with served(environment):
        yield f"http://localhost:{port}"


def give_password(page: Page) -> None:
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")


def give_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    press(page, "Continue")


def start_again(one: Visitor) -> Page:
    """Log out, and give the password once more."""
    page = one.page
    page.goto(f"{one.site}/account/")
    one.look()
    press(page, "Log out here")
    give_password(page)
    one.look()
    return page


def set_up_an_app(one: Visitor) -> list[str]:
    """From the first password to the admin. Gives the recovery codes."""
    page = one.page
    page.goto(f"{one.site}/admin/")
    one.look()
    give_password(page)
    one.look()
    follow(page.get_by_role("link", name="Set up an app"))
    one.look()
    page.get_by_label("Code from the app").fill(code_of(page.locator("main code").inner_text()))
    press(page, "Set up the app")
    one.look()
    codes = page.locator("main code").all_inner_texts()
    follow(page.get_by_role("link", name="I have kept them"))
    assert LOGGED_IN.search(page.url)
    return codes


def add_a_key(one: Visitor) -> None:
    page = one.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(f"{one.site}/account/second-step/keys/add/")
    one.look()
    page.get_by_label("Name of the key").fill("Keyring")
    press(page, "Add the key")
    assert page.get_by_text("The key is added.").is_visible()
    one.look()


def test_a_first_log_in_and_those_after_it(browser: Browser, address: str) -> None:
    with visitor(browser, address, width=320, cookies=SESSION_COOKIES) as one:
        codes = set_up_an_app(one)
        assert len(codes) == 10
        add_a_key(one)

        press(start_again(one), "Use a security key")
        assert LOGGED_IN.search(one.page.url)

        give_code(start_again(one), codes[0])
        assert LOGGED_IN.search(one.page.url)

        give_code(start_again(one), codes[0])
        assert one.page.title().startswith("Error: ")
        one.look()
        give_code(one.page, codes[1])
        words_outlive_a_log_in(one, codes[2])


def words_outlive_a_log_in(one: Visitor, code: str) -> None:
    """Somebody who was logged out while writing logs in beside it, comes back and saves."""
    page = one.page
    page.goto(f"{one.site}/admin/account/")
    page.get_by_label("First name").fill("Edwina")
    page.context.clear_cookies(name="sessionid")
    page.evaluate(LOOK_AGAIN)
    note = page.get_by_role("alert").filter(has_text="You are logged out")
    with page.context.expect_page() as opened:
        note.get_by_role("link", name="Log in in a new tab").click()
    beside = opened.value
    give_password(beside)
    give_code(beside, code)
    beside.close()
    page.evaluate(LOOK_AGAIN)
    note.wait_for(state="hidden")
    press(page, "Save")
    assert page.get_by_label("First name").input_value() == "Edwina"
    assert "changed successfully" in page.locator(".messages").inner_text()
