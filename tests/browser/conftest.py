"""A real site for a real browser: starter content in a folder of its own, served by gunicorn."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.servers import free_port, served
from tests.house.places import ROOT

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "No Chromium: install it (Debian: apt-get install chromium) to run the browser tests."


@pytest.fixture(scope="session")
def site_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site with a free port and a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DEBUG": "false",
        "BASE_URL": f"http://127.0.0.1:{free_port()}",
        # The editor saves by itself this often: nobody wants to wait for it.
        "WAGTAIL_AUTOSAVE_INTERVAL": "500",
    }


@pytest.fixture(scope="session")
def site_url(site_environment: dict[str, str]) -> Iterator[str]:
    """The address of a site with all starter content, as `make start` makes it."""
    prepare = [sys.executable, "manage.py", "prepare_site", "--no-login", "--no-progress"]
    subprocess.run(  # noqa: S603
        prepare, cwd=ROOT, env=site_environment, check=True, stdout=subprocess.DEVNULL
    )
    with served(site_environment) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium. Where there is none: a skip, or a failure in CI."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        yield from launched(playwright)


def launched(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
    yield browser
    browser.close()
