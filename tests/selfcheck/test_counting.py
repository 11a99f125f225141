"""What is counted, what never is, and how small numbers are hidden."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from selfcheck.counting import count_finished, count_started
from selfcheck.enums import Route
from selfcheck.models import MonthlyCount, SelfCheck
from tests.factories.accounts import UserFactory
from tests.factories.selfcheck import SelfCheckFactory

pytestmark = pytest.mark.django_db
REGISTER = "/admin/self-check-counts/"
JULY = date(2026, 7, 1)
AUGUST = date(2026, 8, 1)


def counted() -> dict[str, tuple[int, int]]:
    return {row.route: (row.started, row.finished) for row in MonthlyCount.objects.all()}


def test_checks_are_counted_by_route() -> None:
    for route in (Route.QUICK, Route.QUICK, Route.DETAILED):
        count_started(SelfCheckFactory(route=route))
    assert counted() == {"quick": (2, 0), "detailed": (1, 0)}
    assert {row.month for row in MonthlyCount.objects.all()} == {
        timezone.localdate().replace(day=1)
    }


def test_a_check_is_counted_as_finished_once() -> None:
    self_check = SelfCheckFactory()
    same_in_another_window = SelfCheck.objects.get(pk=self_check.pk)
    for _ in range(2):
        count_finished(self_check)
        count_finished(same_in_another_window)
    assert counted() == {"quick": (0, 1)}
    assert SelfCheck.objects.get().finished


def test_to_count_takes_one_query_once_a_month_has_begun(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    self_check = SelfCheckFactory()
    count_started(self_check)
    with django_assert_num_queries(1):
        count_started(self_check)


def test_a_count_names_nobody() -> None:
    fields = {field.name for field in MonthlyCount._meta.get_fields()}
    assert fields == {"id", "month", "route", "started", "finished"}


@pytest.fixture
def counts(db: None) -> None:
    MonthlyCount.objects.create(month=JULY, route=Route.QUICK, started=3, finished=0)
    MonthlyCount.objects.create(month=AUGUST, route=Route.QUICK, started=123, finished=7)
    MonthlyCount.objects.create(month=AUGUST, route=Route.DETAILED, started=8, finished=1)


EXPECTED = [
    ("August 2026", "Detailed: every statement", "8", "1 to 7"),
    ("August 2026", "Quick: one question for each part", "123", "1 to 7"),
    ("July 2026", "Quick: one question for each part", "1 to 7", "0"),
]


def rows_of_csv(client: Client, query: str = "") -> list[tuple[str, ...]]:
    response = client.get(f"{REGISTER}?export=csv{query}")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0] == ["Month", "Route", "Started", "Finished"]
    return [tuple(row) for row in rows[1:]]


@pytest.mark.usefixtures("counts")
def test_the_page_shows_small_numbers_as_a_range(editor_client: Client) -> None:
    html = editor_client.get(REGISTER).content.decode()
    cells = [
        cell.split("</td>")[0].split(">", 1)[1].strip()
        for cell in html.split("<td")[1:]
        if "field-" in cell.split(">")[0]
    ]
    shown = [tuple(cells[start : start + 4]) for start in range(0, len(cells), 4)]
    assert [tuple(" ".join(strip_tags(cell).split()) for cell in row) for row in shown] == EXPECTED


@pytest.mark.usefixtures("counts")
def test_csv_holds_small_numbers_as_a_range(editor_client: Client) -> None:
    assert rows_of_csv(editor_client) == EXPECTED


@pytest.mark.usefixtures("counts")
def test_xlsx_holds_numbers_and_ranges(editor_client: Client) -> None:
    response = editor_client.get(f"{REGISTER}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    rows = [row[2:] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [(8, "1 to 7"), (123, "1 to 7"), ("1 to 7", 0)]


@pytest.mark.usefixtures("counts")
def test_the_route_can_be_chosen(editor_client: Client) -> None:
    rows = rows_of_csv(editor_client, "&route__exact=detailed")
    assert rows == EXPECTED[:1]


@pytest.mark.usefixtures("counts")
@pytest.mark.parametrize(
    "query", ["started=3", "started__lt=5", "finished__gte=7", "month__year=2026&finished=1"]
)
def test_a_small_number_cannot_be_asked_for(editor_client: Client, query: str) -> None:
    assert editor_client.get(f"{REGISTER}?{query}").status_code == 200
    assert rows_of_csv(editor_client, f"&{query}") == EXPECTED


@pytest.mark.usefixtures("counts")
@pytest.mark.parametrize("order", ["2", "-2", "3", "-3"])
def test_small_numbers_cannot_be_put_in_order(editor_client: Client, order: str) -> None:
    MonthlyCount.objects.create(month=JULY, route=Route.DETAILED, started=2, finished=2)
    as_it_comes = rows_of_csv(editor_client)
    assert sorted(rows_of_csv(editor_client, f"&o={order}")) == sorted(as_it_comes)
    assert rows_of_csv(editor_client, f"&o={order}") == rows_of_csv(editor_client, "&o=")


@pytest.mark.usefixtures("counts")
def test_nobody_changes_a_count_by_hand(editor_client: Client) -> None:
    count = MonthlyCount.objects.first()
    assert count is not None
    html = editor_client.get(REGISTER).content.decode()
    for action in ("create/", f"edit/{count.pk}/", f"delete/{count.pk}/", f"inspect/{count.pk}/"):
        assert REGISTER + action not in html
        assert editor_client.get(REGISTER + action).status_code in {302, 403, 404}
        assert editor_client.post(REGISTER + action).status_code in {302, 403, 404}
    assert MonthlyCount.objects.count() == 3


@pytest.mark.usefixtures("counts")
def test_whoever_works_on_pages_may_look_and_nobody_else(client: Client) -> None:
    assert client.get(REGISTER).status_code == 302
    for group, allowed in (("Editors", True), ("Readers", False)):
        person = UserFactory()
        person.groups.add(Group.objects.get_or_create(name=group)[0])
        client.force_login(person)
        assert (client.get(REGISTER).status_code == 200) is allowed
