"""Every file as LibreOffice opens it: what is in it is there, and nothing in it runs."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from selfcheck.exports.formats import FORMATS
from selfcheck.report import Report
from tests.officefiles.office import (
    EVERY_SHEET,
    PLAIN_TEXT,
    TABLE,
    W14,
    W,
    converted,
    part_of,
    program,
)
from tests.selfcheck import reports

WHOLE, HOSTILE = reports.report(actions=5), reports.hostile()
Files = dict[str, Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A file of each kind but PDF, of a plain report and of a hostile one."""
    program("soffice")
    folder = tmp_path_factory.mktemp("files")
    made = {}
    for known in FORMATS:
        for name, report in {"whole": WHOLE, "hostile": HOSTILE}.items():
            if known.form != "pdf":
                path = folder / f"{name}-{known.form}.{known.ending}"
                path.write_bytes(known.file_of(report))
                made[path.stem] = path
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where LibreOffice writes, and keeps its settings."""
    return tmp_path_factory.mktemp("converted")


def test_word_and_opendocument_files_hold_the_same_words(files: Files, folder: Path) -> None:
    named = ("whole-docx", "whole-odt", "hostile-docx", "hostile-odt")
    texts = [
        path.read_text("utf-8-sig")
        for path in converted([files[name] for name in named], PLAIN_TEXT, folder / "text")
    ]
    for text in texts:
        assert reports.SENTENCE in text
        assert "Who leads" in text
    words = [text.split() for text in texts]
    assert [word for word in words[0] if word != "•"] == [word for word in words[1] if word != "•"]
    assert "<script>alert(1)</script>" in texts[2]
    assert "السلام عليكم" in texts[3]


@pytest.mark.parametrize(("name", "told"), [("whole", WHOLE), ("hostile", HOSTILE)])
def test_tick_boxes_and_repeated_rows_survive_from_one_program_to_the_other(
    files: Files, folder: Path, name: str, told: Report
) -> None:
    (as_word,) = converted([files[f"{name}-odt"]], "docx", folder / "word")
    body = part_of(as_word.read_bytes(), "word/document.xml")
    checked = [box.get(f"{W14}val") for box in body.iter(f"{W14}checked")]
    assert (len(checked), checked.count("1")) == (reports.tick_boxes(told), reports.ticks(told))
    tables = list(body.iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f".//{W}tblHeader") is not None for table in tables)
    (as_odt,) = converted([files[f"{name}-docx"]], "odt", folder / "odt")
    body = part_of(as_odt.read_bytes(), "content.xml")
    repeated = list(body.iter(f"{TABLE}table-header-rows"))
    assert len(repeated) == len(list(body.iter(f"{TABLE}table"))) == len(tables)


def test_word_and_opendocument_files_can_be_printed(files: Files, folder: Path) -> None:
    printed = converted([files["whole-docx"], files["hostile-odt"]], "pdf", folder / "pdf")
    assert all(path.read_bytes().startswith(b"%PDF") for path in printed)


def test_the_sheets_of_a_workbook_open_with_their_rows(files: Files, folder: Path) -> None:
    converted([files["whole-xlsx"]], EVERY_SHEET, folder / "sheets")
    sheets = {}
    for path in (folder / "sheets").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as lines:
            sheets[path.stem.removeprefix("whole-xlsx-")] = list(csv.DictReader(lines))
    assert {name: len(rows) for name, rows in sheets.items()} == {
        "Profile": 15,
        "Parts": 8,
        "Statements": 32,
        "Strategies": 2,
        "Action plan": 5,
    }
    assert sheets["Profile"][1]["Now"] == reports.SENTENCE
    assert sheets["Action plan"][0]["By when"].endswith("2027")


@pytest.mark.parametrize("form", ["xlsx", "parts-csv", "statements-csv"])
def test_no_cell_becomes_a_formula(files: Files, folder: Path, form: str) -> None:
    (again,) = converted([files[f"hostile-{form}"]], "xlsx", folder / f"again-{form}")
    cells = [cell for page in load_workbook(again) for row in page.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells) is (form != "statements-csv")
    assert not [cell.value for cell in cells if cell.data_type == "f"]
