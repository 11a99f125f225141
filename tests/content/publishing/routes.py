"""Ways in which somebody may try to publish a page, and what readers and editors then see of it."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Task,
    TaskState,
    Workflow,
    WorkflowTask,
)

from content.publishing.gate import PUBLISH_WITH_REASON
from pages.models import StandardPage
from tests.draftcomments.drafts import edit_address, posted, text
from tests.factories.accounts import UserFactory

TYPED = [text("opening", "<p>These are the new words.</p>")]
NO_SUMMARY = {"summary": ""}
LATE = {"review_by": "2020-01-31"}


def checklist(page: Page) -> str:
    return reverse("publishing_checklist", args=[page.pk])


def live(page: Page) -> StandardPage:
    return StandardPage.objects.get(pk=page.pk)


def draft(page: Page) -> StandardPage:
    return live(page).get_latest_revision_as_object()


def spoilt(page: StandardPage, **fields: Any) -> StandardPage:
    """The page after somebody has saved a draft in which something is wrong."""
    worse = draft(page)
    for name, value in (fields or NO_SUMMARY).items():
        setattr(worse, name, value)
    worse.save_revision(clean=False)
    return live(page)


def wrong_for_readers(page: StandardPage) -> StandardPage:
    """The page as it may be from before there was a gate: public, and without a summary."""
    StandardPage.objects.filter(pk=page.pk).update(summary="")
    return live(page)


def publish(client: Client, page: Page, **fields: Any) -> Any:
    sent = {"action-publish": "yes", "small_correction": "on", **fields}
    return client.post(edit_address(page), posted(page, TYPED, **sent))


def by_api(client: Client, page: Page, action: str, **data: Any) -> Any:
    address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    return client.post(address, data, content_type="application/json")


def in_bulk(client: Client, *pages: Page, below: bool = False) -> Any:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?{chosen}", {"include_descendants": "on"} if below else {})


def copied(client: Client, page: Page, **ticks: str) -> Any:
    new = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": page.get_parent().pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**new, **ticks})


def planned(page: StandardPage) -> None:
    """Let the day of the latest version have come."""
    revision = live(page).latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def on_its_day(page: StandardPage) -> None:
    planned(page)
    call_command("publish_scheduled")


def in_workflow(page: StandardPage, steps: int = 1) -> TaskState:
    """The page in a workflow, at its first step."""
    workflow = Workflow.objects.create(name="Check")
    for number in range(steps):
        task: Task = GroupApprovalTask.objects.create(name=f"Step {number}")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    page = live(page)
    workflow.start(page, UserFactory(is_superuser=True))
    return page.current_workflow_task_state


def approved(client: Client, page: Page, state: TaskState) -> Any:
    """Approved from a list of what waits, not from the editor."""
    names = [page.pk, "approve", state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=names)
    return client.post(address, {"comment": ""})


def approved_in_editor(client: Client, page: Page, **fields: Any) -> Any:
    action = {"action-workflow-action": "yes", "workflow-action-name": "approve"}
    return client.post(edit_address(page), posted(page, TYPED, **{**action, **fields}))


def noted(page: Page) -> list[tuple[list[str], str]]:
    """What the history keeps of publishing in spite of something: the findings, and the reason."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=PUBLISH_WITH_REASON)
    return [(entry.data["findings"], entry.data["reason"]) for entry in entries]
