"""What only asks for a reason: the reason is kept, and where nobody was asked that is kept too."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import GroupPagePermission, Page

from content.changes import changes_of
from pages.models import StandardPage
from tests.content.publishing.routes import (
    LATE,
    NO_SUMMARY,
    approved,
    by_api,
    checklist,
    draft,
    in_bulk,
    in_workflow,
    live,
    noted,
    on_its_day,
    publish,
    spoilt,
)
from tests.draftcomments.drafts import autosaved, edit_address, text
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
WHY = "It is urgent."
FOUND = ["review-overdue"]
YEAR_2020 = timezone.localdate().replace(year=2020)


def give_reason(client: Client, page: StandardPage, reason: str = WHY) -> HttpResponse:
    seen = client.get(checklist(page)).context["form"]["seen"].value()
    return client.post(checklist(page), {"seen": seen, "reason": reason})


def has_new_words(page: StandardPage) -> bool:
    return "new words" in str(live(page).body)


def test_with_a_reason_it_goes_out_and_the_reason_is_kept(
    client: Client, page: StandardPage
) -> None:
    response = publish(client, page, **LATE, small_correction="", change_note="We say when.")
    assert response["Location"] == checklist(page)
    assert not has_new_words(page)
    assert "A review was due by 31 January 2020." in client.get(checklist(page)).content.decode()
    assert give_reason(client, page).status_code == 302
    assert has_new_words(page)
    assert noted(page) == [(FOUND, WHY)]
    assert [change.text for change in changes_of(page)] == ["We say when."]
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert WHY in history


def test_without_a_reason_it_stays_a_draft(client: Client, page: StandardPage) -> None:
    publish(client, page, **LATE)
    assert give_reason(client, page, " \n").status_code == 422
    assert not has_new_words(page)
    assert noted(page) == []


def test_no_reason_is_good_enough_for_what_stops(client: Client, page: StandardPage) -> None:
    publish(client, page, **LATE)
    seen = client.get(checklist(page)).context["form"]["seen"].value()
    publish(client, page, **LATE, **NO_SUMMARY)
    html = client.get(checklist(page)).content.decode()
    assert 'name="reason"' not in html
    assert "Write a plain summary" in html
    revision = live(page).latest_revision
    newest = f"{revision.pk} {revision.created_at.isoformat()}"
    for version in (seen, newest):
        client.post(checklist(page), {"seen": version, "reason": WHY})
    assert not has_new_words(page)
    assert noted(page) == []


def test_a_draft_that_changed_meanwhile_is_looked_at_again(
    client: Client, page: StandardPage
) -> None:
    publish(client, page, **LATE)
    seen = client.get(checklist(page)).context["form"]["seen"].value()
    autosaved(client, page, [text("opening", "<p>Newer still.</p>")], **LATE)
    response = client.post(checklist(page), {"seen": seen, "reason": WHY})
    assert response["Location"] == edit_address(page)
    assert "Newer still" in str(draft(page).body)
    assert not has_new_words(page)


def test_a_planned_page_is_planned_with_its_reason_and_not_noted_twice(
    client: Client, page: StandardPage
) -> None:
    day = timezone.localtime() + timedelta(days=3)
    publish(client, page, **LATE, go_live_at=day.strftime("%Y-%m-%d %H:%M"))
    assert "Publish as planned" in client.get(checklist(page)).content.decode()
    give_reason(client, page)
    assert not has_new_words(page)
    on_its_day(page)
    assert has_new_words(page)
    assert noted(page) == [(FOUND, WHY)]


def test_where_nobody_was_asked_the_history_says_so(client: Client, page: StandardPage) -> None:
    late = spoilt(page, review_by=YEAR_2020)
    approved(client, late, in_workflow(late))
    assert live(page).review_by == YEAR_2020
    assert noted(page) == [(FOUND, "")]
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Nobody was asked for a reason." in history


def test_so_it_does_after_the_api(client: Client, page: StandardPage) -> None:
    assert by_api(client, spoilt(page, review_by=YEAR_2020), "publish").status_code == 200
    assert noted(page) == [(FOUND, "")]


def test_many_at_once_are_sent_to_their_checklists(client: Client, page: StandardPage) -> None:
    response = in_bulk(client, spoilt(page, review_by=YEAR_2020))
    assert response.status_code == 409
    assert checklist(page) in response.content.decode()
    assert live(page).review_by is None


def test_a_page_on_which_nothing_is_found_leads_back(client: Client, page: StandardPage) -> None:
    assert client.get(checklist(page))["Location"] == edit_address(page)
    assert publish(client, page)["Location"] != checklist(page)
    assert has_new_words(page)
    assert noted(page) == []


def test_the_checklist_is_for_those_who_may_publish(page: StandardPage) -> None:
    group = Group.objects.create(name="Writers of one page")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
    writer = UserFactory()
    writer.groups.add(group)
    client = Client()
    client.force_login(writer)
    late = spoilt(page, review_by=YEAR_2020)
    for response in (client.get(checklist(late)), client.post(checklist(late), {"reason": WHY})):
        assert response["Location"] == reverse("wagtailadmin_home")
    assert noted(page) == []


def test_a_locked_page_is_not_published(client: Client, page: StandardPage) -> None:
    publish(client, page, **LATE)
    locked = {"locked": True, "locked_by": UserFactory(), "locked_at": timezone.now()}
    StandardPage.objects.filter(pk=page.pk).update(**locked)
    assert give_reason(client, page)["Location"] == edit_address(page)
    assert not has_new_words(page)


def test_it_leads_past_itself_and_past_no_other_rule(client: Client, page: StandardPage) -> None:
    def refuse(request: HttpRequest, page: Page) -> HttpResponse:
        return redirect("/refused/")

    publish(client, page, **LATE)
    with hooks.register_temporarily("before_publish_page", refuse, order=200):
        assert give_reason(client, page)["Location"] == "/refused/"
    assert not has_new_words(page)
    assert noted(page) == []
