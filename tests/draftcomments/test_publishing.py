"""The gate before a page goes out whose comments wait for an answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowTask,
)

from accounts.models import User
from draftcomments.actions.publishing import PUBLISH_UNANSWERED
from draftcomments.enums import State
from draftcomments.models import FeedbackAnsweredTask, Item
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import (
    autosaved,
    draft_page,
    edit_address,
    posted,
    round_on,
    text,
    three_parts,
)
from tests.draftcomments.moderators import a_superuser, an_editor_of, given, in_the_admin
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
WORDS = "My neighbour Abebe cannot climb the stairs to the clinic"
NEW = [text("opening", "<p>These are the new words.</p>")]


@pytest.fixture
def client(home_page: HomePage) -> Client:
    return in_the_admin(a_superuser(username="publisher"))


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return draft_page(three_parts(), home_page, slug="asking-people")


@pytest.fixture
def item(page: StandardPage) -> Item:
    """A checked comment that has no answer."""
    person = ContributorFactory(round=round_on(page))
    return ItemFactory(contributor=person, state=State.CHECKED, words=WORDS)


def gate(page: StandardPage) -> str:
    return reverse("draftcomments_admin:publish_anyway", args=[page.pk])


def publish(client: Client, page: StandardPage, **fields: Any) -> Any:
    return client.post(edit_address(page), posted(page, NEW, **{"action-publish": "yes", **fields}))


def live_words(page: StandardPage) -> str:
    return str(StandardPage.objects.get(pk=page.pk).body)


def drafted_words(page: StandardPage) -> str:
    return str(StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().body)


def send(client: Client, page: StandardPage, reason: str = "An urgent mistake.") -> Any:
    seen = client.get(gate(page)).context["form"]["seen"].value()
    return client.post(gate(page), {"seen": seen, "reason": reason})


def reasons() -> list[str]:
    entries = PageLogEntry.objects.filter(action=PUBLISH_UNANSWERED)
    return [entry.data["reason"] for entry in entries]


# The edit view


def test_publishing_with_unanswered_comments_asks_for_a_reason(
    client: Client, page: StandardPage, item: Item
) -> None:
    response = publish(client, page)
    assert response["Location"] == gate(page)
    assert "new words" not in live_words(page)
    assert "new words" in drafted_words(page)
    content = client.get(gate(page)).content.decode()
    assert "1 to answer" in content
    assert reverse("draftcomments_admin:answers", args=[item.round_id]) in content


def test_with_a_reason_that_version_goes_out_and_the_reason_is_kept(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    response = send(client, page)
    assert response.status_code == 302
    assert "new words" in live_words(page)
    entry = PageLogEntry.objects.get(action=PUBLISH_UNANSWERED)
    assert entry.data == {"feedback": item.reference, "reason": "An urgent mistake."}
    assert entry.user.username == "publisher"
    assert entry.revision == revision
    assert StandardPage.objects.get(pk=page.pk).live_revision == revision


def test_the_history_of_the_page_shows_the_reason(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    send(client, page)
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "An urgent mistake." in history
    assert item.reference in history


@pytest.mark.parametrize("reason", ["", "  \n", f"One said: {WORDS.upper()}."])
def test_no_reason_and_a_reason_in_words_of_a_comment_are_refused(
    client: Client, page: StandardPage, item: Item, reason: str
) -> None:
    publish(client, page)
    response = send(client, page, reason)
    assert response.status_code == 422
    assert "new words" not in live_words(page)
    assert reasons() == []


@pytest.mark.parametrize("state", [State.ANSWERED, State.SET_ASIDE])
def test_answered_comments_keep_nobody_from_publishing(
    client: Client, page: StandardPage, item: Item, state: State
) -> None:
    Item.objects.filter(pk=item.pk).update(state=state)
    publish(client, page)
    assert "new words" in live_words(page)
    assert reasons() == []


def test_a_page_without_rounds_is_published_as_ever(client: Client, page: StandardPage) -> None:
    publish(client, page)
    assert "new words" in live_words(page)


def a_publisher(page: StandardPage) -> User:
    """Somebody who publishes, and moderates nothing."""
    user = an_editor_of(page)
    group = user.groups.get()
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=given("wagtailcore", codename)
        )
    return user


def test_publishers_are_told_of_what_waits_to_be_checked_and_never_of_what_is_on_hold(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.RECEIVED)
    ItemFactory(contributor=item.contributor, state=State.HELD)
    publisher = in_the_admin(a_publisher(page))
    seen = publisher.get(gate(page)).content.decode()
    assert "0 to answer, 1 with the moderators." in seen
    assert "on hold" not in seen
    assert "1 with the moderators, 1 on hold" in client.get(gate(page)).content.decode()


def test_what_is_on_hold_alone_holds_up_nothing_and_is_told_to_moderators_only(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.HELD)
    publisher = in_the_admin(a_publisher(page))
    assert publisher.get(gate(page))["Location"] == edit_address(page)
    assert publish(publisher, page)["Location"] != gate(page)
    assert "new words" in live_words(page)
    assert "on hold" not in publisher.get(edit_address(page)).content.decode()
    publish(client, page)
    assert "comments on hold on the page" in client.get(edit_address(page)).content.decode()
    assert reasons() == []


def test_the_history_of_a_page_names_nothing_that_is_on_hold(
    client: Client, page: StandardPage, item: Item
) -> None:
    ItemFactory(contributor=item.contributor, state=State.HELD)
    publish(client, page)
    send(client, page)
    entry = PageLogEntry.objects.get(action=PUBLISH_UNANSWERED)
    assert entry.data["feedback"] == item.reference


def test_a_refused_reason_is_said_at_the_top_and_its_box_has_the_focus(
    client: Client, page: StandardPage, item: Item
) -> None:
    content = send(client, page, reason="").content.decode()
    assert "Nothing is published yet. Something has to be put right first." in content
    assert re.search(r'<textarea name="reason"[^>]*autofocus', content)


def test_a_draft_that_changed_meanwhile_is_looked_at_again(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    seen = client.get(gate(page)).context["form"]["seen"].value()
    autosaved(client, page, [text("opening", "<p>Newer still.</p>")])
    response = client.post(gate(page), {"seen": seen, "reason": "An urgent mistake."})
    assert response["Location"] == edit_address(page)
    assert "Newer still." not in live_words(page)
    assert reasons() == []


def test_once_all_is_answered_the_gate_leads_back(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.ANSWERED)
    for response in (client.get(gate(page)), client.post(gate(page), {"reason": "So."})):
        assert response["Location"] == edit_address(page)
    assert "new words" not in live_words(page)


def test_the_gate_is_closed_to_those_who_may_not_publish(page: StandardPage, item: Item) -> None:
    editor = in_the_admin(an_editor_of(page))
    for response in (editor.get(gate(page)), editor.post(gate(page), {"reason": "So."})):
        assert response["Location"] == reverse("wagtailadmin_home")
    assert reasons() == []


def test_a_page_that_somebody_locked_is_not_published(
    client: Client, page: StandardPage, item: Item
) -> None:
    page.locked, page.locked_by, page.locked_at = True, a_superuser(), timezone.now()
    page.save(clean=False)
    assert send(client, page)["Location"] == edit_address(page)
    assert reasons() == []


def test_the_gate_leads_past_itself_and_past_no_other_rule(
    client: Client, page: StandardPage, item: Item
) -> None:
    """Such as: what was withdrawn is not published."""

    def refuse(request: HttpRequest, page: Page) -> HttpResponse:
        return redirect("/refused/")

    with hooks.register_temporarily("before_publish_page", refuse, order=200):
        response = send(client, page)
    assert response["Location"] == "/refused/"
    assert "new words" not in live_words(page)
    assert reasons() == []


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
    entry = PageLogEntry.objects.get(action=PUBLISH_UNANSWERED)
    assert entry.data == {"feedback": item.reference, "reason": ""}
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
    assert edit_address(page) in content
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
