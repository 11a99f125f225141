"""The dashboard: figures with a list and a next action, for those whose work it is."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from content.publishing.gate import PLAN_STOPPED
from pages.models import PageOpinions, PageRemark
from tests.content.reviews.conftest import MakePage, days_from_now
from tests.draftcomments.moderators import a_moderator, a_superuser, an_editor_of, in_the_admin
from tests.factories.draftcomments import ContributorFactory, ItemFactory, RoundFactory
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
HOME = "/admin/"
MOST_QUERIES = 40


def figures(client: Client) -> dict[str, dict[str, object]]:
    """What each figure says: its number, its rows, and where the next action leads."""
    response = client.get(HOME)
    assert response.status_code == 200
    told = {}
    for card in BeautifulSoup(response.content, "html.parser").select(".dashboard-figure"):
        number = card.select_one(".dashboard-figure__number").extract()
        told[card.h3.get_text(strip=True)] = {
            "number": int(number.get_text()),
            "rows": [" ".join(row.get_text().split()) for row in card.select("li")],
            "action": card.select_one(".dashboard-figure__action")["href"],
        }
    return told


def test_late_reviews_are_counted_and_the_first_are_named(live_page: MakePage) -> None:
    for days in range(1, 8):
        live_page(f"Late by {days}", review_by=days_from_now(-days))
    told = figures(in_the_admin(a_superuser()))["Reviews overdue"]
    assert told["number"] == 7
    assert [row.split(" due ")[0] for row in told["rows"]] == [
        f"Late by {days}" for days in (7, 6, 5, 4, 3)
    ]
    assert told["action"] == "/admin/reports/reviews/?standing=late"


def never_reviewed(client: Client) -> int:
    [number] = re.findall(r"Never reviewed: (\d+)\.", client.get(HOME).text)
    return int(number)


def test_where_none_is_late_those_never_reviewed_are_counted(live_page: MakePage) -> None:
    client = in_the_admin(a_superuser())
    before = never_reviewed(client)
    live_page("Reviewed", reviewed_on=timezone.localdate())
    live_page("Never reviewed")
    assert never_reviewed(client) == before + 1


def test_an_editor_sees_what_they_may_edit(live_page: MakePage, old_draft: MakePage) -> None:
    mine = live_page("Mine", review_by=days_from_now(-1))
    live_page("Of others", review_by=days_from_now(-1))
    old_draft("Draft of others")
    told = figures(in_the_admin(an_editor_of(mine)))
    assert told["Reviews overdue"]["number"] == 1
    assert told["Drafts older than 30 days"]["number"] == 0


def test_an_old_draft_leads_to_the_report(old_draft: MakePage) -> None:
    old_draft()
    told = figures(in_the_admin(a_superuser()))["Drafts older than 30 days"]
    assert told["number"] == 1
    assert told["rows"][0].startswith("Half done")
    assert told["action"] == "/admin/reports/old-drafts/"


def test_what_needs_doing_comes_first(old_draft: MakePage) -> None:
    client = in_the_admin(a_superuser())
    assert "Planned publications that were stopped" not in figures(client)
    page = old_draft()
    assert next(iter(figures(client))) == "Drafts older than 30 days"
    log(instance=page, action=PLAN_STOPPED, revision=page.latest_revision)
    told = figures(client)
    assert next(iter(told)) == "Planned publications that were stopped"
    checklist = reverse("publishing_checklist", args=[page.pk])
    assert told["Planned publications that were stopped"]["action"] == checklist


def test_a_plan_that_was_stopped_leads_to_a_page_that_this_person_may_open(
    old_draft: MakePage,
) -> None:
    page = old_draft()
    log(instance=page, action=PLAN_STOPPED, revision=page.latest_revision)
    client = in_the_admin(an_editor_of(page))
    told = figures(client)["Planned publications that were stopped"]
    assert told["action"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(told["action"]).status_code == 200


def test_answers_of_readers_are_those_of_seven_days() -> None:
    for days, useful in ((0, 3), (-6, 2), (-7, 50)):
        PageOpinions.objects.create(address="/", day=days_from_now(days), useful=useful)
    PageRemark.objects.create(address="/", was_useful=True, words="Thanks", submit_key="a")
    told = figures(in_the_admin(a_superuser()))["Answers from readers this week"]
    assert told["number"] == 5
    assert told["rows"] == ["Useful 5", "Not useful 0", "Remarks 1"]
    assert told["action"] == "/admin/page_remarks/"


def test_a_moderator_sees_comments_and_nothing_of_pages(live_page: MakePage) -> None:
    live_page(review_by=days_from_now(-1))
    item = ItemFactory()
    told = figures(in_the_admin(a_moderator()))
    assert set(told) == {"Feedback on drafts: to check", "Feedback on drafts: to answer"}
    check = told["Feedback on drafts: to check"]
    assert check["rows"] == [f"{item.round.page_title} 1"]


def test_the_dashboard_takes_as_many_queries_for_many(
    live_page: MakePage, old_draft: MakePage
) -> None:
    client = in_the_admin(a_superuser())

    def add(numbers: range) -> None:
        for number in numbers:
            live_page(f"Late {number}", review_by=days_from_now(-number - 1))
            old_draft(f"Draft {number}", slug=f"draft-{number}")
            page = live_page(f"Asked about {number}")
            ItemFactory(contributor=ContributorFactory(round=RoundFactory(page=page)))
            PageOpinions.objects.create(address=f"/{number}/", day=timezone.localdate())

    add(range(5))
    few = queries_of(client, HOME)
    add(range(5, 25))
    assert queries_of(client, HOME) == few
    assert few <= MOST_QUERIES
