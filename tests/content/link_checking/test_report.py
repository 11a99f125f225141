"""Where editors are told of broken links: the report, its files, the dashboard, and the page."""

import csv
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from content.link_checking.broken import broken_links
from content.link_checking.collecting import collect_all
from content.models import LinkState, TypedLink
from pages.models import HomePage, StandardPage
from tests.factories.accounts import UserFactory
from tests.factories.search import publish_page
from tests.factories.strategies import StrategyFactory

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/broken-links/"
GONE = "https://gone.example/"
FORMULA = '=HYPERLINK("https://bad.example")'


@pytest.fixture
def boss() -> User:
    return UserFactory(is_superuser=True, is_staff=True)


def page_to(target: Page) -> str:
    return f'<a linktype="page" id="{target.pk}">there</a>'


def new_page(home: HomePage, title: str, text: str = "") -> StandardPage:
    return publish_page(home, title, text, summary="A page.")


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{REPORT}?export=csv{query}")
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))


def mark(address: str, state: LinkState, **fields: object) -> None:
    TypedLink.objects.filter(address=address).update(state=state, **fields)


def test_links_to_pages_that_readers_do_not_get(home_page: HomePage, boss: User) -> None:
    live, hidden, closed, deleted = (
        new_page(home_page, title) for title in ("Live", "Hidden", "Closed", "Deleted")
    )
    linking = new_page(home_page, "Links", " ".join(map(page_to, (live, hidden, closed, deleted))))
    assert broken_links(boss) == []
    hidden.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    deleted.delete()
    found = {(link.address, link.problem) for link in broken_links(boss)}
    assert found == {
        ("Hidden", "It is not published"),
        ("Closed", "Not everybody may read it"),
        ("A page that was deleted", "Is not there any more"),
    }
    assert {(link.title, link.edit_address) for link in broken_links(boss)} == {
        ("Links", f"/admin/pages/{linking.pk}/edit/")
    }
    linking.unpublish()
    assert broken_links(boss) == []


def test_a_closed_page_may_link_to_another_one(home_page: HomePage, boss: User) -> None:
    closed = new_page(home_page, "Closed")
    also_closed = new_page(home_page, "Links", page_to(closed))
    for page in (closed, also_closed):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert broken_links(boss) == []


def test_links_to_files_that_were_deleted(home_page: HomePage, boss: User) -> None:
    file = Document.objects.create(title="Plan", file="plan.pdf")
    new_page(home_page, "Links", f'<a linktype="document" id="{file.pk}">there</a>')
    assert broken_links(boss) == []
    Document.objects.filter(pk=file.pk).delete()
    assert [link.address for link in broken_links(boss)] == ["A file that was deleted"]


def test_the_report_shows_one_kind_or_all(editor_client: Client, home_page: HomePage) -> None:
    links = "".join(
        f'<a href="{address}">a</a>'
        for address in (GONE, "/nowhere/", "https://moved.example/", "https://shy.example/")
    )
    new_page(home_page, "Links", links)
    mark(GONE, LinkState.GONE)
    mark("/nowhere/", LinkState.GONE)
    mark("https://moved.example/", LinkState.MOVED, moved_to="https://new.example/")
    mark("https://shy.example/", LinkState.UNSURE, detail="it answers 403")

    def links_in(query: str) -> set[str]:
        return {row["Link"] for row in rows_of(editor_client, query)}

    assert links_in("") == {GONE, "/nowhere/"}
    assert links_in("&kind=inside") == {"/nowhere/"}
    assert links_in("&kind=outside") == {GONE}
    assert links_in("&kind=moved") == {"https://moved.example/"}
    assert links_in("&kind=unsure") == {"https://shy.example/"}
    assert links_in("&kind=odd") == {GONE, "/nowhere/"}
    html = editor_client.get(f"{REPORT}?kind=moved").content.decode()
    assert "Has moved for good, to https://new.example/" in html


def test_a_record_is_edited_from_the_report(editor_client: Client, home_page: HomePage) -> None:
    strategy = StrategyFactory(name=FORMULA, address=GONE)
    collect_all()
    mark(GONE, LinkState.GONE)
    table = BeautifulSoup(editor_client.get(REPORT).content, "html.parser")
    link = table.select_one("table.listing tbody a")
    assert link
    assert link["href"] == f"/admin/snippets/framework/strategy/edit/{strategy.pk}/"
    assert rows_of(editor_client)[0]["Page or record"] == f"'{FORMULA}"
    response = editor_client.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet
    assert sheet["A2"].value == f"'{FORMULA}"
    assert sheet["F1"].value == "Since"


def test_many_broken_links_cost_no_more_queries(home_page: HomePage, boss: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            broken_links(boss)
        return len(queries)

    target = new_page(home_page, "Target")
    new_page(home_page, "First", f'{page_to(target)}<a href="{GONE}">a</a>')
    mark(GONE, LinkState.GONE)
    target.unpublish()
    few = cost()
    links = "".join(f'<a href="{GONE}{number}">a</a>' for number in range(200))
    new_page(home_page, "Second", f"{page_to(target)}{links}")
    TypedLink.objects.outside().update(state=LinkState.GONE)
    assert len(broken_links(boss)) == 203
    assert cost() == few <= 7


def test_the_dashboard_counts_them(editor_client: Client, home_page: HomePage) -> None:
    new_page(home_page, "Links", f'<a href="{GONE}">a</a>')
    mark(GONE, LinkState.GONE)
    html = BeautifulSoup(editor_client.get("/admin/").content, "html.parser")
    figure = html.select_one("#figure-broken-links")
    assert figure
    assert "Broken links 1" in figure.get_text(" ", strip=True)
    assert f'href="{REPORT}"' in str(figure)


def test_the_page_itself_tells_its_editor(editor_client: Client, home_page: HomePage) -> None:
    hidden = new_page(home_page, "Hidden")
    page = new_page(home_page, "Links", f'{page_to(hidden)}<a href="{GONE}">a</a>')
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Broken links" not in editor_client.get(address).content.decode().split("<main")[1]
    hidden.unpublish()
    mark(GONE, LinkState.GONE)
    words = " ".join(
        BeautifulSoup(editor_client.get(address).content, "html.parser").get_text(" ").split()
    )
    assert "Body : Hidden. It is not published." in words
    assert f"Body, text : {GONE}. Is not there any more." in words


def test_is_for_those_who_work_on_pages(client: Client, home_page: HomePage) -> None:
    client.force_login(UserFactory())
    assert client.get(REPORT).status_code == 302
