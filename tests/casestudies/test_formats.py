"""The finder's list in other formats: which studies, in which order, and for whom."""

from datetime import date
from io import BytesIO
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from tests.casestudies.files import body, book, rows, small_library, table
from tests.casestudies.hostile import HOSTILE
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    published_study,
    withdrawn,
)
from tests.factories.framework import PhaseFactory, SubPhaseFactory
from tests.factories.taxonomy import (
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
FORMATS = ["csv", "xlsx", "json", "atom"]


@pytest.fixture
def studies(index: CaseStudyIndexPage) -> dict[str, CaseStudyPage]:
    return small_library(index)


def titles(client: Client, name: str, query: str) -> list[str]:
    if name == "csv":
        return [row["Title"] for row in table(client, query)]
    if name == "xlsx":
        return [row["Title"] for row in rows(book(client, query), "Case studies")]
    answer = client.get(f"/case-studies/?format={name}&{query}").json()
    return [study["title"] for study in answer["case_studies"]]


@pytest.mark.parametrize("name", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(
    "query",
    ["", "sort=title", "sort=evidence", "phase=plan", "q=barbers", "truth=made-up&x=1", "q=zebra"],
)
def test_holds_what_the_page_lists_in_its_order(
    client: Client, studies: dict[str, CaseStudyPage], name: str, query: str
) -> None:
    shown = client.get(f"/case-studies/?{query}").context_data["results"]
    assert titles(client, name, query) == [result["plain_title"] for result in shown]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_is_not_public_is_in_any_format(
    client: Client, index: CaseStudyIndexPage, name: str
) -> None:
    secret = {"title": "Zebra", "summary": "Zebra", "outcomes": [OutcomeFactory(indicator="Zebra")]}
    published_study(index, slug="a", **secret).view_restrictions.create(restriction_type="login")
    published_study(index, slug="b", **secret).unpublish()
    withdrawn(published_study(index, slug="c", **secret))
    withdrawn(published_study(index, slug="d", **secret), delete_story=True)
    CaseStudyPageFactory(parent=index, title="Zebra", slug="e", live=False)
    published_study(index, title="Horse")
    for query in ("", "&q=zebra"):
        data = body(client, f"format={name}{query}")
        if name == "xlsx":
            sheets = load_workbook(BytesIO(data)).worksheets[:2]
            data = repr([list(sheet.values) for sheet in sheets]).encode()
        # What was asked for may be repeated; no title, slug or figure of a hidden study may be.
        assert b"Zebra" not in data
        assert (b"Horse" in data) == (not query)


@pytest.mark.parametrize("name", [*FORMATS, "pdf"])
def test_a_finder_for_a_few_is_for_these_in_every_format(
    client: Client, editor_client: Client, index: CaseStudyIndexPage, name: str
) -> None:
    index.view_restrictions.create(restriction_type="login")
    refused = client.get(f"/case-studies/?format={name}")
    assert refused.status_code == 302
    allowed = editor_client.get(f"/case-studies/?format={name}")
    assert allowed.status_code == (400 if name == "pdf" else 200)
    for answer in (refused, allowed):
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["pdf", "CSV", "html", "%00", "x" * 5000, "%ff", "<b>"])
def test_an_unknown_format_is_refused_with_those_that_are_known(
    client: Client, index: CaseStudyIndexPage, name: str
) -> None:
    response = client.get(f"/case-studies/?format={name}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    text = "We do not know this format. Choose one of: csv, xlsx, json, atom.\n"
    assert response.content.decode() == text


def test_no_format_is_the_page(client: Client, studies: dict[str, CaseStudyPage]) -> None:
    for query in ("format=", "x=csv", "format=csv&format="):
        assert client.get(f"/case-studies/?{query}")["Content-Type"].startswith("text/html")
    study = client.get(f"{studies['full'].url}?format=csv")
    assert study["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_may_be_kept_a_minute_and_is_not_for_search_engines(
    client: Client, studies: dict[str, CaseStudyPage], name: str
) -> None:
    page = client.get("/case-studies/")
    for answer in (client.get, client.head):
        response = answer(f"/case-studies/?format={name}")
        assert response.status_code == 200
        assert response["Cache-Control"] == page["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies
        file = f'attachment; filename="case-studies-{timezone.localdate():%Y-%m-%d}.{name}"'
        assert response.get("Content-Disposition") == (file if name in {"csv", "xlsx"} else None)
    assert "Content-Length" not in client.head("/case-studies/?format=xlsx").headers


@pytest.mark.parametrize("name", FORMATS)
def test_no_parameter_can_break_it(
    client: Client, studies: dict[str, CaseStudyPage], name: str
) -> None:
    for query in [*HOSTILE, "format=csv"]:
        assert body(client, f"{query}&format={name}"), query


QUERIES = ["", "q=study", "q=study&sort=title&phase=check"]


def test_takes_the_same_few_queries_for_5_and_25_studies(
    client: Client, index: CaseStudyIndexPage
) -> None:
    phase = PhaseFactory(identifier="check")
    part = SubPhaseFactory(phase=phase)

    def add(count: int) -> None:
        for _ in range(count):
            board = OrganisationFactory(valid_to=date(2026, 3, 31))
            board.successors.add(OrganisationFactory())
            published_study(
                index,
                organisation=board,
                phases=[phase],
                sub_phases=[CaseStudySubPhase(sub_phase=part)],
                outcomes=[OutcomeFactory()],
            )

    def counted(name: str, query: str) -> int:
        body(client, f"format={name}&{query}")
        with CaptureQueriesContext(connection) as captured:
            assert b"tudy" in body(client, f"format={name}&{query}") or name == "xlsx"
        return len(captured)

    every = list(product(("csv", "xlsx", "json"), QUERIES))
    add(5)
    with_five = [counted(name, query) for name, query in every]
    add(20)
    assert [counted(name, query) for name, query in every] == with_five
    assert max(with_five) <= 12
