"""Links to downloads on pages, and the whole framework on one page."""

import html

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from wagtail.models import Page

from framework.enums import Lens
from guidance.downloads import drawing
from guidance.models import Download
from tests.conftest import Commits
from tests.factories.framework import StatementFactory, SubPhaseFactory
from tests.guidance.downloads.conftest import Places, text_block
from tests.queries import queries_of

PRINT = "/framework/print/"


def links(page: Page) -> str:
    template = Template("{% load guidance_downloads %}{% downloads page %}")
    return template.render(Context({"page": page}))


def test_a_link_says_what_kind_how_big_and_from_when(places: Places) -> None:
    call_command("make_downloads", "--no-progress")
    shown = links(places.guidance)
    row = Download.objects.get(subject="guidance-ask-people", form="docx")
    size = max(1, round(row.size / 1024))
    day = f"{row.made_at.day} {row.made_at:%B %Y}"
    assert f"Download this guidance as Word (DOCX, {size} KB, made {day})" in shown
    assert 'href="/downloads/guidance-ask-people/odt/"' in shown
    assert "Download the whole phase “Check” as PDF" in links(places.part)
    assert f'href="{PRINT}"' in links(places.framework)


def test_a_file_that_is_not_made_yet_is_offered_and_made_when_asked_for(
    client: Client, places: Places, committed: Commits
) -> None:
    new = "(DOCX, made new when you ask for it)"
    assert f"Download this phase as Word {new}" in links(places.phase)
    with committed():
        assert client.get("/downloads/phase-check/docx/").status_code == 200
    shown = links(places.phase)
    assert new not in shown
    assert "Download this phase as Word (DOCX, " in shown
    assert "OpenDocument (ODT, made new when you ask for it)" in shown


def test_a_pdf_is_offered_only_where_one_can_be_made(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "can_print", lambda: False)
    assert "Download this phase as OpenDocument" in links(places.phase)
    assert "PDF" not in links(places.phase)


def test_nothing_is_offered_of_a_page_that_is_not_public(
    places: Places, committed: Commits
) -> None:
    assert "Download" in links(places.guidance)
    with committed():
        places.guidance.unpublish()
    assert links(places.guidance).strip() == ""


@pytest.mark.usefixtures("db")
def test_links_cost_no_query_once_they_are_known(
    places: Places, django_assert_num_queries: object
) -> None:
    call_command("make_downloads", "--no-progress")
    links(places.part)
    with django_assert_num_queries(0):  # type: ignore[operator] - a fixture
        links(places.part)


def test_the_whole_framework_is_on_one_page_with_a_way_to_each_phase(
    client: Client, places: Places
) -> None:
    places.part.body = [text_block(f'<p><a linktype="page" id="{places.phase.pk}">Up</a></p>')]
    places.part.save_revision().publish()
    page = client.get(PRINT).content.decode()
    assert "<h2" in page
    assert "1. Check</h2>" in page
    assert "1a Evidence</h3>" in page
    assert "We are developing." in page
    assert '<a href="/framework/check/">Up</a>' in page
    assert page.count("<h1") == 1


def test_the_lens_leaves_out_the_other_kind_of_work_and_is_not_another_page(
    client: Client, places: Places
) -> None:
    StatementFactory(sub_phase=places.sub_phase, text="Boards ask.", lens=Lens.STRATEGIC)
    page = client.get(f"{PRINT}?work=operational").content.decode()
    assert "Boards ask." not in page
    assert "Boards ask." in client.get(f"{PRINT}?work=nonsense").content.decode()
    canonical = [line for line in page.splitlines() if 'rel="canonical"' in line]
    assert canonical[0].strip().endswith('/framework/print/">')


def test_words_of_editors_are_words(client: Client, places: Places) -> None:
    text = "<script>alert(1)</script> & more"
    StatementFactory(sub_phase=places.sub_phase, text=text)
    assert html.escape(text) in client.get(PRINT).content.decode()


def test_without_a_framework_there_is_no_such_page(client: Client, places: Places) -> None:
    places.framework.unpublish()
    assert client.get(PRINT).status_code == 404


def test_questions_to_the_database_stay_within_the_budget(client: Client, places: Places) -> None:
    few = queries_of(client, PRINT)
    for letter in "bcdefghijklmnopqrstu":
        StatementFactory(sub_phase=SubPhaseFactory(phase=places.phase.phase, letter=letter))
    assert queries_of(client, PRINT) == few <= 8
