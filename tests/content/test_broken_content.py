"""Broken content: the page is served without it, whatever stands in the database."""

import json
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from wagtail.blocks import StructBlock
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from content.models import PublicPage
from content.stream_shapes import SteadyStreamField, complaints
from guidance.blocks import GUIDANCE_BLOCKS
from guidance.models import GuidancePage
from images.models import CustomImage
from pages.models import HomePage, StandardPage
from tests.factories.casestudies import CaseStudyPageFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory

pytestmark = pytest.mark.django_db
JUNK: list[Any] = [
    None, 5, -1, True, 1.5, 10**40, "words", "2026-13-45", [], [None], [5], ["words"],
    [{"type": "item"}], [{"value": 5}], [[1, 2]], {}, {"unknown": 1}, {"columns": 5, "rows": 5},
    {"columns": [{"type": "gone", "heading": 5}], "rows": [{"values": [1]}]},
    {"columns": [{"type": "text", "heading": "a"}], "rows": [{"values": []}]},
    {"columns": [{"type": "text", "heading": "a"}], "rows": [{"values": [{"a": 1}]}]},
]  # fmt: skip
GONE = 99_999_999
BEFORE = {"type": "heading", "value": {"text": "It begins here"}, "id": "before"}
AFTER = {"type": "text", "value": "<p>It ends here</p>", "id": "after"}
COLUMNS = [
    pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")
    for model in apps.get_models()
    if issubclass(model, PublicPage)
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
]


@pytest.fixture(autouse=True)
def nothing_said() -> None:
    complaints.said.clear()


@pytest.fixture
def page(home_page: HomePage) -> GuidancePage:
    index = GuidanceIndexPageFactory(parent=home_page)
    page: GuidancePage = GuidancePageFactory(parent=index, slug="one")
    return page


def store(page: Page, field: str, value: Any) -> None:
    """Put anything into a column, past every check."""
    model = type(page)
    table, quote = model._meta.db_table, connection.ops.quote_name
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {quote(field)} = %s{cast} WHERE page_ptr_id = %s",  # noqa: S608 - names of ours
            [json.dumps(value), page.pk],
        )


def served(client: Client, page: Page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.text


def broken_values(name: str) -> list[Any]:
    """Junk in place of a value, and of each part of it."""
    block = GUIDANCE_BLOCKS.child_blocks[name]
    children = block.child_blocks if isinstance(block, StructBlock) else {}
    parts = [{child: junk} for child, junk in product(children, JUNK)]
    inner = getattr(block, "child_block", None)
    if isinstance(inner, StructBlock):
        parts += [
            [{"type": "item", "value": {child: junk}}]
            for child in inner.child_blocks
            for junk in JUNK
        ]
    return [*JUNK, *parts]


@pytest.mark.parametrize("name", GUIDANCE_BLOCKS.child_blocks)
def test_a_block_with_a_broken_value_is_left_out(
    page: GuidancePage, client: Client, name: str
) -> None:
    broken = [
        {"type": name, "value": value, "id": str(number)}
        for number, value in enumerate(broken_values(name))
    ]
    store(page, "body", [BEFORE, *broken, AFTER])
    text = served(client, page)
    assert "It begins here" in text
    assert "It ends here" in text
    assert GuidancePage.objects.get(pk=page.pk).listing_text()


@pytest.mark.parametrize("target", ["worked_example", "self_check_question", "you_said_we_did"])
def test_a_chosen_record_that_is_gone_is_left_out(
    page: GuidancePage, client: Client, target: str
) -> None:
    block = GUIDANCE_BLOCKS.child_blocks[target]
    assert isinstance(block, StructBlock)
    value = {**dict.fromkeys(block.child_blocks, "words"), next(iter(block.child_blocks)): GONE}
    store(page, "body", [BEFORE, {"type": target, "value": value, "id": "x"}, AFTER])
    assert "It ends here" in served(client, page)


def test_pictures_without_a_file_or_a_row_are_left_out(page: GuidancePage, client: Client) -> None:
    picture = CustomImage.objects.create(
        title="Room", alt_text="A room with people", file=get_test_image_file()
    )
    picture.file.storage.delete(picture.file.name)
    figures = [
        {"type": "figure", "value": {"image": {"image": key, "alt_text": "A room"}}, "id": str(key)}
        for key in (picture.pk, GONE)
    ]
    store(page, "body", [BEFORE, *figures, AFTER])
    text = served(client, page)
    assert "It ends here" in text
    assert "<figure" not in text


@pytest.mark.parametrize(
    "link",
    [
        f'<a linktype="page" id="{GONE}">', '<a linktype="page" id="x">', '<a linktype="page">',
        f'<a linktype="document" id="{GONE}">', '<a linktype="document" id="x">',
        '<a linktype="nothing" id="1">', '<a linktype="document">',
    ],
)  # fmt: skip
def test_the_words_of_a_link_to_nowhere_stay(page: GuidancePage, client: Client, link: str) -> None:
    store(page, "body", [BEFORE, {"type": "text", "value": f"<p>{link}Its words</a></p>"}, AFTER])
    text = served(client, page)
    assert "It begins here" in text
    assert "It ends here" in text


def test_an_embed_or_a_picture_within_words_asks_nobody(page: GuidancePage, client: Client) -> None:
    inside = (
        '<p>Seen</p><embed embedtype="media" url="https://video.invalid/1"/>'
        f'<embed embedtype="image" id="{GONE}" format="left" alt="x"/><embed embedtype="gone"/>'
    )
    store(page, "body", [{"type": "text", "value": inside}, AFTER])
    text = served(client, page)
    assert "It ends here" in text
    assert "video.invalid" not in text


@pytest.mark.parametrize("value", JUNK)
def test_a_column_that_is_no_list_of_blocks_is_empty(
    page: GuidancePage, client: Client, value: Any
) -> None:
    for field in ("body", "sources", "other_formats"):
        store(page, field, value)
    assert page.title in served(client, page)


@pytest.mark.parametrize("value", [[{"type": "task", "value": {"title": 5}}], {"a": 1}, [5]])
def test_other_pages_are_served_too(home_page: HomePage, client: Client, value: Any) -> None:
    standard = home_page.add_child(instance=StandardPage(title="About", slug="about"))
    study = CaseStudyPageFactory(parent=home_page)
    for page, field in (
        (home_page, "tasks"), (home_page, "needs"), (standard, "body"),
        (study, "pictures"), (study, "sources"),
    ):  # fmt: skip
        store(page, field, value)
        assert "</html>" in served(client, page)


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_every_column_of_blocks_reads_anything(model: type[Page], name: str) -> None:
    field = model._meta.get_field(name)
    assert isinstance(field, SteadyStreamField)
    for junk in [*JUNK, "no json", [{"type": "gone", "value": 1}], [{"type": ["x"], "value": 1}]]:
        for raw in (junk, json.dumps(junk)):
            assert list(field.to_python(raw)) == []


def test_each_broken_place_is_said_once(page: GuidancePage, client: Client, caplog: Any) -> None:
    store(page, "body", [{"type": "gone", "value": 1, "id": "4f1a"}, AFTER])
    for _ in range(3):
        served(client, page)
    said = [record.getMessage() for record in caplog.records if "Broken content" in record.message]
    assert len(said) == 1
    assert "GuidancePage.body" in said[0]
    assert "4f1a" in said[0]


def test_a_document_that_is_gone_is_no_other_format(page: GuidancePage, client: Client) -> None:
    assert not Document.objects.filter(pk=GONE).exists()
    formats = [
        {"type": "easy_read", "value": {"file": GONE, "made_on": "2026-03-01"}},
        {"type": "audio", "value": {}},
    ]
    store(page, "other_formats", formats)
    served(client, page)
