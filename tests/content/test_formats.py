"""Other formats of a page: what readers are told there is, at the same place everywhere."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page

from content.changes import note_change
from content.formats_offered import formats_offered
from content.models import PageInOtherFormats
from guidance.models import GuidancePage
from pages.models import HomePage
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.queries import queries_of

NONE_YET = (
    "We do not have easy read, British Sign Language (BSL) video, audio, large print or"
    " translations of this page yet."
)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def document(name: str) -> Any:
    file = ContentFile(b"x" * 40_000, name=name)
    return get_document_model().objects.create(title=name, file=file, file_size=40_000)


def a_file(kind: str, name: str, **values: Any) -> dict[str, Any]:
    value = {"file": document(name).pk, "made_on": "2026-03-02", **values}
    return {"type": kind, "value": value}


def a_film(kind: str, name: str) -> dict[str, Any]:
    value = {
        "address": "https://example.org/film",
        "minutes": 4,
        "transcript": document(name).pk,
        "made_on": "2026-03-02",
    }
    return {"type": kind, "value": value}


def in_urdu(**values: Any) -> dict[str, Any]:
    language = {"language": "Urdu", "own_name": "اردو", "code": "ur", "checked_by": ""}
    return a_file("translation", "urdu.pdf", **{**language, **values})


@pytest.fixture
def pages(home_page: HomePage) -> list[PageInOtherFormats]:
    """One page of each type that may be there in other formats."""
    four_levels()
    part = SubPhaseFactory(phase=PhaseFactory(identifier="check", name="Check", number=1))
    index = FrameworkIndexPageFactory(parent=home_page)
    phase = PhasePageFactory(parent=index, phase=part.phase)
    guides = GuidanceIndexPageFactory(parent=home_page)
    return [
        index,
        phase,
        SubPhasePageFactory(parent=phase, sub_phase=part),
        GuidancePageFactory(parent=guides),
    ]


@pytest.fixture
def guide(home_page: HomePage) -> GuidancePage:
    return GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page), slug="guide")


def with_formats(page: PageInOtherFormats, *formats: dict[str, Any]) -> PageInOtherFormats:
    page.other_formats = list(formats)
    page.save()
    return page


def words_of(client: Client, page: Page) -> str:
    return unescape(client.get(page.url).content.decode())


def test_stand_at_the_same_place_on_every_page_of_the_framework(
    client: Client, pages: list[PageInOtherFormats]
) -> None:
    Page.objects.update(last_published_at=timezone.now())
    for page in pages:
        html = client.get(page.url).content.decode()
        assert "app-review" in html, page.url
        assert place_of_formats(html) < html.index("app-review"), page.url


def test_stand_there_on_the_page_of_a_statement_too(client: Client, home_page: HomePage) -> None:
    four_levels()
    statement = StatementFactory()
    note_change(text="The wording changed.", title=statement.text, address=statement.path)
    html = client.get(statement.path).content.decode()
    assert place_of_formats(html) < html.index("The wording changed.")


def place_of_formats(html: str) -> int:
    """Where the formats stand: once, next after whose words the page has."""
    whose = html.index('class="app-our-words"')
    formats = html.index('<h2 class="nhsuk-heading-m" id="other-formats">Other formats</h2>')
    assert whose < formats
    assert "<h2" not in html[html.index("</div>", whose) : formats]
    assert html.count('id="other-formats"') == 1
    return formats


def test_a_page_without_any_says_so_in_one_line_and_where_to_ask(
    client: Client, guide: GuidancePage
) -> None:
    words = words_of(client, guide)
    assert NONE_YET in words
    assert '<a href="/contact/?about=%2Fguidance%2Fguide%2F">Ask for another format</a>' in words


def test_a_file_says_what_it_is_how_big_and_of_which_day(
    client: Client, guide: GuidancePage
) -> None:
    words = words_of(client, with_formats(guide, a_file("easy_read", "easy.pdf")))
    assert "Easy read (PDF, 39.1\xa0KB)</a>. Made on 2 March 2026." in words
    assert "We do not have British Sign Language (BSL) video, audio, large print or" in words


def test_a_video_comes_with_its_words(client: Client, guide: GuidancePage) -> None:
    words = words_of(client, with_formats(guide, a_film("bsl_video", "words.docx")))
    assert (
        '<a href="https://example.org/film">British Sign Language (BSL) video (4 minutes)</a>'
        in words
    )
    assert "its words in writing" in words
    assert "(DOCX, 39.1\xa0KB)" in words


@pytest.mark.parametrize(
    ("checked_by", "said"),
    [("", "Nobody has checked this translation yet."), ("A nurse", "Checked by: A nurse.")],
)
def test_a_translation_names_its_language_twice_and_who_checked_it(
    client: Client, guide: GuidancePage, checked_by: str, said: str
) -> None:
    words = words_of(client, with_formats(guide, in_urdu(checked_by=checked_by)))
    assert 'hreflang="ur">Urdu: <bdi lang="ur">اردو</bdi> (PDF' in words
    assert said in words


def test_with_every_format_there_nothing_is_missing(client: Client, guide: GuidancePage) -> None:
    with_formats(
        guide,
        a_file("easy_read", "a.pdf"),
        a_film("bsl_video", "b.pdf"),
        a_film("audio", "c.pdf"),
        a_file("large_print", "d.pdf"),
        in_urdu(),
    )
    words = words_of(client, guide)
    assert "We do not have" not in words
    assert "Ask for another format" in words


def test_a_file_that_has_gone_is_missing(guide: GuidancePage) -> None:
    with_formats(guide, a_file("easy_read", "easy.pdf"))
    get_document_model().objects.all().delete()
    offered = formats_offered(GuidancePage.objects.get().other_formats, about="/x/")
    assert offered.there == ()
    assert offered.missing.startswith("easy read, ")


@pytest.mark.parametrize("is_above", [False, True])
def test_a_file_that_is_not_for_everybody_is_not_offered(
    client: Client, guide: GuidancePage, is_above: bool
) -> None:
    with_formats(guide, a_file("easy_read", "easy.pdf"), a_film("audio", "words.pdf"))
    above = Collection.get_first_root_node().add_child(name="Above")
    team = above.add_child(name="Team")
    get_document_model().objects.filter(title="easy.pdf").update(collection=team)
    assert "Easy read (PDF" in words_of(client, guide)
    CollectionViewRestriction.objects.create(
        collection=above if is_above else team, restriction_type="login"
    )
    words = words_of(client, guide)
    assert "Easy read (PDF" not in words
    assert "We do not have easy read, " in words
    assert "Audio (4 minutes)" in words


def test_files_of_all_formats_take_one_query(client: Client, guide: GuidancePage) -> None:
    without = queries_of(client, guide.url)
    with_formats(guide, a_file("easy_read", "a.pdf"))
    assert queries_of(client, guide.url) == without + 1
    with_formats(
        guide, *(a_film("audio", f"{n}.pdf") for n in range(5)), *(in_urdu() for _ in range(5))
    )
    assert queries_of(client, guide.url) == without + 1


def test_a_draft_that_was_never_stored_shows_its_formats(guide: GuidancePage) -> None:
    guide.other_formats = [
        ("easy_read", {"file": document("easy.pdf"), "made_on": date(2026, 3, 2)})
    ]
    offered = formats_offered(guide.other_formats, about="/x/")
    assert [each.made_on for each in offered.there] == [date(2026, 3, 2)]


def test_what_is_no_page_offers_none_and_says_where_to_ask() -> None:
    offered = formats_offered(None, about="/framework/statements/1b-emerging-1/")
    assert offered.there == ()
    assert offered.ask_url == "/contact/?about=%2Fframework%2Fstatements%2F1b-emerging-1%2F"
