"""The Word file: links, lists that count for themselves, the foot of the page and its sides."""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT

from officefiles.document import Document
from officefiles.word import word_file
from tests.officefiles import documents
from tests.officefiles.office import W, part_of


def opened(document: Document) -> WordFile:
    return docx.Document(BytesIO(word_file(document)))


def test_a_link_leads_where_it_says_in_texts_lists_and_cells() -> None:
    file = opened(documents.whole())
    places = [*file.paragraphs, *file.tables[0].cell(1, 4).paragraphs]
    links = [(link.text, link.url) for place in places for link in place.hyperlinks]
    assert links == [
        ("the guide", documents.ADDRESS),
        ("them", documents.MAIL),
        ("the measure", documents.ADDRESS),
    ]
    assert "Read all of the guide first." in [place.text for place in file.paragraphs]


def test_strong_words_are_bold_and_their_neighbours_are_not() -> None:
    (place,) = (found for found in opened(documents.whole()).paragraphs if "Read" in found.text)
    assert [(run.text, run.bold) for run in place.runs] == [
        ("Read ", None),
        ("all", True),
        (" of ", None),
        (" first.", None),
    ]


def test_each_numbered_list_counts_from_one() -> None:
    content = word_file(documents.whole())
    body = part_of(content, "word/document.xml")
    used = [found.get(f"{W}val") for found in body.iter(f"{W}numId")]
    assert len(used) == 4
    assert len(set(used)) == 2
    counts = {
        found.get(f"{W}numId"): found.find(f".//{W}startOverride")
        for found in part_of(content, "word/numbering.xml").iter(f"{W}num")
    }
    assert all(counts[number].get(f"{W}val") == "1" for number in used)


def test_the_foot_of_the_page_has_its_line_and_the_number_of_the_page() -> None:
    footer = opened(documents.whole()).sections[0].footer
    assert footer.paragraphs[0].text == documents.FOOTER
    assert footer.paragraphs[1].text.startswith("A guide: page ")
    without = opened(documents.whole(footer="")).sections[0].footer
    assert len(without.paragraphs) == 1


def test_a_page_can_lie_on_its_side() -> None:
    upright, wide = (opened(documents.whole(wide=side)).sections[0] for side in (False, True))
    assert (upright.orientation, wide.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (wide.page_width, wide.page_height) == (upright.page_height, upright.page_width)


def test_words_of_harm_stay_words() -> None:
    file = opened(documents.hostile())
    assert any("</w:t><script>alert(1)</script>]]>&amp;" in found.text for found in file.paragraphs)
