"""The cross-walk as files: what they say, with which filters, and how LibreOffice reads them."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from guidance.cross_walk.formats import FORMATS
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory
from tests.guidance.cross_walk.conftest import World
from tests.officefiles.office import EVERY_SHEET, PLAIN_TEXT, converted, program
from tests.queries import queries_of

PATH = "/strategies/cross-walk/"
HOSTILE = '=HYPERLINK("https://example.org";"Click")'
pytestmark = pytest.mark.usefixtures("home_page")


def file_of(client: Client, form: str, query: str = "") -> bytes:
    response = client.get(f"{PATH}{form}/{query}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    return bytes(response.content)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.form)
def test_each_kind_is_a_file_to_keep(client: Client, world: World, known: object) -> None:
    for form in (each for each in FORMATS if each is known):
        response = client.get(f"{PATH}{form.form}/")
        assert response.headers["Content-Type"] == form.media_type
        assert response.headers["Content-Disposition"].endswith(f'.{form.form}"')
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert len(response.content) > 100
        assert client.head(f"{PATH}{form.form}/").content == b""


def test_a_kind_that_we_do_not_make_names_those_that_we_do(client: Client, world: World) -> None:
    response = client.get(f"{PATH}pages/")
    assert response.status_code == 400
    html = response.content.decode()
    for known in FORMATS:
        assert f'<a href="{PATH}{known.form}/">{known.words}</a>' in html


def test_a_table_has_a_row_for_each_link_and_for_what_nothing_serves(
    client: Client, world: World
) -> None:
    rows = rows_of(file_of(client, "csv"))
    assert [(row["Part of the strategy"], row["What serves it"]) for row in rows] == [
        ("Involve people", "The part as a whole"),
        ("Involve people", "Choose with people."),
        ("Buy beds", "Nothing serves it, in what we have read of the framework."),
    ]
    assert rows[1]["Level"] == "Maturing"
    assert rows[1]["Phase"] == "5 Engage"
    assert rows[0]["Status since"] == "2025-07-03"
    assert rows[2]["Status"] == "Changing"
    assert rows[2]["Wording read"] == "No"


def test_a_file_has_the_same_filters_as_the_page(client: Client, world: World) -> None:
    rows = rows_of(file_of(client, "csv", "?by=part&work=strategic&phase=engage&status=nonsense"))
    assert [row["What serves it"] for row in rows] == ["The board chooses with people."]


def test_the_cost_of_a_file_does_not_grow(client: Client, world: World) -> None:
    client.get(PATH)
    before = queries_of(client, f"{PATH}csv/?status=in-force")
    LinkFactory.create_batch(10, element=world.served)
    client.get(PATH)
    assert queries_of(client, f"{PATH}csv/?status=in-force") == before <= 8


@pytest.fixture
def hostile(world: World) -> World:
    """The same with words that a spreadsheet would run."""
    strategy = StrategyFactory(identifier="bad", name=HOSTILE, owner="@SUM(A1)", account="-1+1")
    element = ElementFactory(strategy=strategy, name=HOSTILE)
    LinkFactory(element=element, sub_phase=world.check, why="+1\u202e x")
    return world


def test_no_cell_of_a_table_is_a_formula(client: Client, hostile: World) -> None:
    row = rows_of(file_of(client, "csv"))[-1]
    assert row["Strategy"] == f"'{HOSTILE}"
    assert row["Owner"] == "'@SUM(A1)"
    assert row["How it serves it"] == "'+1 x"


def saved(client: Client, folder: Path, form: str, query: str = "") -> Path:
    path = folder / f"walk{query.strip('?').replace('=', '-')}-{form}.{form}"
    path.write_bytes(file_of(client, form, query))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program("soffice")
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def test_the_annex_says_what_it_is_in_both_kinds_and_with_the_same_words(
    client: Client, hostile: World, folder: Path
) -> None:
    made = [saved(client, folder, form, "?by=part") for form in ("docx", "odt")]
    made += [saved(client, folder, form) for form in ("docx", "odt")]
    texts = [
        path.read_text("utf-8-sig") for path in converted(made, PLAIN_TEXT, folder.parent / "text")
    ]
    words = [[word for word in text.split() if word != "•"] for text in texts]
    assert words[0] == words[1]
    assert words[2] == words[3]
    for text in texts:
        assert "How the framework fits with strategies and duties" in text
        assert "The links are our own reading." in text
        assert "None: this is the whole list." in text
        assert "In force, since 3 July 2025" in text
        assert "It may end." in text
        assert "Open Government Licence" in text
        assert "Choose with people." in text
        assert HOSTILE in text
    assert "Nothing serves it, in what we have read of the framework." in texts[2]


def test_the_annex_names_the_filters_that_were_used(
    client: Client, world: World, folder: Path
) -> None:
    made = saved(client, folder, "odt", "?status=in-force")
    (text,) = converted([made], PLAIN_TEXT, folder.parent / "text")
    said = text.read_text("utf-8-sig")
    assert "Filters used: Status: In force" in said
    assert "The plan" not in said


def test_the_sheets_open_with_the_cells_of_the_table(
    client: Client, hostile: World, folder: Path
) -> None:
    book = saved(client, folder, "xlsx")
    converted([book], EVERY_SHEET, folder.parent / "sheets")
    sheets = {}
    for path in (folder.parent / "sheets").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as lines:
            sheets[path.stem.rpartition("-")[2]] = list(csv.DictReader(lines))
    assert {name: len(rows) for name, rows in sheets.items()} == {
        "walk": 4,
        "Strategies": 3,
        "About": 8,
    }
    table = rows_of(file_of(client, "csv"))
    for shown, row in zip(sheets["walk"], table, strict=True):
        same = row.keys() - {"Status since", "Check again by"}
        assert {name: shown[name] for name in same} == {
            name: row[name].removeprefix("'") for name in same
        }
    assert sheets["walk"][0]["Status since"].endswith("2025")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nothing_runs_when_it_is_opened(
    client: Client, hostile: World, folder: Path, form: str
) -> None:
    (again,) = converted([saved(client, folder, form)], "xlsx", folder.parent / f"again-{form}")
    cells = [cell for page in load_workbook(again) for row in page.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell.value for cell in cells if cell.data_type == "f"]
