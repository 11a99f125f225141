"""The page that the PDF file of a result is made from."""

import subprocess
from pathlib import Path

from officefiles.cleaning import cleaned
from officefiles.printed import page_of, pdf_file
from selfcheck.exports.telling import document_of
from tests.officefiles.office import need_printer, program
from tests.selfcheck import reports


def test_the_words_of_hostile_text_can_be_read_aloud(tmp_path: Path) -> None:
    need_printer()
    (tmp_path / "told.pdf").write_bytes(pdf_file(document_of(cleaned(reports.hostile()))))
    command = [program("pdftotext"), str(tmp_path / "told.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()  # noqa: S603
    assert reports.SENTENCE in text
    assert "<script>alert(1)</script>" in text
    assert "عليكم" in text


def test_the_page_that_is_printed_holds_text_and_never_markup_of_anybody() -> None:
    page = page_of(document_of(cleaned(reports.hostile())))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 }}" in page


def test_a_row_is_named_by_its_first_cell_and_a_level_by_a_word() -> None:
    page = page_of(document_of(reports.report(parts=2, statements=2)))
    assert '<th class="kept" scope="row">1a Check: what we know together</th>' in page
    assert page.count(">Yes</span>") == 2 + 1
    assert '<td class="kept">In part</td>' in page
