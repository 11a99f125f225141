"""What stands in the CSV file and in the workbook, and that nothing in them runs."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies import formats
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from framework.models import Measure
from tests.casestudies.files import FORMULA, body, book, rows, small_library, table
from tests.factories.casestudies import OutcomeFactory, published_study

pytestmark = pytest.mark.django_db


@pytest.fixture
def studies(index: CaseStudyIndexPage) -> dict[str, CaseStudyPage]:
    return small_library(index)


def test_csv_opens_as_utf_8_with_a_row_for_each_study(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    assert body(client, "format=csv").startswith(b"\xef\xbb\xbfTitle,")
    full = next(row for row in table(client) if row["Title"] == "Barbers")
    assert full["Address"] == "http://testserver/case-studies/" + studies["full"].slug + "/"
    assert full["Organisation at the time"] == "Old ICB (until March 2026)"
    assert full["Who followed the organisation"] == "Followed by New ICB, from April 2026"
    assert (full["Region"], full["Started"], full["Ended"]) == ("South", "2024-01-08", "2025-03-01")
    assert full["Phases of the framework"] == "3 Plan"
    part = studies["full"].sub_phases.get().sub_phase
    assert full["Parts and levels"] == f"{part}: moved from Emerging to Developing, in 14 months"
    assert full["People and places"] == "Boaters; Carers"
    assert full["Kind of evidence"] == "Before and after with comparison"
    assert full["Outcomes"].startswith(
        "Measured: More people came. (People who came: from 41% (Mar 2024) to 53% (Mar 2025):"
        " up 12 percentage points) | Measured: "
    )
    assert full["What did not work"] == "Leaflets & posters. Nobody came."
    assert full["Lasting identifier"] == str(studies["full"].translation_key)
    made_up = {row["Title"]: row["Made-up example"] for row in table(client)}
    assert made_up == {"Barbers": "No", "Asthma": "No", "Demonstration: cafés “für alle” ☕": "Yes"}


def test_the_measure_of_an_outcome_is_in_every_file(
    client: Client, index: CaseStudyIndexPage
) -> None:
    heard = Measure.objects.create(
        identifier="heard", rung="participants", name="People who felt heard", shows="It."
    )
    outcomes = [OutcomeFactory(measure=heard), OutcomeFactory(measure=heard), OutcomeFactory()]
    published_study(index, title="Heard", outcomes=outcomes)
    (row,) = table(client)
    assert row["Measures from our library"] == "People who felt heard"
    workbook = book(client)
    (study,) = rows(workbook, "Case studies")
    assert study["Measures from our library"] == "People who felt heard"
    named = [row["Measure from our library"] for row in rows(workbook, "Outcomes")]
    assert named == ["People who felt heard", "People who felt heard", None]


def test_no_cell_of_a_csv_file_is_a_formula(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    full = next(row for row in table(client) if row["Title"] == "Barbers")
    assert full["Summary"] == f"'{FORMULA}"
    assert full["Confirmed by"] == "'\uff1dTwo elders"


def test_xlsx_holds_numbers_and_dates_as_they_are(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    workbook = book(client)
    assert workbook.sheetnames == ["Case studies", "Outcomes", "About"]
    full = next(row for row in rows(workbook, "Case studies") if row["Title"] == "Barbers")
    assert full["Started"] == datetime(2024, 1, 8)  # noqa: DTZ001 - a cell has no time zone
    assert full["Number of outcomes"] == 2
    gap = next(row for row in rows(workbook, "Outcomes") if row["Compared with"])
    assert (gap["Before"], gap["After"], gap["Other group, before"]) == (41, 53, 54)
    assert gap["Date after"] == datetime(2025, 3, 31)  # noqa: DTZ001 - a cell has no time zone
    assert (gap["Status"], gap["Small number hidden"]) == ("Measured", "No")
    assert gap["Shown apart by"] == "Ethnicity; Age"
    assert gap["Gap"].startswith("The gap was 13 percentage points (Mar 2024)")
    assert len(rows(workbook, "Outcomes")) == 3
    for sheet in workbook:
        assert sheet.freeze_panes == "B2"
        assert sheet.column_dimensions["A"].width >= 40
        assert sheet["A1"].font.bold


def test_xlsx_hides_small_numbers_and_says_so(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    workbook = book(client, "truth=made-up")
    (hidden,) = rows(workbook, "Outcomes")
    assert hidden["Small number hidden"] == "Yes"
    assert (hidden["Before"], hidden["After"], hidden["Change"]) == (None, None, None)
    assert hidden["Outcome"] == "'\u200b+1 person."
    notes = {row["About this file"]: row["What to know"] for row in rows(workbook, "About")}
    assert notes["Where this list is"] == "http://testserver/case-studies/?truth=made-up"
    assert notes["Case studies in this file"] == notes["Case studies on the list"] == "1"
    assert "never happened" in notes["Made-up example"]
    assert "does not mean 0" in notes["Small number hidden"]
    assert "Cut short" not in notes


def test_no_cell_of_a_workbook_is_a_formula(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    cells = [cell for sheet in book(client) for line in sheet.iter_rows() for cell in line]
    assert f"'{FORMULA}" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}


def test_marks_that_a_workbook_cannot_hold_are_left_out(
    client: Client, index: CaseStudyIndexPage
) -> None:
    published_study(index, title="A\x0bb\x1f", summary="#N/A", place="x" * 160)
    (study,) = rows(book(client), "Case studies")
    assert (study["Title"], study["Summary"]) == ("Ab", "#N/A")
    assert table(client)[0]["Title"] == "Ab"


def test_a_file_that_is_cut_short_says_so(
    client: Client, studies: dict[str, CaseStudyPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MOST_IN_CSV", 2)
    monkeypatch.setattr(formats, "MOST_IN_XLSX", 1)
    *kept, last = table(client, "sort=title")
    assert [row["Title"] for row in kept] == ["Asthma", "Barbers"]
    assert last["Title"] == (
        "This file is cut short. It holds the first 2 of 3 case studies. Choose more filters to get"
        " a shorter list: http://testserver/case-studies/?sort=title"
    )
    workbook = book(client, "sort=title")
    assert [row["Title"] for row in rows(workbook, "Case studies")] == ["Asthma"]
    notes = {row["About this file"]: row["What to know"] for row in rows(workbook, "About")}
    assert "the first 1 of 3" in notes["Cut short"]
    assert notes["Case studies in this file"] == "1"


def test_a_long_list_is_read_in_batches_of_a_fixed_number_of_queries(
    client: Client, studies: dict[str, CaseStudyPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(table(client)) == 3
        return len(captured)

    table(client)
    in_one = counted()
    monkeypatch.setattr("casestudies.records.BATCH", 1)
    # Only the study of a board that has closed asks who followed it.
    assert counted() == in_one + 2 * 3
