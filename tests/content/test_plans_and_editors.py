"""Plans keep to the clock on the wall, over both of its changes; two editors lose nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import draft_page, edit_address, posted, text
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
BODY = [text("opening", "<p>Ask people first.</p>")]
PLANNED = {"action-publish": "1"}


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return draft_page(BODY, home_page, live=False)


def plan(client: Client, page: Page, **when: str) -> Any:
    return client.post(edit_address(page), posted(page, BODY, **PLANNED, **when))


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the scheduler run at a moment."""
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: moment)
        call_command("publish_scheduled")


def is_out(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2099-03-29 00:59", datetime(2099, 3, 29, 0, 59, tzinfo=UTC)),
        ("2099-03-29 02:30", datetime(2099, 3, 29, 1, 30, tzinfo=UTC)),
        ("2099-10-25 00:59", datetime(2099, 10, 24, 23, 59, tzinfo=UTC)),
        ("2099-10-25 02:30", datetime(2099, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_a_plan_around_a_change_of_the_clock_is_exact(
    page: StandardPage,
    editor_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    wall: str,
    utc: datetime,
) -> None:
    assert plan(editor_client, page, go_live_at=wall).status_code == 302
    at(monkeypatch, utc - timedelta(seconds=1))
    assert not is_out(page)
    at(monkeypatch, utc + timedelta(seconds=1))
    assert is_out(page)


@pytest.mark.parametrize("wall", ["2099-03-29 01:30", "2099-10-25 01:30"])
def test_an_hour_that_is_left_out_or_comes_twice_is_asked_about(
    page: StandardPage, editor_client: Client, wall: str
) -> None:
    answer = plan(editor_client, page, go_live_at=wall)
    assert answer.status_code == 200
    assert "ambiguous or it may not exist" in answer.text


def test_a_plan_whose_moment_was_missed_is_caught_up(
    page: StandardPage, editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(editor_client, page, go_live_at="2099-06-01 09:00", expire_at="2099-06-20 09:00")
    at(monkeypatch, datetime(2099, 6, 9, tzinfo=UTC))
    assert is_out(page)
    at(monkeypatch, datetime(2099, 7, 9, tzinfo=UTC))
    assert not is_out(page)


def test_two_editors_keep_both_versions_and_the_second_is_warned(page: StandardPage) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
    opened = second.get(edit_address(page))
    seen = Page.objects.get(pk=page.pk).latest_revision_id
    address = opened.context["editing_sessions"].ping_url
    for client, words in ((first, "The first wrote this."), (second, "The second wrote this.")):
        told = second.post(address, {"revision_id": seen, "is_editing": "1"}).json()
        warned = "newer version" in str(told) or "saved a new version" in str(told)
        assert warned == (client is second)
        body = [text("opening", f"<p>{words}</p>")]
        assert client.post(edit_address(page), posted(page, body)).status_code == 302
    kept = [str(each.content["body"]) for each in Revision.objects.for_instance(page)]
    for words in ("The first wrote this.", "The second wrote this."):
        assert any(words in each for each in kept)


def test_the_clock_of_the_site_is_that_of_london() -> None:
    assert timezone.get_default_timezone() == LONDON
