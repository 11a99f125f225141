"""Content files become pages, once."""

from content.loading import place_page, stream_data
from guidance.models import GuidancePage
from pages.models import HomePage, StandardPage
from tests.factories.framework import SubPhaseFactory
from tests.factories.guidance import GuidanceIndexPageFactory


def a_page(title: str) -> StandardPage:
    return StandardPage(
        title=title,
        slug="page",
        summary="A page.",
        body=[{"type": "text", "value": f"<p>{title}</p>"}],
    )


def test_a_second_run_keeps_what_an_editor_changed(home_page: HomePage) -> None:
    page, created = place_page(parent=home_page, page=a_page("First"))
    assert created
    page.title = "An editor’s title"
    page.save_revision().publish()
    again, created = place_page(parent=home_page, page=a_page("First"))
    assert (again.title, created) == ("An editor’s title", False)
    assert StandardPage.objects.count() == 1


def test_an_update_overwrites_as_a_new_revision(home_page: HomePage) -> None:
    place_page(parent=home_page, page=a_page("First"))
    page, created = place_page(parent=home_page, page=a_page("Second"), update=True)
    stored = StandardPage.objects.get()
    assert (stored.title, created) == ("Second", False)
    assert "Second" in str(stored.body)
    assert page.revisions.count() == 2


def test_a_table_keeps_its_caption_headings_and_rows() -> None:
    block = {"type": "table", "caption": "C", "headings": ["A", "B"], "rows": [["1", "2"]]}
    page = StandardPage(title="T", body=stream_data([block]))
    html = str(page.body)
    assert "<caption" in html
    assert [word in html for word in ("C", "A", "B", "1", "2")] == [True] * 5


def test_a_heading_gets_an_address(home_page: HomePage) -> None:
    page = StandardPage(title="T", body=stream_data([{"type": "heading", "value": "Who to ask"}]))
    assert '<h2 id="section-who-to-ask">Who to ask</h2>' in str(page.body)


def test_an_update_brings_what_a_page_points_at(home_page: HomePage) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    before, after = SubPhaseFactory(), SubPhaseFactory()
    for part in (before, after):
        page = GuidancePage(title="Guide", slug="guide", summary="A guide.")
        page.sub_phases = [part]
        place_page(parent=index, page=page, update=True)
    assert list(GuidancePage.objects.get().sub_phases.all()) == [after]
