"""A site that can be read and not changed."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.sessions import IDLE_SECONDS, SEEN, STORED_EVERY
from operations.read_only import is_read_only
from operations.scheduler import Scheduler
from operations.unavailable import NOTICE
from pages.models import HomePage
from tests.accounts.people import give_password, person

pytestmark = pytest.mark.django_db
WORDS = "Ask before you plan, and say what you changed."


@pytest.fixture
def switch(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "read-only"


def test_a_file_turns_it_on_and_off_without_a_restart(switch: Path, client: Client) -> None:
    assert not is_read_only()
    switch.touch()
    assert client.post("/useful/", {"words": WORDS}).status_code == 503
    switch.unlink()
    assert client.post("/useful/", {"words": WORDS}).status_code != 503


def test_the_environment_turns_it_on(settings: Any, client: Client) -> None:
    settings.READ_ONLY = True
    response = client.post("/self-check/start/", {"words": WORDS})
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert "cannot be changed just now" in response.text
    assert WORDS in response.text


def test_pages_can_be_read_and_nothing_is_written(
    settings: Any, home_page: HomePage, client: Client
) -> None:
    settings.READ_ONLY = True
    with CaptureQueriesContext(connection) as asked:
        for address in ("/", "/search/?q=wobbly", "/self-check/questions/", "/readyz"):
            assert client.get(address).status_code == 200, address
    statements = [query["sql"].split()[0] for query in asked]
    assert set(statements) <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}


@pytest.mark.parametrize("seconds", [2 * STORED_EVERY, IDLE_SECONDS + 1])
def test_an_editor_writes_nothing_either(settings: Any, client: Client, seconds: int) -> None:
    """Not even the time of the last activity, or that a log-in has ended."""
    give_password(client, person())
    client.get("/admin/")
    session = client.session
    session[SEEN] -= seconds
    session.save()
    settings.READ_ONLY = True
    with CaptureQueriesContext(connection) as asked:
        for address in ("/admin/", "/account/", "/account/invitation/nonsense/"):
            client.get(address, headers={"Accept": "text/html"})
    statements = [query["sql"].split()[0] for query in asked]
    assert set(statements) <= {"SELECT", "SAVEPOINT", "RELEASE", "PRAGMA"}


def test_who_cannot_log_in_is_told_so(settings: Any, client: Client) -> None:
    settings.READ_ONLY = True
    page = client.get("/admin/", headers={"Accept": "text/html"}, follow=True)
    assert "Nobody can log in just now" in page.text
    assert NOTICE not in page.text
    sent = client.post("/account/login/", {"login": "ada", "password": "a wrong password"})
    assert sent.status_code == 503
    assert "Nobody can log in while" in sent.text
    assert "your words" not in sent.text


def test_an_editor_is_told_once_also_after_a_redirect(settings: Any, editor_client: Client) -> None:
    settings.READ_ONLY = True
    browser = {"headers": {"Accept": "text/html"}, "follow": True}
    page = editor_client.get("/admin/login/", **browser)
    assert page.redirect_chain
    assert page.text.count(NOTICE) == 1
    assert editor_client.get("/admin/reports/site-history/", **browser).text.count(NOTICE) == 1


def test_a_form_says_so_before_anybody_types(
    settings: Any, home_page: HomePage, client: Client
) -> None:
    notice = "nothing can be saved"
    assert notice not in client.get("/self-check/load/").text
    settings.READ_ONLY = True
    assert notice in client.get("/self-check/load/").text
    assert notice not in client.get("/").text


def test_editors_are_told_and_cannot_save(settings: Any, editor_client: Client) -> None:
    settings.READ_ONLY = True
    page = editor_client.get("/admin/reports/site-history/", headers={"Accept": "text/html"})
    assert "What you type here cannot be saved" in page.text
    saved = editor_client.post("/admin/account/", {"name_email-first_name": "Changed"})
    assert saved.status_code == 503
    assert "<form" not in saved.text
    assert not User.objects.filter(first_name="Changed").exists()


def test_no_job_runs(settings: Any) -> None:
    settings.READ_ONLY = True
    scheduler = Scheduler()
    with CaptureQueriesContext(connection) as asked:
        scheduler.run_once()
    assert not asked.captured_queries
