"""The PDF file: tagged, made one at a time, and never another's."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from selfcheck.exports import printed, printer
from selfcheck.exports.cleaning import cleaned
from selfcheck.exports.printed import (
    PrinterHasFailed,
    PrinterIsBusy,
    can_print,
    page_of,
    pdf_file,
)
from selfcheck.exports.telling import document_of
from selfcheck.report import Report
from tests.selfcheck import reports
from tests.selfcheck.exports.office import inside_of_pdf, program

SMALL = reports.report(parts=2, statements=2)


def made(report: Report) -> bytes:
    return pdf_file(document_of(cleaned(report)))


@pytest.fixture(scope="module")
def printing() -> None:
    if not can_print():
        assert not os.environ.get("REQUIRE_SERVICES"), "WeasyPrint and Pango have to be there"
        pytest.skip("WeasyPrint or a library of the system is not installed")


def test_the_file_is_tagged_and_has_a_language_a_title_and_headings_of_rows_and_columns(
    printing: None,
) -> None:
    content = inside_of_pdf(made(SMALL))
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang (en-GB)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"pdfuaid" in content
    for tag in (b"/S /H1", b"/S /H2", b"/S /Table", b"/S /THead", b"/S /TH", b"/Headers ["):
        assert tag in content, tag


def test_the_words_of_hostile_text_can_be_read_aloud(printing: None, tmp_path: Path) -> None:
    told = reports.hostile()
    (tmp_path / "told.pdf").write_bytes(made(told))
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
    page = page_of(document_of(SMALL))
    assert '<th class="kept" scope="row">1a Check: what we know together</th>' in page
    assert page.count(">Yes</span>") == 2 + 1
    assert '<td class="kept">In part</td>' in page


def test_nothing_is_fetched_from_anywhere(printing: None, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "picture.png")
    html = f'<html lang="en"><title>T</title><img alt="A" src="file://{tmp_path}/picture.png">'
    by_itself = pytest.importorskip("weasyprint").HTML(string=html).write_pdf()
    assert b"/Subtype /Image" in inside_of_pdf(by_itself)
    assert b"/Subtype /Image" not in inside_of_pdf(printer.pdf_of(html))


def test_no_copy_is_kept_of_what_was_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counter = tmp_path / "times"
    count = f"import sys; open({str(counter)!r}, 'a').write('x'); print(len(sys.stdin.read()))"
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", count])
    first = made(SMALL)
    assert made(SMALL) == first
    assert counter.read_text() == "xx"


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-I", "-c", "import sys; sys.exit(sys.stdin.read()[:900])"],
        ["/there/is/no/such/printer"],
    ],
)
def test_a_printer_that_fails_is_logged_without_words_and_the_next_file_can_be_made(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: list[str]
) -> None:
    monkeypatch.setattr(printed, "PRINTER", command)
    with pytest.raises(PrinterHasFailed) as failure:
        made(replace(SMALL, title="What somebody said"))
    assert failure.value.__suppress_context__
    assert [record.name for record in caplog.records] == ["selfcheck.exports.printed"]
    assert "What somebody said" not in caplog.text
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "print('made')"])
    assert made(SMALL) == b"made\n"


def test_while_one_file_is_made_another_waits_only_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printed, "PATIENCE", 0.01)
    with printed.at_work, pytest.raises(PrinterIsBusy):
        made(SMALL)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_can_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printed, "LONGEST", 0.1)
    monkeypatch.setattr(
        printed, "PRINTER", [sys.executable, "-I", "-c", "import time; time.sleep(60)"]
    )
    with pytest.raises(PrinterIsBusy):
        made(SMALL)
    monkeypatch.setattr(printed, "LONGEST", 50)
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "print('made')"])
    assert made(SMALL) == b"made\n"


@pytest.mark.parametrize("trial", ["raise ImportError", "raise OSError('no such library')"])
def test_without_the_libraries_nothing_is_offered(
    monkeypatch: pytest.MonkeyPatch, trial: str
) -> None:
    monkeypatch.setattr(printed, "TRIAL", [sys.executable, "-I", "-c", trial])
    assert not can_print.__wrapped__()
    monkeypatch.setattr(printed, "find_spec", lambda name: None)
    assert not can_print.__wrapped__()
