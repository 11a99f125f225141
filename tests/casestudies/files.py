"""A small library of case studies, and its files as those who get them read them."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.test import Client
from openpyxl import Workbook, load_workbook

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from tests.factories.casestudies import OutcomeFactory, account_only, published_study
from tests.factories.framework import PhaseFactory, SubPhaseFactory, four_levels
from tests.factories.taxonomy import (
    ApproachFactory,
    OrganisationFactory,
    PopulationGroupFactory,
    RegionFactory,
)

FORMULA = "=HYPERLINK(1)"


def small_library(index: CaseStudyIndexPage) -> dict[str, CaseStudyPage]:
    """A full record, one of which little is known, and one that is made up."""
    emerging, developing, *_ = four_levels()
    plan = PhaseFactory(number=3, identifier="plan", name="Plan")
    part = SubPhaseFactory(phase=plan, letter="a", title="Deciding together")
    south = RegionFactory(name="South")
    old = OrganisationFactory(name="Old ICB", region=south, valid_to=date(2026, 3, 31))
    old.successors.add(OrganisationFactory(name="New ICB", valid_from=date(2026, 4, 1)))
    return {
        "full": published_study(
            index,
            title="Barbers",
            summary=FORMULA,
            organisation=old,
            started=date(2024, 1, 8),
            ended=date(2025, 3, 1),
            phases=[plan],
            groups=[PopulationGroupFactory(name="Carers"), PopulationGroupFactory(name="Boaters")],
            approaches=[ApproachFactory(name="Co-design")],
            what_did_not_work="<p>Leaflets &amp; posters.</p><p>Nobody came.</p>",
            confirmed_by="\uff1dTwo elders",
            confirmed_on=date(2025, 4, 1),
            sub_phases=[
                CaseStudySubPhase(sub_phase=part, level_before=emerging, level_after=developing)
            ],
            outcomes=[
                OutcomeFactory(),
                OutcomeFactory(
                    kind="gap",
                    comparison="Everybody else",
                    comparison_baseline=54,
                    comparison_followup=61,
                    splits=["ethnicity", "age"],
                ),
            ],
        ),
        "bare": published_study(index, title="Asthma"),
        "made up": published_study(
            index,
            title="Demonstration: cafés “für alle” ☕",
            demonstration=True,
            fictional_organisation="Larkwater (made up)",
            outcomes=[
                account_only(suppressed=True, unit="people", statement="\u200b+1 person."),
            ],
        ),
    }


def body(client: Client, query: str = "", **headers: Any) -> bytes:
    response = client.get(f"/case-studies/?{query}", headers=headers)
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = body(client, f"format=csv&{query}").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def book(client: Client, query: str = "") -> Workbook:
    return load_workbook(BytesIO(body(client, f"format=xlsx&{query}")))


def rows(workbook: Workbook, title: str) -> list[dict[str, Any]]:
    heading, *lines = workbook[title].iter_rows(values_only=True)
    return [dict(zip(heading, line, strict=True)) for line in lines]
