"""How a page is cut into the sections that people comment on."""

from typing import Any

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import get_page_models

from draftcomments.drafts.sections import Section, sections_of
from guidance.models import GuidancePage
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import at, block, block_id, draft_page, heading, text, three_parts
from tests.factories.casestudies import CaseStudyPageFactory
from tests.factories.guidance import GuidancePageFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def sections(body: list[dict[str, Any]], *, html: bool = False, **fields: Any) -> list[Section]:
    """The sections of an unsaved page with a body."""
    page = StandardPage(title="Asking people", slug="asking-people", **fields)
    page.body = page.body.stream_block.to_python(body)
    return sections_of(page, html=html)


def one(body: list[dict[str, Any]], *, html: bool = False) -> Section:
    return sections(body, html=html)[-1]


def picture() -> Any:
    return get_image_model().objects.create(
        title="A room", description="A room", file=get_test_image_file()
    )


def test_a_heading_takes_what_follows_it_and_blocks_before_it_stand_alone() -> None:
    found = sections(three_parts(), summary="What to ask.")
    assert [section.key for section in found] == [
        "title",
        "summary",
        at("opening"),
        at("whom"),
        at("pay"),
    ]
    assert found[-1].paths == (at("pay"), at("pay-1"), at("pay-2"))


def test_a_section_is_called_by_its_heading_its_field_or_how_it_begins() -> None:
    labels = [section.label for section in sections(three_parts(), summary="What to ask.")]
    opening = "Start with what people have told you."
    assert labels == ["The title of the page", "Summary", opening, "Whom to ask", "Paying people"]


def test_no_two_sections_are_called_the_same() -> None:
    found = sections([heading("a", "Ask"), text("b"), heading("c", "Ask"), heading("d", "Ask")])
    assert [section.label for section in found[1:]] == ["Ask", "Ask (2)", "Ask (3)"]


def test_one_of_a_list_knows_what_it_and_the_list_are_called() -> None:
    page = StandardPage(title="Asking people", slug="asking-people")
    page.body = page.body.stream_block.to_python([text("a", "<p>Some words.</p>")])
    source = {"label": "A paper", "url": "https://paper.example/"}
    page.sources = page.sources.stream_block.to_python([{"type": "source", "value": source}])
    *_, words, listed = sections_of(page)
    assert (listed.field, listed.kind) == ("Sources", "Source")
    assert (words.field, words.kind) == ("", "")
    assert Section.of(listed.as_data()) == listed


def test_a_field_with_nothing_in_it_is_no_section() -> None:
    assert [section.key for section in sections([], summary="  ")] == ["title"]


def test_a_picture_without_words_is_called_by_its_kind() -> None:
    value = {"image": {"image": picture().pk, "alt_text": "", "decorative": True}, "caption": ""}
    assert one([block("figure", "room", value)]).label == "Picture"


def test_words_are_those_that_people_see_numbers_of_a_table_included() -> None:
    value = {
        "caption": "Who came",
        "columns": [{"type": "text", "heading": "Place"}, {"type": "number", "heading": "People"}],
        "rows": [{"values": ["Hall", 12]}],
    }
    assert one([block("table", "who", value)]).text == "Who came Place People Hall 12"


def test_words_of_lists_and_of_blocks_in_blocks_are_read() -> None:
    value = {"title": "If you have no budget", "text": "<p>Go where <b>people</b> meet.</p>"}
    tips = [{"type": "item", "value": "pay people", "id": block_id("tip")}]
    found = sections([block("expander", "budget", value), block("do_list", "do", tips)])
    assert [section.text for section in found[1:]] == [
        "If you have no budget\nGo where people meet.",
        "pay people",
    ]


def test_text_of_settings_and_of_the_address_is_not_asked_about() -> None:
    page = StandardPage(title="Asking", slug="asking", seo_title="S", search_description="D")
    assert [section.key for section in sections_of(page)] == ["title"]


def test_fields_of_a_story_come_in_the_order_of_its_form() -> None:
    study = CaseStudyPageFactory.build(
        what_changed="<p>More came.</p>",
        problem="<p>Few <i>came</i>.</p>",
        place="Leeds",
        lens="",
        licence="",
        sources=[],
    )
    found = {section.key: section for section in sections_of(study)}
    assert list(found) == ["title", "summary", "place", "problem", "what_changed"]
    assert (found["problem"].label, found["problem"].text) == ("The problem", "Few came.")


def test_every_page_type_can_be_cut_into_sections() -> None:
    for model in get_page_models():
        assert [section.key for section in sections_of(model(title="Asking"))] == ["title"]


def test_drawing_is_done_only_when_it_is_asked_for() -> None:
    assert {section.html for section in sections(three_parts())} == {""}
    assert all(section.html for section in sections(three_parts(), html=True))


def test_a_section_is_drawn_without_its_heading_and_below_level_two() -> None:
    body = [heading("pay", "Paying people"), block("do_list", "do", ["pay people"])]
    drawing = one(body, html=True).html
    assert "Paying people" not in drawing
    assert "<h3" in drawing
    assert "<h2" not in drawing
    assert "pay people" in drawing


def test_a_drawing_holds_nothing_that_acts_and_no_ids() -> None:
    html = (
        '<p id="x" style="color:red" onclick="go()">Ask<script>go()</script>'
        '<form action="/x"><input name="y"><button>Send</button></form>'
        '<iframe src="/z"></iframe><a href="javascript:go()">us</a></p>'
    )
    drawing = one([text("bad", html)], html=True).html
    assert "Ask" in drawing
    for bad in ("script", "<form", "<input", "<button", "<iframe", "id=", "style=", "onclick"):
        assert bad not in drawing


def test_words_of_plain_fields_are_escaped() -> None:
    found = sections([], html=True, summary="<b>One</b> & two")[-1]
    assert found.html == "<p>&lt;b&gt;One&lt;/b&gt; &amp; two</p>"


def test_a_table_keeps_its_markup_and_classes() -> None:
    value = {
        "caption": "Who came",
        "columns": [{"type": "text", "heading": "Place"}],
        "rows": [{"values": ["Hall"]}],
    }
    drawing = one([block("table", "who", value)], html=True).html
    assert '<th class="nhsuk-table__header" scope="col"' in drawing
    assert "<caption" in drawing


def test_a_block_without_a_template_is_drawn_as_its_words() -> None:
    home = HomePage(title="Home", slug="home")
    sign = {"title": "Start", "text": "With people.", "address": "/start/"}
    home.tasks = home.tasks.stream_block.to_python([block("task", "start", sign)])
    assert sections_of(home, html=True)[-1].html == "<p>Start</p><p>With people.</p>"


@pytest.mark.parametrize(
    ("restricted", "shown"), [(False, True), (True, False)], ids=["public", "private"]
)
def test_a_page_that_a_block_has_chosen_shows_only_if_everybody_may_read_it(
    home_page: HomePage, restricted: bool, shown: bool
) -> None:
    study = CaseStudyPageFactory(parent=home_page, title="A quiet study", summary="Not for all.")
    if restricted:
        study.view_restrictions.create(restriction_type="login")
    page: GuidancePage = GuidancePageFactory.build()
    value = {"study": study.pk, "lesson": "Take your time."}
    page.body = page.body.stream_block.to_python([block("worked_example", "example", value)])
    drawing = sections_of(page, html=True)[-1].html
    assert "Take your time." in drawing
    assert ("A quiet study" in drawing) is shown


def test_a_change_of_markup_alone_leaves_a_section_as_it_was() -> None:
    before = one([text("a", '<p data-block-key="k1">Ask <b>early</b>.</p>')])
    after = one([text("a", '<p data-block-key="k2">Ask  <i>early</i>.</p>')])
    assert before.fingerprint == after.fingerprint


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ask late.</p>",
        '<p>Ask <a href="https://example.org/b">early</a>.</p>',
        '<p>Ask <a linktype="page" id="3">early</a>.</p>',
        "<p>Ask early.</p><p>And often.</p>",
    ],
)
def test_other_words_or_another_link_change_a_section(html: str) -> None:
    before = one([text("a", '<p>Ask <a href="https://example.org/a">early</a>.</p>')])
    assert one([text("a", html)]).fingerprint != before.fingerprint


def test_the_order_in_which_a_link_is_stored_does_not_matter() -> None:
    before = one([text("a", '<p><a linktype="page" id="3">Ask</a></p>')])
    after = one([text("a", '<p><a id="3" linktype="page">Ask</a></p>')])
    assert before.fingerprint == after.fingerprint


def test_a_swapped_picture_changes_a_section_though_no_word_does() -> None:
    prints = set()
    for image in (picture(), picture()):
        value = {
            "image": {"image": image.pk, "alt_text": "A room", "decorative": False},
            "caption": "Here",
        }
        found = one([block("figure", "room", value)])
        prints.add(found.fingerprint)
        assert found.text == "A room\nHere"
    assert len(prints) == 2


def test_new_ids_alone_leave_a_section_as_it_was() -> None:
    tips = [{"type": "item", "value": "pay people", "id": block_id("old")}]
    before = one([heading("a", "Ask"), block("do_list", "b", tips)])
    tips = [{"type": "item", "value": "pay people", "id": block_id("new")}]
    after = one([heading("c", "Ask"), block("do_list", "d", tips)])
    assert before.fingerprint == after.fingerprint


def test_a_fixed_anchor_of_a_heading_is_nothing_that_people_read() -> None:
    before, after = heading("a", "Ask"), heading("a", "Ask")
    after["value"]["anchor"] = "ask"
    assert one([before]).fingerprint == one([after]).fingerprint


def test_blocks_without_ids_are_sections_of_their_own() -> None:
    body = [{"type": "text", "value": f"<p>{word}</p>"} for word in ("One", "Two")]
    keys = [section.key for section in sections(body)]
    assert len(set(keys)) == 3


def test_a_stored_section_comes_back_the_same(home_page: HomePage) -> None:
    page = draft_page(three_parts(), home_page)
    found = sections_of(page.get_latest_revision_as_object(), html=True)
    assert [Section.of(section.as_data()) for section in found] == found


def test_cutting_a_page_without_drawing_it_asks_the_database_nothing(
    home_page: HomePage, django_assert_num_queries: Any
) -> None:
    page = StandardPageFactory(parent=home_page, body=StandardPage().body)
    page.body = page.body.stream_block.to_python(three_parts())
    with django_assert_num_queries(0):
        sections_of(page)
