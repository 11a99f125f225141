"""The Word file: tick boxes that work, headings, repeated rows, and what it says about itself."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officefiles.cleaning import cleaned
from officefiles.word import word_file
from selfcheck.exports.telling import document_of
from selfcheck.report import Report
from tests.officefiles.office import W14, W, part_of
from tests.selfcheck import reports

LARGE = reports.report(parts=30, statements=10, actions=60)


def made(report: Report) -> bytes:
    return word_file(document_of(cleaned(report)))


@pytest.mark.parametrize("told", [reports.report(), LARGE, reports.hostile()])
def test_there_is_a_tick_box_for_every_choice_and_a_tick_for_every_answer(told: Report) -> None:
    body = part_of(made(told), "word/document.xml")
    boxes = list(body.iter(f"{W14}checkbox"))
    assert len(boxes) == reports.tick_boxes(told)
    ticked = [box for box in boxes if box.find(f"{W14}checked").get(f"{W14}val") == "1"]
    assert len(ticked) == reports.ticks(told)
    marks = ["".join(found.itertext()) for found in body.iter(f"{W}sdtContent")]
    assert marks.count("☒") == len(ticked)
    assert set(marks) == {"☒", "☐"}


def test_every_tick_box_has_a_number_and_a_name_of_its_own() -> None:
    body = part_of(made(reports.report()), "word/document.xml")
    numbers = [found.get(f"{W}val") for found in body.iter(f"{W}id")]
    names = [found.get(f"{W}val") for found in body.iter(f"{W}alias")]
    assert len(set(numbers)) == len(numbers) == reports.tick_boxes(reports.report())
    assert "Thriving: 1a Check: what we know together" in names
    assert "Done: Ask people how they want to be asked, round 1" in names
    assert max(map(len, names)) <= 60


def test_the_first_row_of_every_table_is_repeated_and_no_row_is_torn() -> None:
    body = part_of(made(LARGE), "word/document.xml")
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 35
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert first.find(f".//{W}tblHeader") is not None
        assert all(row.find(f".//{W}tblHeader") is None for row in others)
        assert all(row.find(f".//{W}cantSplit") is not None for row in (first, *others))


def test_headings_are_headings_in_steps() -> None:
    file = docx.Document(BytesIO(made(reports.report())))
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    assert styles[0] == "Title"
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {1, 2, 3} == set(levels)


def test_the_file_has_a_title_a_language_and_no_author() -> None:
    content = made(reports.report())
    about = docx.Document(BytesIO(content)).core_properties
    assert (about.title, about.language) == ("Self-check of how we engage people", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.modified == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    styles = part_of(content, "word/styles.xml")
    assert {found.get(f"{W}val") for found in styles.iter(f"{W}lang")} == {"en-GB"}
    settings_part = part_of(content, "word/settings.xml")
    assert settings_part.find(f"{W}themeFontLang").get(f"{W}val") == "en-GB"
    modes = [
        found.get(f"{W}val")
        for found in settings_part.iter(f"{W}compatSetting")
        if found.get(f"{W}name") == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_line_breaks_of_a_note_are_kept() -> None:
    file = docx.Document(BytesIO(made(reports.hostile("one\r\ntwo "))))
    assert any("one\ntwo" in paragraph.text for paragraph in file.paragraphs)


def test_text_that_looks_like_markup_is_text() -> None:
    file = docx.Document(BytesIO(made(reports.hostile())))
    assert any("</w:t><script>alert(1)</script>]]>&amp;" in found.text for found in file.paragraphs)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    file = docx.Document(BytesIO(made(reports.hostile(text))))
    assert file.paragraphs


def test_a_result_without_anything_is_a_file_too() -> None:
    text = [found.text for found in docx.Document(BytesIO(made(reports.nearly_empty()))).paragraphs]
    assert "You have not answered any questions yet." in text
