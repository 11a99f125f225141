"""Who publishes: a writer cannot, a publisher plans it, and a page goes through the workflow."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from config.actions import make_roles
from config.roles import EDITORS, LEADS, PUBLISHERS, WRITERS
from pages.models import HomePage, StandardPage
from tests.content.publishing.routes import on_its_day
from tests.draftcomments.drafts import draft_page, edit_address, posted, text
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Ask people first."
BODY = [text("opening", f"<p>{WORDS}</p>")]
LATER = {"go_live_at": "2099-01-02 10:00", "action-publish": "1"}


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    make_roles()
    return draft_page(BODY, home_page, live=False, owner=member_of(WRITERS))


def member_of(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def send(user: User, page: Page, **fields: Any) -> None:
    client = Client()
    client.force_login(user)
    answer = client.post(edit_address(page), posted(page, BODY, **fields))
    assert answer.status_code == 302


def is_out(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def approve(name: str, page: StandardPage) -> None:
    state = StandardPage.objects.get(pk=page.pk).current_workflow_task_state
    client = Client()
    client.force_login(member_of(name))
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.post(address)


def test_a_writer_who_sends_the_form_for_publishing_saves_a_draft(page: StandardPage) -> None:
    send(page.owner, page, **{"action-publish": "1"})
    assert not is_out(page)


def test_what_a_publisher_has_planned_goes_out_on_its_day(page: StandardPage) -> None:
    send(member_of(PUBLISHERS), page, **LATER)
    assert not is_out(page)
    on_its_day(page)
    assert is_out(page)


def test_what_a_writer_has_planned_does_not_go_out(page: StandardPage) -> None:
    send(page.owner, page, **LATER)
    assert StandardPage.objects.get(pk=page.pk).latest_revision.approved_go_live_at is None


def test_a_page_goes_out_once_lead_editor_and_publisher_have_approved(page: StandardPage) -> None:
    send(page.owner, page, **{"action-submit": "1"})
    for name in (LEADS, EDITORS, PUBLISHERS):
        assert not is_out(page)
        approve(name, page)
    assert is_out(page)


def test_nobody_approves_the_step_of_others(page: StandardPage) -> None:
    send(page.owner, page, **{"action-submit": "1"})
    for name in (EDITORS, WRITERS):
        approve(name, page)
    state = StandardPage.objects.get(pk=page.pk).current_workflow_task_state
    assert [group.name for group in state.task.specific.groups.all()] == [LEADS]


def test_who_takes_a_step_and_may_not_list_pages_is_back_at_the_dashboard(
    page: StandardPage,
) -> None:
    send(page.owner, page, **{"action-submit": "1"})
    client = Client()
    client.force_login(member_of(LEADS))
    step = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = client.post(edit_address(page), posted(page, BODY, **step), follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert "do not have permission" not in answer.content.decode()
