"""Rich text as blocks of a document."""

import pytest

from guidance.downloads.rich_text import told_rich_text
from officefiles.document import Block, Bullets, Link, Paragraph, Strong
from pages.models import HomePage

ROOT = "https://example.org"


def told(html: str) -> list[Block]:
    return list(told_rich_text(html, ROOT))


def test_paragraphs_keep_their_links_and_strong_words() -> None:
    html = '<p>Ask  <b>first</b>, then\n<a href="/pay/">pay <i>them</i></a>.<br/>Listen.</p>'
    link = Link("pay them", "https://example.org/pay/")
    assert told(html) == [
        Paragraph(("Ask ", Strong("first"), ", then ", link, ".\nListen.")),
    ]


def test_lists_are_lists_and_lose_no_item_of_a_list_within() -> None:
    html = "<ol><li>One<ul><li>Within</li></ul></li><li>Two</li></ol><ul><li>Other</li></ul>"
    assert told(html) == [
        Bullets(("One", "Two"), numbered=True),
        Bullets(("Within",)),
        Bullets(("Other",)),
    ]


def test_words_outside_of_any_paragraph_are_kept_and_empty_ones_are_not() -> None:
    assert told("Before<p></p><p> </p><p>After</p>") == [Paragraph("Before"), Paragraph("After")]


@pytest.mark.parametrize(
    "address", ["#above", "javascript:alert(1)", "tel:111", "", "http://[broken"]
)
def test_a_link_that_a_file_cannot_follow_is_told_by_its_words(address: str) -> None:
    assert told(f'<p>See <a href="{address}">this</a>.</p>') == [Paragraph("See this.")]


def test_a_link_to_a_page_leads_to_its_whole_address(home_page: HomePage) -> None:
    html = f'<p><a linktype="page" id="{home_page.pk}">Home</a></p>'
    assert told(html) == [Paragraph((Link("Home", "https://example.org/"),))]


def test_markup_in_words_is_words() -> None:
    assert told("<p>1 &lt; 2 &amp; <script>x</script></p>")[0].text.startswith("1 < 2 & ")
