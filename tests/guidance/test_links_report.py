"""The report of statements that lack guidance, examples, measures or strategies."""

import csv
from io import StringIO

import pytest
from django.test import Client

from casestudies.models import CaseStudySubPhase
from framework.models import Statement
from guidance.models import GuidanceIndexPage
from pages.models import HomePage
from search.actions import index_page
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyIndexPageFactory, published_study
from tests.factories.framework import MeasureFactory, StatementFactory, SubPhaseFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.strategies import LinkFactory
from tests.queries import queries_of

REPORT = "/admin/reports/statements-without-links/"
FOUR = ["Guidance", "Examples", "Measures", "Strategies"]


@pytest.fixture
def statement(home_page: HomePage) -> Statement:
    return StatementFactory(text="Ask first.")


@pytest.fixture
def guidance(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


def rows(client: Client, asked: str = "&missing=") -> dict[str, list[str]]:
    """The exported report: for each statement, what it has of the four."""
    answer = client.get(f"{REPORT}?export=csv{asked}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = csv.DictReader(StringIO(text))
    return {row["Statement"]: [row[name] for name in FOUR] for row in found}


def give_all(statement: Statement, guidance: GuidanceIndexPage, home: HomePage) -> None:
    page = GuidancePageFactory(parent=guidance)
    page.sub_phases = [statement.sub_phase]
    page.save()
    index = CaseStudyIndexPageFactory(parent=home)
    worked_on = CaseStudySubPhase(sub_phase=statement.sub_phase)
    index_page(page=published_study(index, sub_phases=[worked_on]))
    MeasureFactory().sub_phases.add(statement.sub_phase)
    LinkFactory(sub_phase=statement.sub_phase)


def test_a_statement_without_any_link_lacks_all_four(
    editor_client: Client, statement: Statement
) -> None:
    assert rows(editor_client) == {"Ask first.": ["Missing"] * 4}


def test_what_the_part_has_counts_for_its_statements(
    editor_client: Client, statement: Statement, guidance: GuidanceIndexPage, home_page: HomePage
) -> None:
    give_all(statement, guidance, home_page)
    assert rows(editor_client) == {"Ask first.": ["Yes"] * 4}


def test_what_is_for_another_statement_does_not_count(
    editor_client: Client, statement: Statement, guidance: GuidanceIndexPage
) -> None:
    other = StatementFactory(sub_phase=statement.sub_phase, text="Another.")
    page = GuidancePageFactory(parent=guidance)
    page.statements = [other]
    page.save()
    MeasureFactory().statements.add(other)
    LinkFactory(sub_phase=other.sub_phase, statement=other)
    found = rows(editor_client)
    assert found["Ask first."] == ["Missing"] * 4
    assert found["Another."] == ["Yes", "Missing", "Yes", "Yes"]


def test_guidance_that_readers_cannot_see_does_not_count(
    editor_client: Client, statement: Statement, guidance: GuidanceIndexPage
) -> None:
    page = GuidancePageFactory(parent=guidance, live=False)
    page.statements = [statement]
    page.save()
    assert rows(editor_client)["Ask first."][0] == "Missing"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("&missing=any", {"Without."}),
        ("&missing=guidance", {"Without."}),
        ("&missing=measures", {"Without."}),
        ("&missing=nonsense", {"Without.", "Ask first."}),
        ("&missing=", {"Without.", "Ask first."}),
        ("", {"Without."}),
    ],
)
def test_it_can_be_narrowed(
    editor_client: Client,
    statement: Statement,
    guidance: GuidanceIndexPage,
    home_page: HomePage,
    asked: str,
    shown: set[str],
) -> None:
    give_all(statement, guidance, home_page)
    StatementFactory(sub_phase=SubPhaseFactory(), text="Without.")
    assert set(rows(editor_client, asked)) == shown


def test_where_nothing_is_missing_it_says_so(
    editor_client: Client, statement: Statement, guidance: GuidanceIndexPage, home_page: HomePage
) -> None:
    said = "Every statement has guidance, examples, measures and strategies."
    assert said not in editor_client.get(REPORT).content.decode()
    give_all(statement, guidance, home_page)
    assert said in editor_client.get(REPORT).content.decode()
    part = f"?sub_phase={statement.sub_phase.pk}"
    assert said not in editor_client.get(f"{REPORT}{part}").content.decode()
    assert "Ask first." in editor_client.get(f"{REPORT}?missing=").content.decode()


def test_a_cell_cannot_start_a_formula(editor_client: Client, statement: Statement) -> None:
    Statement.objects.update(text="=1+1")
    assert list(rows(editor_client)) == ["'=1+1"]


def test_each_row_leads_to_where_links_are_made(
    editor_client: Client, statement: Statement
) -> None:
    html = editor_client.get(REPORT).content.decode()
    assert f'href="/admin/framework-links/statement/{statement.pk}/"' in html
    assert "Missing" in html


def test_it_is_in_the_menu_of_those_who_can_mend_it(editor_client: Client, db: None) -> None:
    assert f'"url": "{REPORT}"' in editor_client.get("/admin/").content.decode()


def test_who_can_link_nothing_may_not_read_it(client: Client, db: None) -> None:
    assert client.get(REPORT).status_code == 302
    client.force_login(UserFactory())
    assert client.get(REPORT).status_code in {302, 403}


def test_it_costs_the_same_for_5_and_300_statements(
    editor_client: Client, statement: Statement
) -> None:
    StatementFactory.create_batch(4, sub_phase=statement.sub_phase)
    with_5 = queries_of(editor_client, REPORT)
    StatementFactory.create_batch(295, sub_phase=statement.sub_phase)
    with_300 = queries_of(editor_client, REPORT)
    assert with_300 <= with_5 + 1 <= 40
