"""House style: what is found, what is left alone, and that the browser gets the same rules."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem, AdminItem
from wagtail.images import get_image_model

from content import house_style
from content.checks_in_editor import HouseStyleItem, check_house_style, known_acronyms
from content.house_style import advice_on, advice_on_alt, advice_on_link
from content.publishing.checks import image_problem
from content.word.pictures import said_by_a_person
from guidance.models import GlossaryTerm
from pages.models import HomePage
from tests.factories.pages import StandardPageFactory

Image = get_image_model()
TWENTY_ONE = "We ask people " + "and people " * 9


def rules(*paragraphs: str, known: tuple[str, ...] = ()) -> list[str]:
    return [each.rule for each in advice_on(paragraphs, known)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("For BAME people.", "style-bame"),
        ("For BME people.", "style-bame"),
        ("Hard to reach groups.", "style-hard-to-reach"),
        ("A hard-to-reach group.", "style-hard-to-reach"),
        ("The hardest to reach.", "style-hard-to-reach"),
        ("Seldom-heard voices.", "style-hard-to-reach"),
        ("Click here.", "style-click-here"),
        ("Ask & listen.", "style-ampersand"),
        (TWENTY_ONE, "style-long-sentence"),
        ("The XYZ met.", "style-acronym"),
        ("Two XYZs met.", "style-acronym"),
    ],
)
def test_finds_what_is_against_our_style(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "A game of hard to get. Bame is a name.",
        "A&E and Q&A are names.",
        "Twenty words end here. " + "and people " * 10,
        f"A list: {'one two, ' * 10}",
        "An integrated care board (ICB) met. The ICB met again.",
        "ICBs (integrated care boards) met.",
        "The NHS and your GP. Chapter II. As DOCX, 40 KB.",
        "Core20PLUS5, EDS-2022 and a@B.ORG.",
    ],
)
def test_leaves_the_rest_alone(text: str) -> None:
    assert rules(text) == []


def test_an_acronym_is_asked_about_once_and_not_where_it_is_known() -> None:
    texts = ("The XYZ met.", "The XYZ met an ICB.")
    assert rules(*texts, known=("ICB",)) == ["style-acronym"]
    assert rules(*texts, known=("ICB", "XYZ")) == []


def test_advice_has_the_words_the_reason_and_what_to_write_instead() -> None:
    [found] = advice_on(["We met seldom heard people."])
    assert found.words == "seldom heard"
    assert "A service did not reach them" in found.reason
    assert "under-served" in found.suggestion


@pytest.mark.parametrize("words", ["here", "Click here", "Read more…", "This page", "more »"])
def test_a_link_says_where_it_leads(words: str) -> None:
    assert [each.rule for each in advice_on_link(words)] == ["style-vague-link"]


@pytest.mark.parametrize("words", ["https://example.org/a?b=1", "www.nhs.uk", "example.org/pages"])
def test_a_web_address_is_no_link_text(words: str) -> None:
    assert [each.rule for each in advice_on_link(words)] == ["style-address-as-link"]


@pytest.mark.parametrize("words", ["Read more about pay", "Here to help", "a@example.org", "v1.0"])
def test_a_good_link_is_left_alone(words: str) -> None:
    assert advice_on_link(words) == []


@pytest.mark.parametrize(
    "alt",
    [
        "IMG_2041",
        "photo.JPEG",
        "DSC 104",
        "DSC00012",
        "team_photo",
        "Screenshot 2",
        "Screen Shot 2026-01-02 at 10.15.33",
        "Picture",
        "report-final.bmp",
        "image1.emf",
        "IMG-20260101-WA0001",
    ],
)
def test_a_file_name_is_no_alternative_text_anywhere(alt: str) -> None:
    assert [each.rule for each in advice_on_alt(alt)] == ["alt-text-quality"]
    assert said_by_a_person(alt) == ""
    assert "name of a file" in image_problem(image_with(alt))


@pytest.mark.parametrize(
    "alt", ["A photo of two people", "Image 3 of 4: a clinic", "A form with the field first_name"]
)
def test_words_about_a_picture_are_left_alone_everywhere(alt: str) -> None:
    assert advice_on_alt(alt) == []
    assert said_by_a_person(alt) == alt
    assert image_problem(image_with(alt)) == ""


def test_a_picture_without_words_is_no_matter_of_style() -> None:
    assert advice_on_alt("") == []


def image_with(alt: str) -> Image:
    image = Image(title="Meeting", collection_id=1)
    image.contextual_alt_text, image.decorative = alt, False
    return image


def test_our_checker_takes_the_place_of_the_usual_one(rf: RequestFactory) -> None:
    items = [AdminItem(), AccessibilityItem(in_editor=True)]
    check_house_style(rf.get("/admin/"), items, None)
    assert type(items[0]) is AdminItem
    assert type(items[1]) is HouseStyleItem
    assert items[1].in_editor


@pytest.mark.django_db
def test_acronyms_of_the_glossary_are_known() -> None:
    GlossaryTerm.objects.create(slug="q", name="QZX", short="quick zebra crossing", meaning="Safe.")
    GlossaryTerm.objects.create(slug="zebra", name="Zebra", meaning="An animal.")
    known = known_acronyms()
    assert {"QZX", "NHS"} <= set(known)
    assert "Zebra" not in known


def test_every_rule_goes_to_the_browser_with_its_reason_and_a_pattern(
    home_page: HomePage, editor_client: Client
) -> None:
    page = StandardPageFactory(parent=home_page)
    html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    settings = BeautifulSoup(html, "html.parser").find(id="checker-axe-configuration")
    assert settings
    told = json.loads(settings.text)
    ours = {rule["id"] for rule in told["spec"]["rules"] if rule["id"].startswith("style-")}
    assert {rule.name for rule in house_style.WORD_RULES} < ours
    assert ours <= set(told["options"]["runOnly"])
    assert "empty-meta-description" not in told["options"]["runOnly"]
    assert {"heading-order", "alt-text-quality"} <= set(told["options"]["runOnly"])
    assert "under-served" in told["messages"]["style-hard-to-reach"]["help_text"]
    for check in told["spec"]["checks"]:
        re.compile(check["options"].get("pattern", ""))


def test_the_checker_is_on_drafts_that_editors_see_and_nowhere_else(
    home_page: HomePage, editor_client: Client
) -> None:
    page = StandardPageFactory(parent=home_page)
    draft = editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    public = editor_client.get(page.url)
    assert "content/house-style" in draft.content.decode()
    assert "wagtail-userbar" not in public.content.decode()
    assert not public.cookies
