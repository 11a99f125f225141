"""Publishing on a day, several pages at once, and through a workflow."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask

from content.publishing.gate import PUBLISH_WITH_REASON
from draftcomments.enums import State
from draftcomments.models import FeedbackAnsweredTask, Item
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import edit_address, posted, round_on, three_parts
from tests.draftcomments.moderators import a_superuser
from tests.draftcomments.publishing.gate import WORDS, gate, live_words, publish, reasons, send
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


# Planned for a day


def test_planning_a_publication_asks_too_and_is_done_on_its_day(
    client: Client, page: StandardPage
) -> None:
    page.get_latest_revision().publish()
    ItemFactory(contributor=ContributorFactory(round=round_on(page)), state=State.CHECKED)
    day = timezone.localtime() + timedelta(days=3)
    planned = {"go_live_at": day.strftime("%Y-%m-%d %H:%M")}
    assert publish(client, page, **planned)["Location"] == gate(page)
    assert "Publish as planned" in client.get(gate(page)).content.decode()
    send(client, page)
    assert "new words" not in live_words(page)
    revision = StandardPage.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert "new words" in live_words(page)
    assert reasons() == ["An urgent mistake."]


def test_comments_that_came_after_the_planning_are_noted_when_the_page_goes_out(
    client: Client, page: StandardPage
) -> None:
    day = timezone.localtime() + timedelta(days=3)
    publish(client, page, go_live_at=day.strftime("%Y-%m-%d %H:%M"))
    item = ItemFactory(contributor=ContributorFactory(round=round_on(page)), words=WORDS)
    revision = StandardPage.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert "new words" in live_words(page)
    entry = PageLogEntry.objects.get(action=PUBLISH_WITH_REASON)
    assert entry.data == {
        "findings": ["comments-wait"],
        "words": [f"Comments without an answer: {item.reference}."],
        "reason": "",
    }
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Nobody was asked for a reason." in history


# Several pages at once


def bulk_publish(client: Client, *pages: StandardPage, below: bool = False) -> Any:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?{chosen}", {"include_descendants": "on"} if below else {})


def test_bulk_publish_publishes_none_and_says_which(
    client: Client, page: StandardPage, item: Item, home_page: HomePage
) -> None:
    other = StandardPageFactory(parent=home_page, title="Nothing asked", live=False)
    response = bulk_publish(client, page, other)
    content = response.content.decode()
    assert response.status_code == 409
    assert gate(page) in content
    assert "Nothing asked" not in content
    other.refresh_from_db()
    assert not other.live
    assert "Start with what people have told you" not in live_words(page)


def test_bulk_publish_finds_drafts_below(
    client: Client, home_page: HomePage, page: StandardPage
) -> None:
    below = StandardPageFactory(parent=page, title="Below", live=False)
    ItemFactory(contributor=ContributorFactory(round=round_on(below)))
    assert bulk_publish(client, page, below=True).status_code == 409
    assert bulk_publish(client, page).status_code == 302
    assert not StandardPage.objects.get(pk=below.pk).live


def test_bulk_publish_of_answered_pages_goes_on(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.ANSWERED)
    assert bulk_publish(client, page).status_code == 302
    assert "Start with what people have told you" in live_words(page)


# Workflows


def submitted(page: StandardPage, task: Any) -> Any:
    """The page in a workflow of one step."""
    workflow = Workflow.objects.create(name="Check")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = StandardPage.objects.get(pk=page.pk)
    workflow.start(page, a_superuser())
    return page.current_workflow_task_state


def approve(client: Client, page: StandardPage, state: Any) -> Any:
    names = ("approve", state.pk)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, *names])
    return client.post(address, {"comment": ""})


def test_the_step_feedback_answered_cannot_be_approved_before(
    client: Client, page: StandardPage, item: Item
) -> None:
    state = submitted(page, FeedbackAnsweredTask.objects.create(name="Feedback answered"))
    content = client.get(edit_address(page)).content.decode()
    assert 'data-workflow-action-name="approve"' not in content
    assert "Request changes" in content
    assert "once every comment on it has an answer" in content
    assert approve(client, page, state)["Location"] == reverse("wagtailadmin_home")
    typed = {"action-workflow-action": "yes", "workflow-action-name": "approve"}
    client.post(edit_address(page), posted(page, three_parts(), **typed))
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert "Start with what people have told you" not in live_words(page)


def test_the_step_feedback_answered_does_not_give_away_what_is_on_hold(
    page: StandardPage, item: Item
) -> None:
    task = FeedbackAnsweredTask.objects.create(name="Feedback answered")
    submitted(page, task)
    Item.objects.filter(pk=item.pk).update(state=State.HELD)
    assert "approve" in [name for name, *_ in task.get_actions(page, a_superuser())]


def test_the_step_feedback_answered_is_approved_afterwards(
    client: Client, page: StandardPage, item: Item
) -> None:
    state = submitted(page, FeedbackAnsweredTask.objects.create(name="Feedback answered"))
    Item.objects.filter(pk=item.pk).update(state=State.ANSWERED)
    content = client.get(edit_address(page)).content.decode()
    assert 'data-workflow-action-name="approve"' in content
    assert "once every comment on it has an answer" not in content
    approve(client, page, state)
    state.refresh_from_db()
    assert state.status == state.STATUS_APPROVED
    assert "Start with what people have told you" in live_words(page)
    assert reasons() == []


def test_a_workflow_without_that_step_leaves_a_note(
    client: Client, page: StandardPage, item: Item
) -> None:
    state = submitted(page, GroupApprovalTask.objects.create(name="Somebody approves"))
    approve(client, page, state)
    assert "Start with what people have told you" in live_words(page)
    assert reasons() == [""]
