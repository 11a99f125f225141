"""No way of publishing passes the gate, and none of them loses the draft."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, PageLogEntry, TaskState

from content.publishing.gate import PLAN_STOPPED, PublishingStopped, stopped_plans
from pages.models import HomePage, StandardPage
from tests.content.publishing.routes import (
    NO_SUMMARY,
    TYPED,
    approved,
    approved_in_editor,
    by_api,
    checklist,
    copied,
    draft,
    in_bulk,
    in_workflow,
    live,
    on_its_day,
    planned,
    publish,
    spoilt,
    wrong_for_readers,
)
from tests.draftcomments.drafts import edit_address, posted
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
Way = Callable[[Client, StandardPage], Any]


def as_before(page: StandardPage) -> bool:
    """Whether readers see the page as it was, and the draft is there still."""
    return bool(live(page).live and live(page).summary) and draft(page).summary == ""


# From the editor


def test_the_editor_leads_to_the_checklist_and_keeps_what_was_typed(
    client: Client, page: StandardPage
) -> None:
    assert publish(client, page, **NO_SUMMARY)["Location"] == checklist(page)
    assert as_before(page)
    assert "new words" in str(draft(page).body)
    assert "new words" not in str(live(page).body)


def test_so_does_the_form_of_a_new_page(client: Client, home_page: HomePage) -> None:
    address = reverse("wagtailadmin_pages:add", args=["pages", "standardpage", home_page.pk])
    new = StandardPage(title="New", slug="new")
    new.specific_class = StandardPage
    data = {**posted(new, TYPED), "action-publish": "yes"}
    response = client.post(address, data)
    made = StandardPage.objects.get(slug="new")
    assert response["Location"] == checklist(made)
    assert not made.live
    assert "new words" in str(draft(made).body)


def test_an_old_version_is_looked_at_too(client: Client, page: StandardPage) -> None:
    old = spoilt(page).latest_revision
    spoilt(page, summary="Better again.")
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    sent = {"action-publish": "yes", "small_correction": "on", **NO_SUMMARY}
    response = client.post(address, posted(page, TYPED, **sent))
    assert response["Location"] == checklist(page)
    assert as_before(page)


def test_a_draft_can_always_be_saved(client: Client, page: StandardPage) -> None:
    response = client.post(edit_address(page), posted(page, TYPED, **NO_SUMMARY))
    assert response["Location"] == edit_address(page)
    assert as_before(page)


# From elsewhere


def through_api(client: Client, page: StandardPage) -> Any:
    return by_api(client, page, "publish")


def many_at_once(client: Client, page: StandardPage) -> Any:
    return in_bulk(client, page)


@pytest.mark.parametrize(("way", "status"), [(through_api, 400), (many_at_once, 409)])
def test_no_other_way_publishes_it(
    client: Client, page: StandardPage, way: Way, status: int
) -> None:
    assert way(client, spoilt(page)).status_code == status
    assert as_before(page)


@pytest.mark.parametrize(("way", "status"), [(through_api, 400), (many_at_once, 409)])
def test_nor_once_it_was_unpublished(
    client: Client, page: StandardPage, way: Way, status: int
) -> None:
    live(page).unpublish()
    assert way(client, spoilt(page)).status_code == status
    assert not live(page).live


def test_bulk_publishing_finds_drafts_below(
    client: Client, page: StandardPage, home_page: HomePage
) -> None:
    below = StandardPageFactory(parent=page, title="Below", live=False, summary="")
    response = in_bulk(client, page, below=True)
    assert response.status_code == 409
    assert checklist(below) in response.content.decode()
    assert checklist(page) not in response.content.decode()
    assert not live(below).live


@pytest.mark.parametrize("program", [lambda revision: revision.publish(), None])
def test_a_program_is_refused(page: StandardPage, program: Callable[[Any], None] | None) -> None:
    revision = spoilt(page).latest_revision
    way = program or (lambda given: PublishPageRevisionAction(given).execute())
    with pytest.raises(PublishingStopped, match="Write a plain summary"):
        way(revision)
    assert as_before(page)


def test_a_version_that_was_saved_over_after_it_went_out_is_looked_at_again(
    client: Client, page: StandardPage
) -> None:
    """Wagtail's editor saves by itself into the version that it began with."""
    worse = draft(page)
    worse.summary = ""
    worse.save_revision(overwrite_revision=live(page).latest_revision, clean=False)
    assert live(page).live_revision == live(page).latest_revision
    assert through_api(client, page).status_code == 400
    assert as_before(page)


# On a day to come


def test_a_planned_page_stays_a_draft_and_the_others_go_out(
    page: StandardPage, home_page: HomePage
) -> None:
    other = StandardPageFactory(parent=home_page, title="Fine", live=False)
    other.save_revision()
    planned(spoilt(page))
    on_its_day(other)
    assert as_before(page)
    assert live(other).live
    assert live(page).scheduled_revision is None
    entry = PageLogEntry.objects.get(action=PLAN_STOPPED)
    assert "Write a plain summary" in entry.data["words"][0]
    assert [each.pk for each in stopped_plans()] == [page.pk]


def test_a_stopped_plan_is_in_the_history_and_off_the_list_once_somebody_saves(
    client: Client, page: StandardPage
) -> None:
    on_its_day(spoilt(page))
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Not published on its planned day" in history
    spoilt(page, summary="Now it has one.")
    assert not stopped_plans().exists()


def test_a_plan_can_be_made_only_for_what_is_right(client: Client, page: StandardPage) -> None:
    day = timezone.localtime() + timedelta(days=3)
    go_live = day.strftime("%Y-%m-%d %H:%M")
    assert publish(client, page, go_live_at=go_live, **NO_SUMMARY)["Location"] == checklist(page)
    assert live(page).scheduled_revision is None


# Workflows


def is_open(state: TaskState) -> bool:
    state.refresh_from_db()
    return bool(state.status == TaskState.STATUS_IN_PROGRESS)


def test_the_last_approval_is_not_offered(client: Client, page: StandardPage) -> None:
    in_workflow(spoilt(page))
    html = client.get(edit_address(page)).content.decode()
    assert 'data-workflow-action-name="approve"' not in html
    assert 'data-workflow-action-name="reject"' in html


def test_the_last_approval_in_the_editor_is_refused_with_what_was_typed(
    client: Client, page: StandardPage
) -> None:
    state = in_workflow(page)
    html = approved_in_editor(client, page, **NO_SUMMARY).content.decode()
    assert "Write a plain summary" in html
    assert "new words" in html
    assert is_open(state)
    assert live(page).summary


def test_the_last_approval_from_a_list_neither_publishes_nor_ends_the_workflow(
    client: Client, page: StandardPage
) -> None:
    state = in_workflow(spoilt(page))
    assert approved(client, page, state).status_code == 302
    assert is_open(state)
    assert as_before(page)


def test_earlier_steps_are_approved_all_the_same(client: Client, page: StandardPage) -> None:
    state = in_workflow(spoilt(page), steps=2)
    assert 'data-workflow-action-name="approve"' in client.get(edit_address(page)).content.decode()
    approved_in_editor(client, page, **NO_SUMMARY)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_APPROVED
    assert as_before(page)


# Copies of a page that was public, and not right, before there was a gate


def a_copy(page: StandardPage) -> Any:
    return (
        Page.objects.filter(live=True).exclude(pk=page.pk).filter(title__in=["A copy", page.title])
    )


@pytest.mark.parametrize("tick", ["publish_copies", "alias"])
def test_no_public_copy_is_made_in_the_admin(client: Client, page: StandardPage, tick: str) -> None:
    response = copied(client, wrong_for_readers(page), **{tick: "on"})
    assert response["Location"] == reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert not a_copy(page).exists()


def test_a_copy_that_is_a_draft_is_made(client: Client, page: StandardPage) -> None:
    copied(client, spoilt(wrong_for_readers(page)))
    made = StandardPage.objects.get(slug="a-copy")
    assert not made.live
    assert through_api(client, made).status_code == 400


@pytest.mark.parametrize(
    ("action", "data"),
    [("copy", {"slug": "a-copy", "keep_live": True}), ("create_alias", {"update_slug": "a-copy"})],
)
def test_no_public_copy_is_made_through_the_api(
    client: Client, page: StandardPage, action: str, data: dict[str, Any]
) -> None:
    assert by_api(client, wrong_for_readers(page), action, **data).status_code == 400
    assert not a_copy(page).exists()


def test_an_alias_becomes_no_page_of_its_own(client: Client, page: StandardPage) -> None:
    alias = page.create_alias(update_slug="an-alias")
    response = by_api(client, wrong_for_readers(alias), "convert_alias")
    assert response.status_code == 400
    assert live(alias).live_revision_id == page.live_revision_id


def test_an_alias_follows_what_passes(client: Client, page: StandardPage) -> None:
    alias = page.create_alias(update_slug="an-alias")
    assert publish(client, page, summary="Better.").status_code == 302
    assert live(alias).summary == "Better."
