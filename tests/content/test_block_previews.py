"""What the editor's list of blocks shows of each block: its name, its group and how it will look."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block

from content.formats import FORMAT_BLOCKS
from guidance.models import GuidancePage
from pages.models import StandardPage
from tests.factories.framework import StatementFactory, SubPhaseFactory, four_levels
from tests.factories.selfcheck import QuestionFactory

pytestmark = pytest.mark.django_db

GROUPS = ["Text", "Advice", "Pictures and tables", "Framework", "Feedback"]


def offered() -> Iterator[tuple[str, Block]]:
    """Every block of which a list is shown, once by its kind."""
    for model in (GuidancePage, StandardPage):
        yield from model._meta.get_field("body").stream_block.child_blocks.items()
    yield from ((name, block) for name, block in FORMAT_BLOCKS)


def preview_of(client: Client, block: Block) -> BeautifulSoup:
    address = reverse("wagtailadmin_block_preview")
    response = client.get(address, {"id": block.definition_prefix})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_block_can_be_looked_at_in_our_own_style(editor_client: Client) -> None:
    four_levels()
    for name, block in offered():
        assert block.is_previewable, name
        assert block.meta.description, name
        page = preview_of(editor_client, block)
        assert page.find("link", rel="stylesheet", href=lambda to: "site" in to), name
        assert not page.find(["style", "script"]), name
        main = page.find("main")
        assert main, name
        assert main.get_text(strip=True) or main.find("img"), name


def test_blocks_of_a_page_stand_in_clear_groups() -> None:
    blocks = GuidancePage._meta.get_field("body").stream_block.child_blocks.values()
    assert list(dict.fromkeys(block.meta.group for block in blocks)) == GROUPS


def test_a_question_is_shown_of_a_part_that_has_one(editor_client: Client) -> None:
    SubPhaseFactory()
    four_levels()
    asked = StatementFactory(sub_phase=SubPhaseFactory()).sub_phase
    QuestionFactory(sub_phase=asked, text="How often do you ask?")
    block = dict(offered())["self_check_question"]
    assert "How often do you ask?" in preview_of(editor_client, block).get_text()
