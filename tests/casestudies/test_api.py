"""Case studies for programs: what is said, and that it is what the OpenAPI file says."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from casestudies.api import PAGE_SIZE
from casestudies.enums import (
    FORMATS,
    Direction,
    Facet,
    MeasuredBy,
    OutcomeKind,
    OutcomeStatus,
    Sort,
)
from casestudies.evidence import EvidenceLabel
from casestudies.loading import study_files
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from casestudies.options import fixed_options
from casestudies.views import OPENAPI
from framework.enums import Lens, Reach, Split
from framework.models import Measure
from pages.models import HomePage
from search.models import SearchDocument
from tests.factories.casestudies import OutcomeFactory, account_only, published_study
from tests.factories.framework import PhaseFactory, SubPhaseFactory, four_levels
from tests.factories.taxonomy import OrganisationFactory, PopulationGroupFactory, RegionFactory

pytestmark = pytest.mark.django_db
DOCUMENT = json.loads(OPENAPI.read_bytes())
SCHEMAS = DOCUMENT["components"]["schemas"]
PARAMETERS = {each["name"]: each for each in DOCUMENT["components"]["parameters"].values()}
OUTLINE = (Facet.PHASE, Facet.SUB_PHASE)
# What the file's schemas call the closed lists that are also asked for by a parameter.
IN_ANSWERS = {
    "OutcomeKind": OutcomeKind.values,
    "OutcomeStatus": OutcomeStatus.values,
    "Direction": Direction.values,
    "Split": Split.values,
    "MeasuredBy": MeasuredBy.values,
    "KindOfWork": Lens.values,
    "Reach": Reach.values,
    "Evidence": list(EvidenceLabel),
}


def asked(client: Client, query: str = "") -> dict[str, Any]:
    """An answer that is as the OpenAPI file has it, down to the last field."""
    response = client.get(f"/case-studies/?format=json&{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    assert problems(answer) == []
    return answer


def problems(answer: dict[str, Any]) -> list[str]:
    schema = {**SCHEMAS["CaseStudyList"], "components": DOCUMENT["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


@pytest.fixture
def study(index: CaseStudyIndexPage) -> CaseStudyPage:
    """A study of which everything is known."""
    emerging, developing, *_ = four_levels()
    plan = PhaseFactory(number=3, identifier="plan", name="Plan")
    south = RegionFactory(slug="south", name="South")
    old = OrganisationFactory(slug="old", name="Old ICB", region=south, valid_to=date(2026, 3, 31))
    old.successors.add(OrganisationFactory(slug="new", name="New ICB", valid_from=date(2026, 4, 1)))
    return published_study(
        index,
        title="Barbers",
        slug="barbers",
        organisation=old,
        place="Town",
        lens="operational",
        reach="place",
        started=date(2024, 1, 8),
        ended=date(2025, 3, 1),
        phases=[plan],
        groups=[PopulationGroupFactory(slug="carers", name="Carers")],
        what_did_not_work="<p>Leaflets &amp; <b>posters</b>.</p>",
        confirmed_by="Two elders",
        confirmed_on=date(2025, 4, 1),
        review_by=date(2027, 4, 1),
        sub_phases=[
            CaseStudySubPhase(
                sub_phase=SubPhaseFactory(phase=plan, letter="a", title="Deciding together"),
                level_before=emerging,
                level_after=developing,
            )
        ],
        outcomes=[
            OutcomeFactory(
                kind="gap",
                baseline_value=Decimal("41.5"),
                baseline_denominator=200,
                comparison="Everybody else",
                comparison_baseline=54,
                splits=["ethnicity"],
            )
        ],
    )


def test_says_everything_of_a_study(client: Client, study: CaseStudyPage) -> None:
    (told,) = asked(client)["case_studies"]
    assert told["id"] == str(study.translation_key)
    assert told["address"] == "http://testserver/case-studies/barbers/"
    assert told["made_up"] is False
    assert told["organisation"] == {
        "slug": "old",
        "name": "Old ICB",
        "name_at_the_time": "Old ICB (until March 2026)",
        "until": "2026-03-31",
        "followed_by": [{"slug": "new", "name": "New ICB", "from": "2026-04-01"}],
        "note": "Followed by New ICB, from April 2026",
        "region": {"slug": "south", "name": "South"},
    }
    assert told["kind_of_work"] == {"value": "operational", "label": "Operational"}
    assert told["phases"] == [{"slug": "plan", "name": "3 Plan"}]
    assert told["groups"] == [{"slug": "carers", "name": "Carers"}]
    assert told["parts"] == [
        {
            "part": "3a",
            "title": "Deciding together",
            "level_before": {"value": "emerging", "label": "Emerging"},
            "level_after": {"value": "developing", "label": "Developing"},
            "months": 14,
        }
    ]
    assert told["evidence"]["label"] == "Before and after"
    assert told["what_did_not_work"] == "Leaflets & posters."
    assert (told["confirmed_by"], told["confirmed_on"]) == ("Two elders", "2025-04-01")
    assert (told["started"], told["review_by"]) == ("2024-01-08", "2027-04-01")


def test_says_everything_of_an_outcome(client: Client, study: CaseStudyPage) -> None:
    (outcome,) = asked(client)["case_studies"][0]["outcomes"]
    assert outcome["before"] == {"value": 41.5, "date": "2024-03-31", "out_of": 200}
    assert outcome["after"] == {"value": 53, "date": "2025-03-31", "out_of": None}
    assert outcome["comparison"] == {"with": "Everybody else", "before": 54, "after": None}
    assert outcome["change"].endswith("up 11.5 percentage points")
    assert outcome["gap"] == [
        "The gap was 12.5 percentage points (Mar 2024): 41.5%, against 54% in the other group.",
        "As a ratio it was 0.77. A ratio of 1 would mean no gap.",
    ]
    assert outcome["splits"] == [{"value": "ethnicity", "label": "Ethnicity"}]
    assert outcome["small_number_hidden"] is False
    assert outcome["measure"] is None


def test_names_the_measure_of_an_outcome(client: Client, index: CaseStudyIndexPage) -> None:
    gap = Measure.objects.create(identifier="the-gap", rung="gap", name="The gap", shows="It.")
    published_study(index, outcomes=[OutcomeFactory(measure=gap)])
    (outcome,) = asked(client)["case_studies"][0]["outcomes"]
    assert outcome["measure"] == {
        "identifier": "the-gap",
        "name": "The gap",
        "path": "/measures/the-gap/",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {
            "suppressed": True,
            "unit": "people",
            "baseline_value": None,
            "followup_value": None,
        },
        {"unit": "people", "followup_value": 3, "comparison": "x", "comparison_followup": 400},
        {"unit": "people", "comparison": "x", "comparison_followup": 3},
        {"followup_denominator": 5},
    ],
)
def test_a_small_number_is_null_with_all_that_would_give_it_away(
    client: Client, index: CaseStudyIndexPage, fields: dict[str, Any]
) -> None:
    """By the editor's tick, or because of its size: older records may hold small numbers."""
    published_study(index, outcomes=[OutcomeFactory(**fields)])
    (told,) = asked(client)["case_studies"]
    (outcome,) = told["outcomes"]
    assert outcome["small_number_hidden"] is True
    assert (outcome["before"]["value"], outcome["after"]["value"]) == (None, None)
    assert (outcome["comparison"]["before"], outcome["comparison"]["after"]) == (None, None)
    assert outcome["after"]["out_of"] is None
    assert (outcome["change"], outcome["gap"]) == ("", [])
    assert told["evidence"]["value"] == "account-only"


def test_what_is_not_known_is_null_or_empty(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(index, outcomes=[account_only()])
    (told,) = asked(client)["case_studies"]
    assert (told["organisation"], told["started"], told["kind_of_work"]) == (None, None, None)
    assert (told["parts"], told["place"]) == ([], "")
    assert told["outcomes"][0]["before"] == {"value": None, "date": None, "out_of": None}


def test_a_made_up_study_says_so(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(
        index, title="Demonstration: x", demonstration=True, fictional_organisation="Made-up ICB"
    )
    (told,) = asked(client, "truth=made-up")["case_studies"]
    assert told["made_up"] is True
    assert told["organisation"]["name_at_the_time"] == "Made-up ICB"
    assert told["organisation"]["slug"] is None


def test_counts_what_each_filter_would_give(
    client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    published_study(index, title="Other", groups=[PopulationGroupFactory(slug="boaters")])
    answer = asked(client, "group=carers")
    assert answer["total"] == len(answer["case_studies"]) == 1
    values = {each["value"]: each for each in answer["facets"]["group"]["values"]}
    assert {value: each["count"] for value, each in values.items()} == {"carers": 1, "boaters": 1}
    assert [value for value, each in values.items() if each["chosen"]] == ["carers"]
    assert [each["value"] for each in answer["facets"]["phase"]["values"]] == ["plan"]


def test_pages_name_those_before_and_after_them(client: Client, index: CaseStudyIndexPage) -> None:
    for number in range(PAGE_SIZE + 1):
        published_study(index, title=f"Study {number:02}", slug=f"s-{number}")
    first = asked(client, "x=1&sort=title&page=1")
    assert (first["total"], first["page"], first["pages"]) == (51, 1, 2)
    assert first["previous"] is None
    assert first["next"] == "http://testserver/case-studies/?sort=title&page=2&format=json"
    second = client.get(first["next"]).json()
    assert [study["title"] for study in second["case_studies"]] == ["Study 50"]
    assert second["next"] is None
    assert client.get(second["previous"]).json() == first
    for bad in ("0", "-1", "3", "x", "9" * 50, "²"):
        assert asked(client, f"sort=title&page={bad}") == first


def test_the_starter_content_is_as_the_file_says(client: Client, home_page: HomePage) -> None:
    for command in ("load_taxonomy", "load_framework", "load_case_studies"):
        call_command(command, no_progress=True)
    answer = asked(client)
    assert answer["total"] == len(answer["case_studies"]) == len(study_files())
    outcomes = [outcome for study in answer["case_studies"] for outcome in study["outcomes"]]
    assert any(outcome["small_number_hidden"] for outcome in outcomes)
    assert any(outcome["gap"] for outcome in outcomes)
    for study in answer["case_studies"]:
        facets = SearchDocument.objects.get(page__slug=study["slug"]).facets
        for facet, name in (
            (Facet.PHASE, "phases"),
            (Facet.GROUP, "groups"),
            (Facet.APPROACH, "approaches"),
            (Facet.METHOD, "methods"),
            (Facet.PARTNER, "partners"),
        ):
            assert sorted(term["slug"] for term in study[name]) == facets.get(facet, [])


def test_the_check_of_answers_sees_what_is_wrong(client: Client, study: CaseStudyPage) -> None:
    answer = asked(client)
    told = answer["case_studies"][0]
    for wrong in (
        {**told, "id": "7"},
        {**told, "extra": 1},
        {**told, "started": "soon"},
        {**told, "evidence": None},
        {name: value for name, value in told.items() if name != "licence"},
    ):
        assert problems({**answer, "case_studies": [wrong]})


def test_the_file_is_openapi() -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_every_filter_and_parameter_is_in_the_file() -> None:
    assert set(PARAMETERS) == {"format", "q", *Facet.values, "sort", "page"}
    for path, parameters in {
        "/case-studies/": set(PARAMETERS),
        "/case-studies/feed/": {"q", *Facet.values},
    }.items():
        refs = [each["$ref"] for each in DOCUMENT["paths"][path]["get"]["parameters"]]
        components = DOCUMENT["components"]["parameters"]
        assert {components[ref.rsplit("/", 1)[1]]["name"] for ref in refs} == parameters
    assert set(SCHEMAS["Facets"]["required"]) == set(Facet.values)


def test_closed_lists_in_the_file_are_those_of_the_site() -> None:
    assert PARAMETERS["format"]["schema"]["enum"] == list(FORMATS)
    assert set(PARAMETERS["sort"]["schema"]["enum"]) == set(Sort.values)
    assert set(SCHEMAS["CaseStudyList"]["properties"]["sort"]["enum"]) == set(Sort.values)
    closed = {
        facet: [option.value for option in options]
        for facet, options in fixed_options().items()
        if facet not in OUTLINE
    }
    for facet in Facet.values:
        listed = PARAMETERS[facet]["schema"]["items"].get("enum")
        assert listed == closed.get(facet), facet
    for name, values in IN_ANSWERS.items():
        assert SCHEMAS[name]["properties"]["value"]["enum"] == values, name
    assert SCHEMAS["CaseStudyList"]["properties"]["page_size"]["const"] == PAGE_SIZE
