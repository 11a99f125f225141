"""The reading age of a page: in its editor, in a report, and as a command."""

from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.listing import listed_page_models
from content.panels import ReadingAgePanel
from content.prose import hardest, prose_of, reading_of
from content.reading_report import ReadingAgeReportView
from pages.models import HomePage, StandardPage
from selfcheck.models import SelfCheckStartPage
from tests.factories.accounts import UserFactory
from tests.factories.framework import StatementFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.factories.search import publish_page
from tests.search.test_views import text_of

PLAIN = "We ask people what they need. " * 8
HARD = (
    "Organisational transformation necessitates comprehensive interdepartmental collaboration"
    " notwithstanding considerable administrative complexity, thereby facilitating unprecedented"
    " improvements throughout multidisciplinary commissioning infrastructures regionally, whereas"
    " uncoordinated initiatives invariably undermine institutional credibility, organisational"
    " sustainability, professional accountability and population representation. "
)
REPORT = "/admin/reports/reading-age/"


def editor_of(client: Client, page: StandardPage) -> str:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def cells_of(response: HttpResponse) -> list[str]:
    """The words in each cell of a report's only row."""
    row = BeautifulSoup(response.content, "html.parser").select_one(
        "table[class*=listing] tbody tr"
    )
    assert row
    return [" ".join(cell.get_text().split()) for cell in row.find_all("td")]


def test_every_public_page_type_has_the_panel_once_and_last() -> None:
    for model in listed_page_models():
        panels = [panel for panel in model.content_panels if isinstance(panel, ReadingAgePanel)]
        assert len(panels) == 1, model
        assert model.content_panels[-1] is panels[0], model
    assert SelfCheckStartPage in listed_page_models()


def test_the_editor_shows_the_age_of_what_was_last_saved(
    editor_client: Client, home_page: HomePage
) -> None:
    page = publish_page(home_page, "Ask", PLAIN)
    assert (
        "<strong>5.0</strong> for 48 words. Easier than the aim: fine. Aim: 9 to 14."
        in editor_of(editor_client, page)
    )
    page.body = [{"type": "text", "value": f"<p>{HARD}</p>"}]
    page.save_revision()
    html = editor_of(editor_client, page)
    assert "Above the aim. Aim: 9 to 14." in html
    assert "“Organisational transformation necessitates" in html


def test_a_page_of_few_words_says_that_there_are_too_few(
    editor_client: Client, home_page: HomePage
) -> None:
    page = publish_page(home_page, "Ask", "Too short.")
    assert "There are too few words to tell." in editor_of(editor_client, page)


def test_the_words_of_every_kind_of_block_count_once_and_names_of_choices_do_not(
    home_page: HomePage,
) -> None:
    guides = GuidanceIndexPageFactory(parent=home_page)
    page = GuidancePageFactory(
        parent=guides,
        summary="The summary.",
        body=[
            {"type": "heading", "value": {"text": "The heading", "anchor": ""}},
            {"type": "text", "value": "<p>First one.</p><ul><li>Item &amp; more</li></ul>"},
            {"type": "do_list", "value": ["pay people"]},
            {
                "type": "steps",
                "value": [
                    {"title": "Look", "what": "<p>What to do.</p>", "who": "", "how_long": ""}
                ],
            },
            {"type": "expander", "value": {"title": "More", "text": "<p>First one.</p>"}},
        ],
        sources=[{"type": "source", "value": {"label": "A source", "url": "https://example.org/"}}],
    )
    assert prose_of(page) == [
        "The summary.",
        "The heading",
        "First one.",
        "Item & more",
        "pay people",
        "Look",
        "What to do.",
        "More",
    ]


def test_the_records_that_a_page_shows_count_too(home_page: HomePage) -> None:
    statement = StatementFactory(level=four_levels()[0], text="Draw the borders.")
    parent = PhasePageFactory(
        parent=FrameworkIndexPageFactory(parent=home_page), phase=statement.sub_phase.phase
    )
    page = SubPhasePageFactory(parent=parent, sub_phase=statement.sub_phase, summary="Own.")
    assert prose_of(page) == [
        "Own.",
        "What this part asks for.",
        "Why it matters.",
        "Draw the borders.",
    ]


def test_the_three_hardest_paragraphs_come_first() -> None:
    texts = [PLAIN, HARD, "Short.", PLAIN + HARD, HARD + PLAIN]
    found = hardest(texts)
    assert found[0] == reading_of(HARD)
    assert len(found) == 3
    assert "Short." not in {reading.text for reading in found}


def test_the_report_lists_public_pages_and_filters_them(
    editor_client: Client, home_page: HomePage
) -> None:
    publish_page(home_page, "Plain page", PLAIN)
    publish_page(home_page, "Hard page", HARD)
    private = publish_page(home_page, "Private page", PLAIN)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    publish_page(home_page, "Draft page", PLAIN).unpublish()
    html = editor_client.get(REPORT).content.decode()
    rows = [" ".join(text_of(f"<{row}".encode()).split()) for row in html.split("<tr")]
    assert any("Plain page" in row and "5.0 Easier than the aim: fine 48" in row for row in rows)
    assert any("Hard page" in row and "Above the aim" in row for row in rows)
    assert "Private page" not in html
    assert "Draft page" not in html
    above = editor_client.get(REPORT, {"verdict": "Above the aim"}).content.decode()
    assert "Hard page" in above
    assert "Plain page" not in above


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}results/"])
def test_each_page_of_the_report_has_its_columns(
    editor_client: Client,
    home_page: HomePage,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ReadingAgeReportView, "paginate_by", 1)
    publish_page(home_page, "A hard page", HARD)
    publish_page(home_page, "A plain page", PLAIN)
    first = cells_of(editor_client.get(address))
    second = cells_of(editor_client.get(address, {"p": 2}))
    assert first[:2] + first[3:4] == ["A hard page", "About this site", "Above the aim"]
    assert second == ["A plain page", "About this site", "5.0", "Easier than the aim: fine", "48"]


def test_the_report_is_exported(editor_client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "=Plain page", PLAIN)
    response = editor_client.get(REPORT, {"export": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Page,Kind,Reading age,Aim: 9 to 14,Words,Published"
    row = next(line for line in lines if "Plain page" in line)
    assert row.startswith("'=Plain page,About this site,5.0,Easier than the aim: fine,48,")


@pytest.mark.parametrize("size", [5, 25])
def test_the_report_costs_little_more_for_more_pages(
    editor_client: Client, home_page: HomePage, size: int, django_assert_max_num_queries
) -> None:
    for number in range(size):
        publish_page(home_page, f"Page {number}", PLAIN)
    editor_client.get(REPORT)
    with django_assert_max_num_queries(20):
        editor_client.get(REPORT)


def test_the_report_is_for_those_who_work_on_pages(client: Client, home_page: HomePage) -> None:
    assert client.get(REPORT).status_code == 302
    client.force_login(UserFactory(is_staff=True))
    assert client.get(REPORT).status_code in {302, 403}


def test_the_command_prints_the_highest_first(home_page: HomePage) -> None:
    publish_page(home_page, "Plain page", PLAIN)
    publish_page(home_page, "Hard page", HARD)
    out = StringIO()
    call_command("reading_ages", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[1].endswith("Hard page")
    assert lines[-1] == "3 pages, 1 above the aim."
