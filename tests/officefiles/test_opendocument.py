"""The OpenDocument file: the same links, lists, footer and sides as the Word file."""

import pytest
from lxml import etree

from officefiles.opendocument import opendocument_file
from tests.officefiles import documents
from tests.officefiles.office import STYLE, TEXT, part_of

HREF = "{http://www.w3.org/1999/xlink}href"


def body() -> etree._Element:
    return part_of(opendocument_file(documents.whole()), "content.xml")


def test_a_link_leads_where_it_says_in_texts_lists_and_cells() -> None:
    links = [("".join(link.itertext()), link.get(HREF)) for link in body().iter(f"{TEXT}a")]
    assert links == [
        ("the guide", documents.ADDRESS),
        ("them", documents.MAIL),
        ("the measure", documents.ADDRESS),
    ]


def test_lists_with_and_without_numbers_differ() -> None:
    looks = [found.get(f"{TEXT}style-name") for found in body().iter(f"{TEXT}list")]
    assert looks == ["Numbers", "Numbers", "Bullets"]


@pytest.mark.parametrize(("wide", "pages"), [(False, "A4"), (True, "A4-wide")])
def test_the_styles_know_the_pages_and_the_foot_of_the_page(wide: bool, pages: str) -> None:
    styles = part_of(opendocument_file(documents.whole(wide=wide)), "styles.xml")
    (master,) = styles.iter(f"{STYLE}master-page")
    assert master.get(f"{STYLE}page-layout-name") == pages
    first, second = master.find(f"{STYLE}footer")
    assert first.text == documents.FOOTER
    assert "page" in "".join(second.itertext())


def test_without_a_line_the_foot_has_the_number_of_the_page_alone() -> None:
    styles = part_of(opendocument_file(documents.whole(footer="")), "styles.xml")
    (master,) = styles.iter(f"{STYLE}master-page")
    assert len(master.find(f"{STYLE}footer")) == 1


def test_words_of_harm_stay_words() -> None:
    content = opendocument_file(documents.hostile())
    for name in ("content.xml", "styles.xml"):
        assert "<script>alert(1)</script>" in "".join(part_of(content, name).itertext())
