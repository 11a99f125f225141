"""The OpenDocument file: the same as the Word file, by its own means."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officefiles.cleaning import cleaned
from officefiles.opendocument import opendocument_file
from selfcheck.exports.telling import document_of
from selfcheck.report import Report
from tests.officefiles.office import LOEXT, TABLE, TEXT, part_of
from tests.selfcheck import reports

LARGE = reports.report(parts=30, statements=10, actions=60)
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


def made(report: Report) -> bytes:
    return opendocument_file(document_of(cleaned(report)))


@pytest.mark.parametrize("told", [reports.report(), LARGE, reports.hostile()])
def test_there_is_a_tick_box_for_every_choice_and_a_tick_for_every_answer(told: Report) -> None:
    body = part_of(made(told), "content.xml")
    boxes = list(body.iter(f"{LOEXT}content-control"))
    assert len(boxes) == reports.tick_boxes(told)
    ticked = [box for box in boxes if box.get(f"{LOEXT}checked") == "true"]
    assert len(ticked) == reports.ticks(told)
    assert {"".join(box.itertext()) for box in ticked} == {"☒"}


def test_the_headings_of_every_table_are_repeated() -> None:
    tables = list(part_of(made(LARGE), "content.xml").iter(f"{TABLE}table"))
    assert len(tables) == 35
    for table in tables:
        headings = table.find(f"{TABLE}table-header-rows")
        assert len(headings.findall(f"{TABLE}table-row")) == 1
        assert table.findall(f"{TABLE}table-row")


def test_headings_are_headings_with_their_level() -> None:
    body = part_of(made(reports.report()), "content.xml")
    found = [
        (heading.get(f"{TEXT}outline-level"), "".join(heading.itertext()))
        for heading in body.iter(f"{TEXT}h")
    ]
    assert ("1", "Where each phase stands") in found
    assert ("2", "1. Check") in found
    assert ("3", "1a Check: what we know together") in found


def test_the_file_has_a_title_a_language_and_no_author() -> None:
    content = made(reports.report())
    about = part_of(content, "meta.xml")
    assert about.findtext(f".//{DC}title") == "Self-check of how we engage people"
    assert about.findtext(f".//{DC}language") == "en-GB"
    assert about.findtext(f".//{META}creation-date") == "2026-11-22T23:30:00Z"
    assert about.find(f".//{DC}creator") is None
    assert about.find(f".//{META}initial-creator") is None


def test_the_mimetype_comes_first_so_that_programs_know_the_file() -> None:
    with ZipFile(BytesIO(made(reports.report()))) as whole:
        first = whole.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", 0)
        assert whole.read("mimetype") == b"application/vnd.oasis.opendocument.text"


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_makes_a_file_that_can_be_read(text: str) -> None:
    content = made(reports.hostile(text))
    for name in ("content.xml", "meta.xml", "styles.xml"):
        part_of(content, name)
