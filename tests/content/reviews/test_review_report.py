"""The reports of reviews and of old drafts: what is in them, filters, files, and for whom."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from openpyxl import load_workbook

from pages.models import HomePage, StandardPage
from tests.content.reviews.conftest import MakePage, days_from_now
from tests.draftcomments.moderators import a_moderator, an_editor_of, in_the_admin
from tests.factories.accounts import UserFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
REVIEWS = "/admin/reports/reviews/"
DRAFTS = "/admin/reports/old-drafts/"


def rows(client: Client, address: str, query: str = "") -> dict[str, dict[str, str]]:
    """The rows of a report as a file, by the page."""
    response = client.get(f"{address}?export=csv{query}")
    text = b"".join(response.streaming_content).decode()
    return {row["Page"]: row for row in csv.DictReader(StringIO(text))}


@pytest.fixture
def four(live_page: MakePage, home_page: HomePage) -> None:
    """A page at each stage, and one that is not out; the home page was never reviewed."""
    live_page("Late", review_by=days_from_now(-1))
    live_page("Soon", reviewed_on=days_from_now(-300), review_by=days_from_now(30))
    live_page("Fine", reviewed_on=days_from_now(0))
    live_page("Not out", live=False, review_by=days_from_now(-1))


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("standing", "found"),
    [
        ("late", {"Late"}),
        ("soon", {"Soon"}),
        ("never", {"Late", "Home"}),
        ("fine", {"Fine"}),
        ("", {"Late", "Soon", "Fine", "Home"}),
    ],
)
def test_pages_are_found_by_how_their_review_stands(
    editor_client: Client, standing: str, found: set[str]
) -> None:
    assert set(rows(editor_client, REVIEWS, f"&standing={standing}")) == found


@pytest.mark.usefixtures("four")
def test_each_row_says_how_the_review_stands(editor_client: Client) -> None:
    told = {title: row["Review"] for title, row in rows(editor_client, REVIEWS).items()}
    assert told == {
        "Late": "Overdue",
        "Soon": "Due in 30 days",
        "Fine": "Up to date",
        "Home": "Never reviewed",
    }


def test_pages_are_found_by_type_and_by_owner(editor_client: Client, live_page: MakePage) -> None:
    owner = UserFactory(username="ada")
    live_page("Owned", owner=owner)
    live_page("Nobody's")
    kind = ContentType.objects.get_for_model(StandardPage).pk
    assert set(rows(editor_client, REVIEWS, f"&content_type={kind}")) == {"Owned", "Nobody's"}
    mine = rows(editor_client, REVIEWS, f"&owner={owner.pk}")
    assert {title: row["Owner"] for title, row in mine.items()} == {"Owned": "ada"}


def test_a_title_runs_in_no_cell_and_the_file_opens(
    editor_client: Client, live_page: MakePage
) -> None:
    live_page("=1+1", slug="sum", review_by=days_from_now(-400))
    assert "'=1+1" in rows(editor_client, REVIEWS)
    response = editor_client.get(f"{REVIEWS}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == "'=1+1"


def test_old_drafts_are_those_that_this_person_may_edit(
    live_page: MakePage, old_draft: MakePage
) -> None:
    mine, _ = old_draft("Mine"), old_draft("Of others", slug="others")
    old_draft("New", days=29, slug="new")
    live_page("Published")
    assert set(rows(in_the_admin(an_editor_of(mine)), DRAFTS)) == {"Mine"}


@pytest.mark.usefixtures("home_page")
@pytest.mark.parametrize("address", [REVIEWS, DRAFTS])
def test_the_reports_are_for_people_who_work_on_pages(address: str) -> None:
    assert in_the_admin(a_moderator()).get(address).status_code == 302


@pytest.mark.parametrize("address", [REVIEWS, DRAFTS])
def test_a_report_takes_as_many_queries_for_many(
    editor_client: Client, live_page: MakePage, old_draft: MakePage, address: str
) -> None:
    old_draft("Draft", owner=UserFactory(), live=True, review_by=days_from_now(-1))
    few = queries_of(editor_client, address)
    for number in range(6):
        old_draft(f"Draft {number}", owner=UserFactory(), slug=f"d{number}")
        live_page(f"Page {number}", owner=UserFactory(), review_by=days_from_now(-1))
    assert queries_of(editor_client, address) == few
