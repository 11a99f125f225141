"""The PDF file: tagged, made one at a time, and never another's."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from officefiles import printed, printer
from officefiles.printed import (
    PrinterHasFailed,
    PrinterIsBusy,
    can_print,
    page_of,
    pdf_file,
)
from tests.officefiles import documents
from tests.officefiles.office import inside_of_pdf, need_printer, program

SMALL = documents.whole()


def test_the_file_is_tagged_and_has_a_language_a_title_and_headings_of_rows_and_columns() -> None:
    need_printer()
    content = inside_of_pdf(pdf_file(SMALL))
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang (en-GB)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"pdfuaid" in content
    for tag in (b"/S /H1", b"/S /H2", b"/S /Table", b"/S /THead", b"/S /TH", b"/Headers ["):
        assert tag in content, tag


def test_words_of_harm_and_links_can_be_read_aloud(tmp_path: Path) -> None:
    need_printer()
    (tmp_path / "told.pdf").write_bytes(pdf_file(documents.hostile()))
    command = [program("pdftotext"), str(tmp_path / "told.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()  # noqa: S603
    assert text.count("<script>alert(1)</script>") >= 6
    assert "عليكم" in text


def test_many_files_are_made_in_one_go_and_are_the_same_as_one_by_one(tmp_path: Path) -> None:
    need_printer()
    for place, content in enumerate(printed.pdf_files([SMALL, documents.hostile()])):
        (tmp_path / f"{place}.pdf").write_bytes(content)
    texts = [
        subprocess.run(  # noqa: S603 - ours
            [program("pdftotext"), str(tmp_path / f"{place}.pdf"), "-"],
            check=True,
            capture_output=True,
        ).stdout.decode()
        for place in range(2)
    ]
    assert "Tell them what changed" in texts[0]
    assert "عليكم" in texts[1]


def test_a_link_can_be_followed_and_has_a_tag() -> None:
    need_printer()
    content = inside_of_pdf(pdf_file(SMALL))
    assert content.count(f"/URI ({documents.ADDRESS})".encode()) == 2
    assert f"/URI ({documents.MAIL})".encode() in content
    assert b"/S /Link" in content


@pytest.mark.parametrize(
    ("wide", "size"), [(False, "595.276 x 841.89"), (True, "841.89 x 595.276")]
)
def test_every_page_has_its_foot_and_its_side(tmp_path: Path, wide: bool, size: str) -> None:
    need_printer()
    path = tmp_path / "told.pdf"
    path.write_bytes(pdf_file(documents.whole(wide=wide)))
    about, text = (
        subprocess.run([program(name), str(path), *to], check=True, capture_output=True)  # noqa: S603
        for name, to in (("pdfinfo", []), ("pdftotext", ["-"]))
    )
    assert f"Page size:       {size}" in about.stdout.decode()
    words = " ".join(text.stdout.decode().split())
    assert words.count(documents.FOOTER) == 2
    assert "A guide: page 2 of 2" in words


def test_the_page_that_is_printed_holds_text_and_never_markup_of_anybody() -> None:
    page = page_of(documents.hostile())
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 }}" in page


def test_a_row_is_named_by_its_first_cell_and_a_choice_by_a_word() -> None:
    page = page_of(SMALL)
    assert '<th class="kept" scope="row"><b>People reached</b><br>Those who took part</th>' in page
    assert '<td class="kept">In part</td>' in page
    assert page.count("<ol>") == 2


def test_nothing_is_fetched_from_anywhere(tmp_path: Path) -> None:
    need_printer()
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
    first = pdf_file(SMALL)
    assert pdf_file(SMALL) == first
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
        pdf_file(replace(SMALL, title="What somebody said"))
    assert failure.value.__suppress_context__
    assert [record.name for record in caplog.records] == ["officefiles.printed"]
    assert "What somebody said" not in caplog.text
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "print('made')"])
    assert pdf_file(SMALL) == b"made\n"


def test_while_one_file_is_made_another_waits_only_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printed, "PATIENCE", 0.01)
    with printed.at_work, pytest.raises(PrinterIsBusy):
        pdf_file(SMALL)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_can_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printed, "LONGEST", 0.1)
    monkeypatch.setattr(
        printed, "PRINTER", [sys.executable, "-I", "-c", "import time; time.sleep(60)"]
    )
    with pytest.raises(PrinterIsBusy):
        pdf_file(SMALL)
    monkeypatch.setattr(printed, "LONGEST", 50)
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "print('made')"])
    assert pdf_file(SMALL) == b"made\n"


@pytest.mark.parametrize("trial", ["raise ImportError", "raise OSError('no such library')"])
def test_without_the_libraries_nothing_is_offered(
    monkeypatch: pytest.MonkeyPatch, trial: str
) -> None:
    monkeypatch.setattr(printed, "TRIAL", [sys.executable, "-I", "-c", trial])
    assert not can_print.__wrapped__()
    monkeypatch.setattr(printed, "find_spec", lambda name: None)
    assert not can_print.__wrapped__()
