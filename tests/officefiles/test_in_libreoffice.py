"""Files as LibreOffice opens them: links lead, lists count, and nothing is lost on the way."""

from pathlib import Path

import pytest

from officefiles.opendocument import opendocument_file
from officefiles.word import word_file
from tests.officefiles import documents
from tests.officefiles.office import PLAIN_TEXT, TEXT, W, converted, part_of, program

HREF = "{http://www.w3.org/1999/xlink}href"
FILES = {"docx": word_file, "odt": opendocument_file}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program("soffice")
    return tmp_path_factory.mktemp("converted")


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, Path]:
    made = {}
    for ending, draw in FILES.items():
        for name, told in {"whole": documents.whole(), "hostile": documents.hostile()}.items():
            path = folder / f"{name}-{ending}.{ending}"
            path.write_bytes(draw(told))
            made[path.stem] = path
    return made


def test_both_files_hold_the_same_words_and_each_list_counts_from_one(
    files: dict[str, Path], folder: Path
) -> None:
    texts = [
        path.read_text("utf-8-sig").split()
        for path in converted(list(files.values()), PLAIN_TEXT, folder / "text")
    ]
    whole_word, hostile_word, whole_odt, hostile_odt = texts
    assert [word for word in whole_word if word != "•"] == [
        word for word in whole_odt if word != "•"
    ]
    assert hostile_word == hostile_odt
    assert " ".join(whole_odt).count("1. ") == 2
    assert "1. Listen again 2. Tell them what changed" in " ".join(whole_word)


def test_links_lead_to_the_same_place_when_either_file_is_written_again(
    files: dict[str, Path], folder: Path
) -> None:
    (as_odt,) = converted([files["whole-docx"]], "odt", folder / "odt")
    links = part_of(as_odt.read_bytes(), "content.xml").iter(f"{TEXT}a")
    assert [link.get(HREF) for link in links] == [
        documents.ADDRESS,
        documents.MAIL,
        documents.ADDRESS,
    ]
    (as_word,) = converted([files["whole-odt"]], "docx", folder / "word")
    body = part_of(as_word.read_bytes(), "word/document.xml")
    fields = [found.text for found in body.iter(f"{W}instrText")]
    with_place = [field for field in fields if "HYPERLINK" in field and '"top"' in field]
    assert len(with_place) == 2
    assert ["".join(link.itertext()) for link in body.iter(f"{W}hyperlink")] == ["them"]
