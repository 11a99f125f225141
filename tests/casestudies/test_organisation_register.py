"""The register of organisations: what it shows, how it is filtered, and what it costs."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from casestudies.models import CaseStudyIndexPage
from taxonomy.models import Organisation, Region
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import published_study
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db
REGISTER = "/admin/organisations-register/"


@pytest.fixture
def boards(index: CaseStudyIndexPage) -> list[Organisation]:
    """One that ended, one that followed it, and one that never had a case study."""
    old = OrganisationFactory(
        name="Old board", valid_from=date(2022, 7, 1), valid_to=date(2026, 3, 31), note="=1+1"
    )
    new = OrganisationFactory(name="New board", valid_from=date(2026, 4, 1))
    old.successors.add(new)
    published_study(index, title="Barbers", organisation=old)
    published_study(index, title="Dentists", organisation=old)
    published_study(index, title="Hidden", organisation=new).unpublish()
    return [old, new, OrganisationFactory(name="Third board")]


def csv_rows(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    response = client.get(f"{REGISTER}?export=csv{query}")
    text = b"".join(response.streaming_content).decode()
    return {row["Name"]: row for row in csv.DictReader(StringIO(text))}


def test_shows_dates_successors_and_public_case_studies(
    editor_client: Client, boards: list[Organisation]
) -> None:
    html = editor_client.get(REGISTER).content.decode()
    address = f"/admin/snippets/taxonomy/organisation/edit/{boards[0].pk}/"
    assert f'<a href="{address}">Old board</a>' in html
    assert "July 2022 to March 2026" in html
    rows = csv_rows(editor_client)
    assert rows["Old board"]["Public case studies"] == "2"
    assert rows["Old board"]["Followed by"] == "New board"
    assert rows["Old board"]["Note"] == "'=1+1"
    assert rows["New board"]["Public case studies"] == "0"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("there=now", {"New board", "Third board"}),
        ("there=ended", {"Old board"}),
        ("studies=some", {"Old board"}),
        ("studies=none&there=now", {"New board", "Third board"}),
        ("q=third", {"Third board"}),
        ("there=odd&studies=odd", {"Old board", "New board", "Third board"}),
    ],
)
def test_filters_and_searches(
    editor_client: Client, boards: list[Organisation], query: str, names: set[str]
) -> None:
    assert editor_client.get(f"{REGISTER}?{query}").status_code == 200
    assert csv_rows(editor_client, f"&{query}").keys() == names


def test_filters_by_region(editor_client: Client, boards: list[Organisation]) -> None:
    region = boards[2].region
    assert region
    assert csv_rows(editor_client, f"&region={region.slug}").keys() == {"Third board"}


def test_opens_as_a_spreadsheet(editor_client: Client, boards: list[Organisation]) -> None:
    response = editor_client.get(f"{REGISTER}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet
    assert [cell.value for cell in sheet["A"]] == ["Name", "New board", "Old board", "Third board"]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_two_hundred_cost_no_more_queries(
    editor_client: Client, boards: list[Organisation]
) -> None:
    def cost() -> int:
        editor_client.get(REGISTER)
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(REGISTER)
        return len(queries)

    few = cost()
    region = Region.objects.first()
    made = [
        Organisation(slug=f"board-{number}", name=f"Board {number}", region=region)
        for number in range(200)
    ]
    Organisation.objects.bulk_create(made)
    assert cost() == few


def test_offers_no_way_to_change_anything(
    editor_client: Client, boards: list[Organisation]
) -> None:
    for action in ("create/", f"edit/{boards[0].pk}/", f"delete/{boards[0].pk}/"):
        assert editor_client.post(REGISTER + action).status_code in {302, 403}
    assert Organisation.objects.count() == len(boards)


def test_is_for_those_who_work_on_pages(client: Client, boards: list[Organisation]) -> None:
    client.force_login(UserFactory())
    assert client.get(REGISTER).status_code == 302
