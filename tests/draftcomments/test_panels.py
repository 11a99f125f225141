"""The feedback panel in the form in which a page is edited."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.admin.panels import Panel
from wagtail.models import get_page_models

from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.enums import RoundStatus, State
from draftcomments.models import Item, Round
from draftcomments.panels import FeedbackPanel
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import (
    at,
    edit_address,
    editor_of,
    moderator,
    panel_of,
    round_on,
)
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

MOST_MORE_QUERIES = 6


@pytest.fixture
def round(page: StandardPage) -> Round:
    return round_on(page, questions=["What is missing?"])


@pytest.fixture
def editor(home_page: HomePage) -> Client:
    return editor_of(home_page)


def said(round: Round, words: str = "Bus fares", **values: Any) -> Item:
    known = {"section_key": at("pay"), "state": State.CHECKED, **values}
    return ItemFactory(contributor=ContributorFactory(round=round), words=words, **known)


def test_every_page_type_has_the_panel_in_its_content() -> None:
    for model in get_page_models():
        if model._meta.app_label == "wagtailcore":
            continue
        content: Panel = model.get_edit_handler().children[0]
        assert any(isinstance(panel, FeedbackPanel) for panel in content.children), model


def test_a_page_that_nobody_was_asked_about_has_no_panel(
    editor: Client, page: StandardPage
) -> None:
    assert panel_of(editor, page) == ""


def test_a_round_that_is_being_prepared_is_not_in_the_panel(
    editor: Client, page: StandardPage
) -> None:
    round_on(page, status=RoundStatus.DRAFT, opened_at=None)
    assert panel_of(editor, page) == ""


def test_a_new_page_has_no_panel(editor_client: Client, home_page: HomePage) -> None:
    address = f"/admin/pages/add/pages/standardpage/{home_page.pk}/"
    assert b"Feedback on this draft" not in editor_client.get(address).content


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.SET_ASIDE])
def test_a_new_item_is_invisible_to_an_editor_of_the_page_until_checked(
    editor: Client, page: StandardPage, round: Round, state: State
) -> None:
    said(round, "A secret thing", state=state)
    panel = panel_of(editor, page)
    assert "No checked comments yet." in panel
    assert "secret" not in panel


def test_only_the_redacted_words_are_shown_and_no_quote_with_them(
    editor: Client, page: StandardPage, round: Round
) -> None:
    said(round, "Dr Who said no", shared_words="Somebody said no", redacted=True, quote="Dr Who")
    panel = panel_of(editor, page)
    assert "Somebody said no" in panel
    assert "Dr Who" not in panel


def test_words_are_escaped(editor: Client, page: StandardPage, round: Round) -> None:
    said(round, "<script>alert(1)</script>")
    content = editor.get(edit_address(page)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<script>alert(1)</script>" not in content


def test_nobody_who_commented_is_named(editor: Client, page: StandardPage, round: Round) -> None:
    item = said(round)
    assert item.contributor.pseudonym not in panel_of(editor, page)


def test_an_editor_of_another_part_of_the_site_sees_none_of_it(
    page: StandardPage, round: Round, home_page: HomePage
) -> None:
    said(round, "Not for you")
    elsewhere = StandardPageFactory(parent=home_page, title="Elsewhere")
    other = editor_of(elsewhere)
    response = other.get(edit_address(page), follow=True)
    assert "Not for you" not in response.content.decode()


def test_items_stand_by_part_in_the_order_of_the_page_the_whole_page_first(
    editor: Client, page: StandardPage, round: Round
) -> None:
    said(round, "About pay")
    said(round, "About whom", section_key=at("whom"))
    said(round, "About all", section_key=WHOLE_PAGE)
    said(round, "Buses are missing", section_key=WHOLE_PAGE, question=1)
    panel = panel_of(editor, page)
    order = [panel.index(words) for words in ("About all", "Buses", "About whom", "About pay")]
    assert order == sorted(order)
    assert "Question 1: What is missing? Buses are missing" in panel


def test_an_item_about_a_part_that_was_never_there_is_still_shown(
    editor: Client, page: StandardPage, round: Round
) -> None:
    said(round, "Lost and found", section_key="body.nowhere")
    said(round, "An old question", section_key=WHOLE_PAGE, question=5)
    panel = panel_of(editor, page)
    assert "Lost and found" in panel
    assert "An old question" in panel


def test_rounds_come_newest_first(editor: Client, page: StandardPage, round: Round) -> None:
    round_on(page, number=2)
    panel = panel_of(editor, page)
    assert panel.index("Round 2") < panel.index("Round 1")


def test_an_answered_item_is_not_to_answer(
    editor: Client, page: StandardPage, round: Round
) -> None:
    said(round, state=State.ANSWERED)
    panel = panel_of(editor, page)
    assert "to answer" not in panel
    assert "answered" in panel


def test_a_moderator_who_may_not_edit_the_page_has_no_form_to_read_it_in(
    page: StandardPage, round: Round
) -> None:
    said(round)
    assert panel_of(moderator(), page) == ""


def test_the_panel_holds_no_form_of_its_own_and_says_how_old_it_is(
    editor: Client, page: StandardPage, round: Round
) -> None:
    said(round)
    content = editor.get(edit_address(page)).content.decode()
    panel = content[content.index("As of when this page was loaded") :]
    assert "<form" not in panel[: panel.index("About round 1")]


def test_a_part_is_linked_to_its_block(editor: Client, page: StandardPage, round: Round) -> None:
    said(round)
    content = editor.get(edit_address(page)).content.decode()
    assert f'href="#:w:contentpath={at("pay")}"' in content
    assert "draftcomments/feedback-panel" in content


def test_versions_of_a_page_with_the_panel_can_be_compared(
    editor: Client, page: StandardPage, round: Round
) -> None:
    address = f"/admin/pages/{page.pk}/revisions/compare/live...latest/"
    assert editor.get(address).status_code == 200


def queries_of_edit_view(client: Client, page: StandardPage) -> int:
    client.get(edit_address(page))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(edit_address(page)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("as_superuser", [False, True], ids=["editor", "superuser"])
def test_two_rounds_with_200_items_cost_as_many_queries_as_with_three(
    editor: Client, editor_client: Client, page: StandardPage, as_superuser: bool
) -> None:
    client = editor_client if as_superuser else editor
    without = queries_of_edit_view(client, page)
    rounds = [round_on(page, number=number) for number in (1, 2)]
    counts = []
    for more in (3, 197):
        for number in range(more):
            key = (at("pay"), at("whom"), WHOLE_PAGE)[number % 3]
            said(rounds[number % 2], f"Comment {number}", section_key=key)
        counts.append(queries_of_edit_view(client, page))
    assert counts[0] == counts[1]
    assert counts[1] - without <= MOST_MORE_QUERIES
