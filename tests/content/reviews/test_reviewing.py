"""When the next review is, what “Reviewed today” does, and what readers are told."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from content.listing import listed_page_models
from content.models import ReviewFrequency
from content.review_actions import REVIEWED, can_mark_reviewed, change_frequencies, mark_reviewed
from content.review_days import months_later
from content.reviews import reviewed_models
from pages.models import HomePage, StandardPage
from tests.content.reviews.conftest import MakePage, days_from_now
from tests.draftcomments.moderators import a_superuser, an_editor_of, in_the_admin, shown_to
from tests.factories.accounts import UserFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
FREQUENCIES = "/admin/review_frequencies/"


def every(months: int) -> ReviewFrequency:
    kind = ContentType.objects.get_for_model(StandardPage)
    return ReviewFrequency.objects.create(content_type=kind, months=months)


def address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/reviewed-today/"


def test_every_public_page_type_is_reviewed() -> None:
    assert set(reviewed_models()) == set(listed_page_models())
    assert StandardPage in reviewed_models()


def test_the_next_review_is_worked_out_when_a_draft_is_saved(live_page: MakePage) -> None:
    page = live_page()
    page.reviewed_on = DAY
    revision = page.save_revision()
    revision.refresh_from_db()
    assert revision.content["review_by"] == "2027-03-02"
    assert StandardPage.objects.get(pk=page.pk).review_by is None
    revision.publish()
    assert StandardPage.objects.get(pk=page.pk).review_by == date(2027, 3, 2)


def test_the_next_review_follows_from_how_often_the_type_is_reviewed(live_page: MakePage) -> None:
    every(6)
    assert live_page(reviewed_on=DAY).review_by == date(2026, 9, 2)


def test_a_day_that_somebody_chose_stays(live_page: MakePage) -> None:
    assert live_page(reviewed_on=DAY, review_by=date(2026, 5, 1)).review_by == date(2026, 5, 1)


def test_reviewed_today_tells_readers_at_once_and_publishes_no_draft(
    live_page: MakePage, client: Client
) -> None:
    page = live_page("As it is", reviewed_on=DAY, review_by=date(2026, 5, 1))
    assert "We are late with checking this page. It was due on 1 May 2026" in shown_to(
        client, page.url
    )
    page.title = "As it will be"
    page.save_revision()
    editor = an_editor_of(page)
    response = in_the_admin(editor).post(address(page), follow=True)
    assert "The draft that waits was not published." in response.content.decode()

    today = timezone.localdate()
    html = shown_to(client, page.url)
    assert "As it will be" not in html
    assert f"Last reviewed: {today.day} {today:%B %Y}" in html
    assert "We are late" not in html
    now = StandardPage.objects.get(pk=page.pk)
    assert (now.reviewed_on, now.review_by) == (today, months_later(today, 12))
    draft = now.get_latest_revision_as_object()
    assert (draft.title, draft.reviewed_on, draft.review_by) == (
        "As it will be",
        now.reviewed_on,
        now.review_by,
    )
    entry = PageLogEntry.objects.get(page=page.pk, action=REVIEWED)
    assert entry.user == editor
    assert "Reviewed and found right. Next review due:" in entry.message


def test_reviewed_today_reaches_what_is_planned_and_copies_that_follow(
    live_page: MakePage, home_page: HomePage
) -> None:
    page = live_page()
    alias = page.create_alias(parent=home_page, update_slug="follows")
    planned = page.save_revision(approved_go_live_at=timezone.now() + timedelta(days=9))
    page.save_revision()
    by = mark_reviewed(page=page, user=a_superuser())
    planned.refresh_from_db()
    assert planned.content["review_by"] == by.isoformat()
    assert StandardPage.objects.get(pk=alias.pk).review_by == by
    assert not can_mark_reviewed(a_superuser(), alias)


def test_only_who_may_edit_a_live_page_that_is_not_locked_marks_it(live_page: MakePage) -> None:
    page = live_page()
    other = live_page("Elsewhere")
    assert can_mark_reviewed(an_editor_of(page), page)
    assert not can_mark_reviewed(an_editor_of(other), page)
    locked = live_page("Locked", locked=True, locked_by=UserFactory())
    assert not can_mark_reviewed(an_editor_of(locked), locked)
    draft = live_page("Not out", live=False)
    assert not can_mark_reviewed(a_superuser(), draft)
    with pytest.raises(PermissionDenied):
        mark_reviewed(page=page, user=an_editor_of(other))


def test_the_button_leads_to_a_question_and_a_stranger_is_sent_away(live_page: MakePage) -> None:
    page, other = live_page(), live_page("Elsewhere")
    mine = in_the_admin(an_editor_of(page))
    assert f'href="{address(page)}"' in shown_to(mine, f"/admin/pages/{page.pk}/edit/")
    assert "Reviewed today, all fine" in shown_to(mine, address(page))
    assert StandardPage.objects.get(pk=page.pk).reviewed_on is None
    assert in_the_admin(an_editor_of(other)).post(address(page)).status_code == 302
    assert StandardPage.objects.get(pk=page.pk).reviewed_on is None


def test_another_frequency_moves_the_reviews_that_follow_from_it(live_page: MakePage) -> None:
    follows = live_page(reviewed_on=DAY)
    chosen = live_page("Chosen", reviewed_on=DAY, review_by=date(2026, 5, 1))
    follows.save_revision()
    client = in_the_admin(a_superuser())
    kind = ContentType.objects.get_for_model(StandardPage)
    made = client.post(f"{FREQUENCIES}new/", {"content_type": kind.pk, "months": 6})
    assert made.status_code == 302
    assert StandardPage.objects.get(pk=follows.pk).review_by == date(2026, 9, 2)
    draft = Page.objects.get(pk=follows.pk).get_latest_revision()
    assert draft.content["review_by"] == "2026-09-02"
    assert StandardPage.objects.get(pk=chosen.pk).review_by == date(2026, 5, 1)

    change_frequencies(change=ReviewFrequency.objects.get().delete)
    assert StandardPage.objects.get(pk=follows.pk).review_by == date(2027, 3, 2)


def test_a_frequency_is_of_a_reviewed_type_and_of_one_to_sixty_months() -> None:
    client = in_the_admin(a_superuser())
    other = ContentType.objects.get_for_model(ReviewFrequency)
    response = client.post(f"{FREQUENCIES}new/", {"content_type": other.pk, "months": 61})
    assert set(response.context["form"].errors) == {"content_type", "months"}
    assert not ReviewFrequency.objects.exists()


def test_the_days_cost_readers_no_query(live_page: MakePage, client: Client) -> None:
    plain = live_page()
    reviewed = live_page("Reviewed", reviewed_on=DAY, review_by=days_from_now(-1))
    assert queries_of(client, reviewed.url) == queries_of(client, plain.url)
