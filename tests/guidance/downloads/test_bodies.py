"""Every kind of block has words in a file, and hides what is not public."""

import pytest

from content.blocks import BODY_BLOCKS
from guidance.blocks import GUIDANCE_BLOCKS
from guidance.downloads.bodies import TELLERS, Place, told_body
from guidance.models import GuidancePage
from officefiles.document import Block, Bullets, Heading, Link, Paragraph, Table
from tests.guidance.downloads.conftest import text_block

PLACE = Place("https://example.org", "/guidance/ask/", 1)


def told(*blocks: dict[str, object]) -> list[Block]:
    return list(told_body(GuidancePage(body=list(blocks)).body, PLACE))


def test_every_block_that_editors_can_add_has_a_teller() -> None:
    names = set(GUIDANCE_BLOCKS.child_blocks) | {name for name, _ in BODY_BLOCKS}
    assert set(TELLERS) >= names


def test_headings_texts_and_details_that_are_folded_away() -> None:
    detail = {"title": "No budget?", "text": "<p>Go where people meet.</p>"}
    assert told(
        {"type": "heading", "value": {"text": "Before", "anchor": ""}},
        text_block("<p>Ask.</p>"),
        {"type": "expander", "value": detail},
    ) == [
        Heading(1, "Before"),
        Paragraph("Ask."),
        Heading(2, "No budget?"),
        Paragraph("Go where people meet."),
    ]


def test_advice_reads_on_from_what_is_before_it() -> None:
    assert told(
        {"type": "do_list", "value": ["pay people"]},
        {"type": "dont_list", "value": ["start with a survey"]},
    ) == [
        Heading(2, "Do"),
        Bullets(("pay people",)),
        Heading(2, "Do not"),
        Bullets(("do not start with a survey",)),
    ]


def test_steps_have_their_number_and_who_does_them() -> None:
    step = {"title": "Gather", "what": "<p>Ask each team.</p>", "who": "Lead", "how_long": ""}
    assert told({"type": "steps", "value": [step, step]}) == [
        Heading(2, "1. Gather"),
        Paragraph("Ask each team."),
        Paragraph("Lead", "Who"),
        Heading(2, "2. Gather"),
        Paragraph("Ask each team."),
        Paragraph("Lead", "Who"),
    ]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("pitfalls", [{"wrong": "Rush", "instead": "Wait"}]),
        ("people", [{"who": "Carers", "brings": "Time", "support": "Pay"}]),
        (
            "table",
            {
                "caption": "Hours",
                "columns": [{"type": "text", "heading": "Day"}],
                "rows": [{"values": ["Monday"]}],
            },
        ),
    ],
)
def test_tables_fill_the_page_after_their_caption(kind: str, value: object) -> None:
    caption, table = told({"type": kind, "value": value})
    assert isinstance(caption, Paragraph)
    assert isinstance(table, Table)
    assert caption.label == table.caption
    assert 170 <= sum(column.width for column in table.columns) <= 174
    assert len(table.rows) == 1


def test_a_warning_comes_with_where_help_is_and_when_that_was_checked() -> None:
    value = {"coming": "Loss.", "help": "Call 111.", "help_checked_on": "2026-11-02"}
    assert told({"type": "content_warning", "value": value}) == [
        Paragraph("Loss.", "Before you read on"),
        Paragraph("Call 111."),
        Paragraph("We last checked where help is on 2 November 2026."),
    ]


def test_a_quote_and_a_question_are_told_in_words() -> None:
    quote = {"text": " Nobody had asked us. ", "attribution": "Partner"}
    assert told({"type": "quote", "value": quote}) == [
        Paragraph("“Nobody had asked us.”"),
        Paragraph("Partner"),
    ]


@pytest.mark.django_db
def test_an_example_that_is_gone_is_left_out() -> None:
    value = {"study": 987654, "lesson": "Ask."}
    assert told({"type": "worked_example", "value": value}) == []
    assert Link("x", "https://example.org/").target
