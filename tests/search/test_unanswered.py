"""Searches with no result: what is counted, what never is, who sees it, and when it is forgotten."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from casestudies.models import CaseStudyIndexPage
from pages.models import HomePage
from search import unanswered
from search.models import UnansweredSearch
from search.unanswered import count_search, note_unanswered, words_to_keep
from tests.factories.accounts import UserFactory
from tests.factories.search import SearchWordsFactory, publish_page
from tests.racing import started

pytestmark = pytest.mark.django_db
REGISTER = "/admin/searches-with-no-result/"
SITE, STUDIES = UnansweredSearch.Place.SITE, UnansweredSearch.Place.CASE_STUDIES
DAY = date(2026, 7, 15)


def kept() -> dict[str, int]:
    return dict(UnansweredSearch.objects.values_list("words", "times"))


def searched(words: str, *days: date) -> None:
    for day in days:
        count_search(words=words, place=SITE, day=day)


@pytest.fixture
def index(home_page: HomePage) -> CaseStudyIndexPage:
    index = CaseStudyIndexPage(title="Case studies", slug="case-studies", summary="All of them.")
    home_page.add_child(instance=index)
    return index


def test_counts_what_nobody_found(client: Client, index: CaseStudyIndexPage) -> None:
    publish_page(index.get_parent(), "Housing", summary="Homes.")
    for words in ("Warm BANKS", "warm banks!", "housing", ""):
        client.get("/search/", {"q": words})
    client.get("/case-studies/", {"q": "housing"})
    found = UnansweredSearch.objects.values_list("words", "place", "times", "days")
    assert set(found) == {("warm banks", SITE, 2, 1), ("housing", STUDIES, 1, 1)}
    assert {row.month for row in UnansweredSearch.objects.all()} == {
        timezone.localdate().replace(day=1)
    }


@pytest.mark.parametrize(
    "words",
    [
        "jo@example.org",
        "jo at warm\uff20example",
        "call 07700 900123",
        "943 476 5919",
        "LS1 4AP",
        "my mother was sent home from hospital",
        "x" * 61,
        "!!!",
    ],
)
def test_keeps_nothing_that_may_be_about_somebody(
    client: Client, home_page: HomePage, words: str
) -> None:
    assert words_to_keep(words) == ""
    assert client.get("/search/", {"q": words}).status_code == 200
    assert kept() == {}


def test_counts_no_editor_no_head_and_no_filtered_list(
    client: Client, index: CaseStudyIndexPage
) -> None:
    client.head("/search/", {"q": "warm banks"})
    client.get("/case-studies/", {"q": "warm banks", "format": "csv"})
    client.force_login(UserFactory())
    client.get("/search/", {"q": "warm banks"})
    assert kept() == {}


def test_a_slip_that_the_page_mends_is_not_counted(client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "Inequalities", summary="What is unfair.")
    assert "inequalities" in client.get("/search/", {"q": "inequalites"}).content.decode()
    assert kept() == {}


def test_the_answer_may_still_be_kept_by_a_cache(client: Client, home_page: HomePage) -> None:
    response = client.get("/search/", {"q": "warm banks"})
    assert kept() == {"warm banks": 1}
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"].startswith("public")


def test_to_count_again_is_one_query() -> None:
    searched("warm banks", DAY)
    with CaptureQueriesContext(connection) as queries:
        searched("warm banks", DAY)
    assert len(queries) == 1


def test_a_reader_is_answered_though_nothing_can_be_counted(
    client: Client, home_page: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/search/", {"q": "food banks"})

    def no_space(execute: object, sql: str, *rest: object) -> None:
        if "search_unansweredsearch" in sql:
            raise DatabaseError("the disk is full")
        return execute(sql, *rest)  # type: ignore[operator]  # Django's own wrapper

    with connection.execute_wrapper(no_space):
        assert client.get("/search/", {"q": "warm banks"}).status_code == 200
    assert kept() == {"food banks": 1}


def test_a_month_holds_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_A_MONTH", 2)
    next_day = DAY + timedelta(days=1)
    searched("one", DAY, next_day)
    searched("made up", DAY)
    searched("two", DAY)
    assert kept() == {"one": 2, "two": 1}
    searched("two", next_day)
    searched("three", next_day)
    assert kept() == {"one": 2, "two": 2}
    searched("three", DAY + timedelta(days=31))
    assert "three" in kept()


def patience() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA busy_timeout" if is_sqlite else "SHOW lock_timeout")
        return list(cursor.fetchall())


def test_a_reader_does_not_wait_for_somebody_else_who_writes() -> None:
    today = timezone.localdate()
    searched("warm banks", today)
    patient: list[object] = []

    def ask() -> None:
        patient.append(patience())
        request = RequestFactory().get("/search/", {"q": "warm banks"})
        note_unanswered(request, typed="warm banks", place=SITE)
        patient.append(patience())

    reader = started(ask)
    reader.join(10)
    assert not reader.is_alive()
    before, after = patient
    assert before == after
    assert kept() == {"warm banks": 1}


def csv_rows(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{REGISTER}?export=csv{query}")
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))


def test_words_of_one_day_are_shown_to_nobody(editor_client: Client) -> None:
    searched("warm banks", DAY, DAY, DAY + timedelta(days=1))
    searched("jo bloggs", DAY, DAY, DAY)
    html = editor_client.get(REGISTER).content.decode()
    assert "warm banks" in html
    assert "jo bloggs" not in html
    assert csv_rows(editor_client) == [
        {
            "Words": "warm banks",
            "Month": "July 2026",
            "Asked in": "Site search",
            "Times": "3",
            "Different days": "2",
            "Last day": "2026-07-16",
        }
    ]
    assert csv_rows(editor_client, "&q=bloggs&days__exact=1") == []


def test_the_register_is_filtered_by_month_and_opens_as_a_spreadsheet(
    editor_client: Client,
) -> None:
    searched("warm banks", DAY, DAY + timedelta(days=1))
    searched("food banks", DAY - timedelta(days=31), DAY - timedelta(days=30))
    assert [row["Words"] for row in csv_rows(editor_client, "&month=2026-06")] == ["food banks"]
    assert len(csv_rows(editor_client, "&month=nonsense")) == 2
    response = editor_client.get(f"{REGISTER}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet
    assert {sheet["A2"].value, sheet["A3"].value} == {"warm banks", "food banks"}


def test_leads_to_search_words_that_begin_with_these(editor_client: Client) -> None:
    searched("warm banks", DAY, DAY + timedelta(days=1))
    page = BeautifulSoup(editor_client.get(REGISTER).content, "html.parser")
    link = page.find("a", string="Add search words")
    assert link
    form = BeautifulSoup(editor_client.get(str(link["href"])).content, "html.parser")
    field = form.select_one("input[name=line]")
    assert field
    assert field["value"] == "warm banks, "


def test_the_dashboard_shows_those_of_this_month(editor_client: Client) -> None:
    today = timezone.localdate()
    searched("warm banks", today - timedelta(days=1), today)
    UnansweredSearch.objects.update(month=today.replace(day=1), days=2)
    searched("food banks", DAY.replace(year=2020), DAY.replace(year=2020, day=16))
    html = BeautifulSoup(editor_client.get("/admin/").content, "html.parser")
    figure = html.select_one("#figure-searches-with-no-result")
    assert figure
    words = figure.get_text(" ", strip=True)
    assert "Searches with no result 1" in words
    assert "warm banks" in words
    assert "food banks" not in words


def test_words_that_name_somebody_can_be_deleted(editor_client: Client) -> None:
    searched("jo bloggs", DAY, DAY + timedelta(days=1))
    row = UnansweredSearch.objects.get()
    assert editor_client.post(f"{REGISTER}delete/{row.pk}/").status_code == 302
    assert kept() == {}


def test_is_for_those_who_work_on_pages(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(REGISTER).status_code == 302


def test_forgets_after_a_year_and_rare_words_after_their_month() -> None:
    today = timezone.localdate().replace(day=1)
    last_month = (today - timedelta(days=1)).replace(day=1)
    year_ago = today.replace(year=today.year - 1)
    searched("this month, once", today)
    searched("last month, once", last_month)
    searched("last month, twice", last_month, last_month + timedelta(days=1))
    searched("a year ago", year_ago, year_ago + timedelta(days=1))
    before = year_ago - timedelta(days=20)
    searched("longer ago", before, before + timedelta(days=1))
    said = StringIO()
    call_command("prune_searches", "--dry-run", stdout=said)
    assert said.getvalue() == "Due: searches with no result 2. Nothing was deleted.\n"
    call_command("prune_searches", stdout=StringIO())
    assert set(kept()) == {"this month, once", "last month, twice", "a year ago"}


def test_search_words_can_be_taken_away(editor_client: Client) -> None:
    SearchWordsFactory(line="=1+1, one")
    response = editor_client.get("/admin/search_words/?export=csv")
    assert b"'=1+1, one" in b"".join(response.streaming_content)
    response = editor_client.get("/admin/search_words/?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet
    assert sheet["A2"].value == "'=1+1, one"
