"""What is kept of real-shaped Word files, and what the report says of the rest."""

from pathlib import Path

import docx
import pytest

from content.word.document import Heading, Picture, Table, Text, WordDocument, WordFileError
from content.word.reading import read_word
from tests.content.word.files import (
    SOFFICE,
    bad_files,
    board_paper,
    broken_png,
    by_libreoffice,
    changed,
    guide,
    picture,
    png,
    saved,
)

BAD_FILES = list(bad_files())


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, WordDocument]:
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed.")
    folder: Path = tmp_path_factory.mktemp("word")
    return {name: read_word(file, name) for name, file in by_libreoffice(folder).items()}


def text_of(document: WordDocument) -> str:
    return "".join(block.html for block in document.blocks if isinstance(block, Text))


def remarks(document: WordDocument, kind: str) -> dict[str, str]:
    return {remark.words: remark.where for remark in getattr(document.report, kind)}


def test_a_guide_is_kept_whole_and_in_its_order() -> None:
    document = read_word(guide(), "guide.docx")
    kinds = [type(block) for block in document.blocks]
    assert document.title == "Listening before planning"
    assert kinds == [Text, Heading, Text, Heading, Table, Picture]
    assert document.blocks[1] == Heading("Before you start", 1)
    assert not document.report.lost
    assert dict(document.report.kept) == {
        "paragraphs": 3,
        "headings": 2,
        "lists": 2,
        "links": 2,
        "tables": 1,
        "pictures": 1,
    }


def test_lists_in_lists_links_and_bold_words_stay() -> None:
    html = text_of(read_word(guide(), "guide.docx"))
    assert "<b> Always.</b>" in html
    assert "<li>Gather what you have<ul><li>letters</li><li>surveys</li></ul></li>" in html
    assert "<ol><li>First this</li><li>Then that</li></ol>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2">the report</a>' in html
    assert '<a href="mailto:team@example.org">the team</a>' in html


def test_a_table_and_a_picture_have_the_captions_of_word() -> None:
    *_, table, photo = read_word(guide(), "guide.docx").blocks
    rows = (("Room", "£40"), ("Travel", "£12"))
    assert table == Table("Costs for each meeting", ("What", "Cost"), rows)
    assert isinstance(photo, Picture)
    assert (photo.alt, photo.caption) == ("Six people at a round table", "The first meeting")


def test_what_cannot_be_kept_is_named_with_its_place() -> None:
    lost = remarks(read_word(board_paper(), "paper.docx"), "lost")
    assert lost["Words that were marked as deleted"] == "Kept and new"
    assert lost["A link to another place in the document; its words are kept"] == "further down"
    assert lost["A link that works on no website: javascript:alert(1)"] == "a trick"
    assert any(words.startswith("The words at the top or the foot") for words in lost)


def test_what_changes_its_shape_is_named() -> None:
    document = read_word(board_paper(), "paper.docx")
    told = " ".join(remarks(document, "changed"))
    for words in ("inserted", "hidden in Word", "Merged cells", "first row of a table"):
        assert words in told
    assert "<p>5 m²</p>" in text_of(document)
    assert "javascript" not in text_of(document)


def test_merged_cells_are_taken_apart() -> None:
    document = read_word(board_paper(), "paper.docx")
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert table.rows == (("North", "Not known", ""), ("", "", ""))


def test_the_name_of_a_file_is_no_alternative_text() -> None:
    document = read_word(board_paper(), "paper.docx")
    assert [known.alt for known in document.pictures.values()] == [""]


def test_footnotes_keep_their_numbers(libreoffice: dict[str, WordDocument]) -> None:
    document = libreoffice["meeting-notes"]
    assert "We met twice in spring.[1] Twelve people came.[2]" in text_of(document)
    heading, notes = document.blocks[-2:]
    assert heading == Heading("Notes", 2)
    assert isinstance(notes, Text)
    assert notes.html == (
        '<ol><li>Minutes of <a href="https://example.org/minutes">both meetings</a>.</li>'
        "<li>Counted at the door.</li></ol>"
    )
    assert remarks(document, "lost") == {"A comment beside the text": "What we promised:"}


def test_libreoffice_lists_tables_and_pictures_are_kept(
    libreoffice: dict[str, WordDocument],
) -> None:
    nested = "<li>Buses are late<ul><li>most of all on Mondays</li><li>and after six</li></ul></li>"
    assert nested in text_of(libreoffice["meeting-notes"])
    account = libreoffice["annual-account"]
    table = next(block for block in account.blocks if isinstance(block, Table))
    assert table.headings == ("Place", "2024", "2025")
    assert [(known.alt, known.caption) for known in account.pictures.values()] == [
        ("Raised beds behind the clinic", "The garden in May")
    ]


def test_a_text_box_and_a_frame_become_paragraphs(libreoffice: dict[str, WordDocument]) -> None:
    leaflet = libreoffice["box-and-frame"]
    assert [type(block) for block in leaflet.blocks] == [Text]
    assert "<p>You can stop at any time.</p><p>Come as you are.</p>" in text_of(leaflet)
    assert len(leaflet.report.changed) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES]
)
def test_a_bad_file_is_refused_with_the_reason(name: str, content: bytes, words: str) -> None:
    with pytest.raises(WordFileError, match=words):
        read_word(content, name)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (png(6_000, 4_000), "more than 20 million pixels"),
        (broken_png(), "damaged"),
    ],
    ids=["huge", "broken"],
)
def test_a_picture_that_may_not_be_kept_is_reported(content: bytes, why: str) -> None:
    document = docx.Document()
    document.add_paragraph("A map.")
    picture(document, content, "Where we are")
    read = read_word(saved(document), "map.docx")
    assert not read.pictures
    assert why in read.report.lost[0].words
    assert read.report.lost[0].where == "Where we are"


def test_a_style_map_inside_a_file_is_not_obeyed() -> None:
    document = docx.Document()
    document.add_heading("Kept as a heading", level=1)
    document.add_heading("And this", level=2)
    hostile = changed(saved(document), {}, {"mammoth/style-map": b"p[style-name='heading 2'] => !"})
    assert Heading("And this", 2) in read_word(hostile, "a.docx").blocks
