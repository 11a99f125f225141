"""A real site for a real browser: starter content in a folder of its own, served by gunicorn."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("site")
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DEBUG": "false",
        "BASE_URL": f"http://127.0.0.1:{port}",
    }


@pytest.fixture(scope="session")
def site_url(site_environment: dict[str, str]) -> Iterator[str]:
    """The address of a site with all starter content, as `make start` makes it."""
    address = site_environment["BASE_URL"]
    prepare = [sys.executable, "manage.py", "prepare_site", "--no-login", "--no-progress"]
    subprocess.run(  # noqa: S603
        prepare, cwd=ROOT, env=site_environment, check=True, stdout=subprocess.DEVNULL
    )
    serve = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "4"]
    log_file = Path(site_environment["DATA_DIR"]) / "server.log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            [*serve, "--bind", urlsplit(address).netloc],
            cwd=ROOT,
            env=site_environment,
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_it_answers(f"{address}/livez")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
    refuse_secrets_in(log_file)


def wait_until_it_answers(address: str) -> None:
    for _ in range(120):
        try:
            with urlopen(address, timeout=1):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError("The site did not start: see server.log in the test's folder.")


def refuse_secrets_in(log: Path) -> None:
    """The whole session's log: no error in it, and no secret link."""
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text, text[-3000:]
    assert not re.search(r"/self-check/[\w-]{20,}", text)


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
