"""What a body points at is looked up together, and never shows what is private or gone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from images.models import CustomImage
from pages.models import HomePage
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.pages import StandardPageFactory


def heading(text: str, anchor: str = "") -> dict[str, object]:
    return {"type": "heading", "value": {"text": text, "anchor": anchor}}


def figure(image: int) -> dict[str, object]:
    value = {"image": {"image": image, "alt_text": "A room", "decorative": False}, "caption": "C"}
    return {"type": "figure", "value": value}


@pytest.fixture
def image(db: None) -> CustomImage:
    return CustomImage.objects.create(
        title="Room", alt_text="A room with people", file=get_test_image_file()
    )


def test_headings_with_the_same_words_have_addresses_of_their_own(
    client: Client, home_page: HomePage
) -> None:
    blocks = [heading("Same"), heading("Same"), heading("Maincontent"), heading("Else", "same")]
    StandardPageFactory(parent=home_page, slug="page", body=blocks)
    html = client.get("/page/").content.decode()
    for anchor in ("section-same", "section-same-2", "section-maincontent", "same"):
        assert html.count(f'id="{anchor}"') == 1


@pytest.mark.usefixtures("home_page")
def test_a_private_case_study_is_not_shown_as_a_worked_example(
    client: Client, home_page: HomePage
) -> None:
    study = CaseStudyPageFactory(
        parent=CaseStudyIndexPageFactory(parent=home_page), title="A secret study"
    )
    example = {"type": "worked_example", "value": {"study": study.pk, "lesson": "Ask first."}}
    page = GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page), body=[example])
    assert "A secret study" in client.get(page.url).content.decode()
    PageViewRestriction.objects.create(page=study, restriction_type="login")
    html = client.get(page.url).content.decode()
    assert "A secret study" not in html
    assert "Ask first." not in html


def test_pictures_cost_the_same_whatever_their_number(
    client: Client, home_page: HomePage, image: CustomImage
) -> None:
    counts = []
    for number in (1, 10):
        page = StandardPageFactory(parent=home_page, body=[figure(image.pk)] * number)
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(page.url).content.decode()
        assert html.count('alt="A room"') == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_picture_that_was_deleted_leaves_no_trace(
    client: Client, home_page: HomePage, image: CustomImage
) -> None:
    page = StandardPageFactory(parent=home_page, body=[figure(image.pk)])
    image.delete()
    html = client.get(page.url).content.decode()
    assert 'src=""' not in html
    assert "app-figure" not in html


def test_sources_of_a_page_are_shown(client: Client, home_page: HomePage) -> None:
    source = {"type": "source", "value": {"label": "A report", "url": "https://example.org/r"}}
    page = GuidanceIndexPageFactory(parent=home_page, sources=[source])
    assert "https://example.org/r" in client.get(page.url).content.decode()
