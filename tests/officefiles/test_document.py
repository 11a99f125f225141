"""What a document holds: whole addresses, and words that stand out."""

import pytest

from officefiles.cleaning import cleaned
from officefiles.document import Link, Strong, strengthened
from tests.officefiles import documents


@pytest.mark.parametrize(
    "address",
    ["", "/guidance/", "guidance", "javascript:alert(1)", "file:///etc/passwd", "//a.org"],
)
def test_a_link_leads_to_a_whole_address_on_the_web_or_to_a_letter_box(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Link("Words", address)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (documents.ADDRESS, documents.ADDRESS),
        (documents.MAIL, documents.MAIL),
        ("https://example.org/100%25/", "https://example.org/100%25/"),
        ('https://example.org/a"b<c>{d}', "https://example.org/a%22b%3Cc%3E%7Bd%7D"),
    ],
)
def test_an_address_holds_nothing_that_a_file_may_not(address: str, target: str) -> None:
    assert Link("Words", address).target == target


def test_a_link_among_strong_words_stays_a_link() -> None:
    link = Link("it", documents.ADDRESS)
    assert strengthened(("Read ", link)) == (Strong("Read "), link)
    assert strengthened("Read") == (Strong("Read"),)


def test_words_with_links_are_cleaned_as_deep_as_they_go() -> None:
    told = documents.whole(blocks=(documents.table(),), title="a\x00b")
    assert cleaned(told).title == "ab"
    assert cleaned(documents.whole()) == documents.whole()


def test_a_page_on_its_side_is_wider() -> None:
    assert documents.whole(wide=True).page_width > documents.whole().page_width
