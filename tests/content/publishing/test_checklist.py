"""The checklist in the editor, before anybody presses publish."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyIndexPage
from content.listing import listed_page_models
from content.panels import ChangeNotePanel
from content.publishing.checklist import anchors_of
from content.publishing.panels import ChecklistPanel
from pages.models import HomePage, StandardPage
from tests.content.publishing.routes import draft, spoilt
from tests.draftcomments.drafts import edit_address
from tests.factories.casestudies import CaseStudyPageFactory

pytestmark = pytest.mark.django_db
PANEL = "before_this_can_be_published-section"


def editor(client: Client, page: StandardPage) -> BeautifulSoup:
    response = client.get(edit_address(page))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def checklist_in(soup: BeautifulSoup) -> BeautifulSoup:
    panel = soup.select_one(f"[id$={PANEL}]")
    assert panel
    return panel


def test_it_names_what_to_do_and_links_to_the_field(client: Client, page: StandardPage) -> None:
    soup = editor(client, spoilt(page))
    panel = checklist_in(soup)
    link = panel.select_one("ul a")
    assert link
    assert "Write a plain summary" in panel.get_text()
    section = soup.select_one(link["href"])
    assert section
    assert section.select_one("[name=summary]")


def test_it_ticks_what_is_right(client: Client, page: StandardPage) -> None:
    words = checklist_in(editor(client, page)).get_text()
    assert "Nothing stands in the way." in words
    for right in StandardPage.right_before_publishing.values():
        assert right in words


def test_each_field_of_a_finding_on_a_case_study_is_there_to_go_to(
    client: Client, index: CaseStudyIndexPage
) -> None:
    study = CaseStudyPageFactory(
        parent=index, live=False, summary="", licence="", already_public=False
    )
    soup = editor(client, study)
    links = [link["href"] for link in checklist_in(soup).select("ul a")]
    assert len(links) == 3
    for name, href in zip(("summary", "licence", "confirmed_by"), links, strict=True):
        section = soup.select_one(href)
        assert section
        assert section.select_one(f"[name={name}]")


def test_every_kind_of_page_has_it_once_above_what_changed() -> None:
    for model in listed_page_models():
        kinds = [type(panel) for panel in model.content_panels]
        assert kinds.count(ChecklistPanel) == 1, model
        assert kinds.index(ChecklistPanel) < kinds.index(ChangeNotePanel), model
        assert {"summary", "reviewed_on", "review_by"} <= set(anchors_of(model)), model


def test_a_new_page_has_none(client: Client, home_page: HomePage) -> None:
    html = client.get(f"/admin/pages/add/pages/standardpage/{home_page.pk}/").content.decode()
    assert PANEL not in html


def test_it_asks_no_more_of_the_database_for_a_longer_page(
    client: Client, page: StandardPage
) -> None:
    costs = []
    for size in (1, 20):
        body = [{"type": "text", "value": "<p>We ask people.</p>"}] * size
        spoilt(page, summary="", body=draft(page).body.stream_block.to_python(body))
        editor(client, page)
        with CaptureQueriesContext(connection) as asked:
            editor(client, page)
        costs.append(len(asked))
    assert costs[0] == costs[1]
