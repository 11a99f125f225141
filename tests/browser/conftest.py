"""A real site for a real browser: starter content in a folder of its own, served by gunicorn."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.servers import environment_in, served
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
def starter_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with all starter content, as `make start` makes it. Only copied."""
    folder = tmp_path_factory.mktemp("starter")
    prepare = [sys.executable, "manage.py", "prepare_site", "--no-login", "--no-progress"]
    subprocess.run(  # noqa: S603
        prepare, cwd=ROOT, env=environment_in(folder), check=True, stdout=subprocess.DEVNULL
    )
    return folder


def copied(starter: Path, folder: Path) -> dict[str, str]:
    shutil.copytree(starter, folder, dirs_exist_ok=True)
    return environment_in(folder)


@pytest.fixture(scope="session")
def site_environment(
    starter_content: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a site whose pages nobody edits: tests may come in any order."""
    return copied(starter_content, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site_url(site_environment: dict[str, str]) -> Iterator[str]:
    with served(site_environment) as address:
        yield address


@pytest.fixture(scope="module")
def edited_environment(
    starter_content: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a site for one module's tests, which may log in and change pages."""
    return copied(starter_content, tmp_path_factory.mktemp("edited"))


@pytest.fixture(scope="module")
def edited_url(edited_environment: dict[str, str]) -> Iterator[str]:
    with served(edited_environment) as address:
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
