"""Finding case studies by words and filters."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from casestudies.enums import ALWAYS_SHOWN, Facet
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from tests.casestudies.hostile import HOSTILE
from tests.factories.casestudies import OutcomeFactory, account_only, published_study
from tests.factories.framework import PhaseFactory
from tests.factories.taxonomy import (
    ApproachFactory,
    OrganisationFactory,
    PopulationGroupFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
Find = Callable[..., dict[str, Any]]


@pytest.fixture
def find(client: Client, index: CaseStudyIndexPage) -> Find:
    """What the finder's page holds for a query string."""

    def inner(query: str = "") -> dict[str, Any]:
        response = client.get(f"/case-studies/?{query}")
        assert response.status_code == 200
        return response.context_data

    return inner


@pytest.fixture
def studies(index: CaseStudyIndexPage) -> dict[str, CaseStudyPage]:
    """Three studies that differ in every filter."""
    south = RegionFactory(slug="south", name="South")
    new = OrganisationFactory(slug="new", name="New ICB", region=south, valid_from=date(2026, 4, 1))
    old = OrganisationFactory(slug="old", name="Old ICB", region=south, valid_to=date(2026, 3, 31))
    old.successors.add(new)
    check = PhaseFactory(number=1, identifier="check", name="Check")
    plan = PhaseFactory(number=2, identifier="plan", name="Plan")
    return {
        "barbers": published_study(
            index,
            title="Barbers and blood pressure",
            organisation=old,
            phases=[check, plan],
            groups=[PopulationGroupFactory(slug="carers")],
            approaches=[ApproachFactory(slug="co-design")],
            outcomes=[OutcomeFactory(), account_only(status="worse")],
        ),
        "dental": published_study(
            index,
            title="Dental access",
            phases=[plan],
            groups=[PopulationGroupFactory(slug="travellers")],
            what_did_not_work="<p>Too few barbers helped.</p>",
            outcomes=[OutcomeFactory(measured_by="independent")],
        ),
        "silent": published_study(index, title="Asthma", summary="<b>&"),
    }


def titles(found: dict[str, Any]) -> list[str]:
    return [re.sub("<[^>]+>", "", result["title"]) for result in found["results"]]


def group_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    """A filter as it is offered; one that leads nowhere is not."""
    groups = [*found["filter_groups"], *found["more_groups"]]
    return next((group for group in groups if group["name"] == name), {"options": []})


def counts(found: dict[str, Any], name: str) -> dict[str, int]:
    return {option["value"]: option["count"] for option in group_of(found, name)["options"]}


def test_lists_everything_newest_first(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    found = find()
    assert titles(found) == ["Asthma", "Dental access", "Barbers and blood pressure"]
    assert found["total"] == 3
    assert found["robots"] == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("phase=check", {"Barbers and blood pressure"}),
        ("phase=check&phase=plan", {"Barbers and blood pressure", "Dental access"}),
        ("group=travellers", {"Dental access"}),
        ("approach=co-design", {"Barbers and blood pressure"}),
        ("organisation=old", {"Barbers and blood pressure"}),
        ("organisation=new", {"Barbers and blood pressure"}),
        ("region=south", {"Barbers and blood pressure"}),
        ("outcome=worse", {"Barbers and blood pressure"}),
        ("outcome=not-reported", {"Asthma"}),
        ("evidence=independent-evaluation", {"Dental access"}),
        ("evidence=account-only", {"Asthma"}),
        ("q=barbers", {"Barbers and blood pressure", "Dental access"}),
        ("q=barbers&evidence=independent-evaluation", {"Dental access"}),
        ("q=new+icb", {"Barbers and blood pressure"}),
        ("phase=plan&group=carers&outcome=measured", {"Barbers and blood pressure"}),
    ],
)
def test_each_filter_narrows(
    find: Find, studies: dict[str, CaseStudyPage], query: str, expected: set[str]
) -> None:
    found = find(query)
    assert set(titles(found)) == expected
    assert found["total"] == len(expected)
    assert found["robots"] == "noindex, follow"


def test_a_match_in_the_title_comes_first(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    assert titles(find("q=barber")) == ["Barbers and blood pressure", "Dental access"]
    assert titles(find("q=barber&sort=newest")) == ["Dental access", "Barbers and blood pressure"]


def test_sorts_by_title(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    assert titles(find("sort=title")) == ["Asthma", "Barbers and blood pressure", "Dental access"]


def test_a_filter_is_counted_without_its_own_choice(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    found = find("phase=check")
    assert counts(found, "phase") == {"check": 1, "plan": 2}
    assert counts(found, "group") == {"carers": 1, "travellers": 0}
    both = find("phase=check&group=travellers")
    assert counts(both, "phase") == {"check": 0, "plan": 1}
    assert counts(both, "group") == {"carers": 1, "travellers": 0}


def test_counts_agree_with_the_list(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    whole = find("q=barbers")
    offered = {facet.value: counts(whole, facet.value) for facet in Facet}
    assert sum(map(len, offered.values())) > 20
    for name, values in offered.items():
        for value, count in values.items():
            assert find(f"q=barbers&{name}={value}")["total"] == count


def test_only_organisations_with_work_are_offered(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    OrganisationFactory(slug="idle")
    group = group_of(find(), "organisation")
    assert [option["label"] for option in group["options"]] == [
        "New ICB",
        "Old ICB (until March 2026)",
    ]


def test_ignores_what_it_does_not_know(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    found = find("phase=nowhere&colour=red&sort=size&page=first&evidence=")
    assert found["total"] == 3
    assert found["selected"] == []
    assert found["has_unknown"]
    assert found["canonical_url"] == "http://testserver/case-studies/"
    assert not find("phase=check&evidence=")["has_unknown"]


def test_the_shared_address_is_in_one_order_without_defaults(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    found = find("page=1&sort=relevance&phase=plan&x=1&phase=check&q=barbers")
    address = "http://testserver/case-studies/?q=barbers&phase=check&phase=plan"
    assert found["canonical_url"] == address


def test_each_chosen_filter_can_be_taken_off(find: Find, studies: dict[str, CaseStudyPage]) -> None:
    found = find("q=barbers&phase=check&phase=plan&group=carers")
    assert [(chosen["group"], chosen["remove_url"]) for chosen in found["selected"]] == [
        ("Phase of the framework", "/case-studies/?q=barbers&phase=plan&group=carers"),
        ("Phase of the framework", "/case-studies/?q=barbers&phase=check&group=carers"),
        ("People and places", "/case-studies/?q=barbers&phase=check&phase=plan"),
    ]
    assert found["clear_url"] == "/case-studies/?q=barbers"


def test_nothing_found_offers_what_taking_a_filter_off_gives(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    found = find("phase=check&group=travellers&q=dental")
    assert found["total"] == 0
    assert [(offer["url"], offer["count"]) for offer in found["offers"]] == [
        ("/case-studies/?q=dental&group=travellers", 1),
    ]
    found = find("q=zebra&phase=check")
    assert [(offer["url"], offer["count"]) for offer in found["offers"]] == [
        ("/case-studies/?phase=check", 1),
    ]


def test_shows_the_name_of_the_time_and_who_followed(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    html = client.get("/case-studies/?organisation=new").content.decode()
    assert "Old ICB (until March 2026). Followed by New ICB, from April 2026." in html


def test_marks_words_and_escapes_everything_else(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    html = client.get("/case-studies/?q=barbers").content.decode()
    assert "<mark>Barbers</mark> and blood pressure" in html
    assert "Too few <mark>barbers</mark> helped." in html
    assert "&lt;b&gt;&amp;" in client.get("/case-studies/?q=asthma").content.decode()


def test_a_made_up_study_is_marked_in_the_list(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(
        index,
        title="Demonstration: a study",
        demonstration=True,
        fictional_organisation="Larkwater board (made up)",
    )
    html = client.get("/case-studies/").content.decode()
    assert "Made-up example" in html
    assert "Larkwater board (made up)" in html


def test_nothing_that_is_not_public_is_listed_counted_or_offered(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    studies["barbers"].view_restrictions.create(restriction_type="login")
    studies["dental"].unpublish()
    for query in ("", "q=barbers", "q=asthma&phase=check"):
        found = find(query)
        assert set(titles(found)) <= {"Asthma"}
        assert not any(counts(found, "phase").values())


def test_pages_keep_the_search(client: Client, index: CaseStudyIndexPage) -> None:
    for number in range(45):
        published_study(index, title=f"Study {number:02}", slug=f"s-{number}")
    context = client.get("/case-studies/?sort=title&page=2").context_data
    assert len(context["results"]) == 20
    assert titles(context)[0] == "Study 20"
    assert context["pagination"]["next_url"] == "/case-studies/?sort=title&page=3"
    assert context["pagination"]["summary"] == "Showing 21 to 40 of 45 case studies"
    for bad in ("0", "-1", "99", "x", "9" * 50, "²"):
        again = client.get("/case-studies/", {"sort": "title", "page": bad}).context_data
        assert titles(again)[0] == "Study 00"


@pytest.mark.parametrize("query", HOSTILE)
def test_no_parameter_can_break_it(
    client: Client, studies: dict[str, CaseStudyPage], query: str
) -> None:
    response = client.get(f"/case-studies/?{query}")
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


QUERIES = ["", "q=study", "q=study&sort=title", "q=study&phase=check&outcome=measured&region=r"]


def test_takes_the_same_few_queries_for_5_and_25_studies(
    client: Client, index: CaseStudyIndexPage
) -> None:
    phase = PhaseFactory(identifier="check")
    region = RegionFactory(slug="r")

    def add(count: int) -> None:
        for _ in range(count):
            former = OrganisationFactory(region=region, valid_to=date(2026, 3, 31))
            former.successors.add(OrganisationFactory(region=region))
            published_study(index, organisation=former, phases=[phase], outcomes=[OutcomeFactory()])

    def counted(query: str) -> int:
        client.get(f"/case-studies/?{query}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/case-studies/?{query}").context_data["results"]
        return len(captured)

    add(5)
    with_five = [counted(query) for query in QUERIES]
    add(20)
    assert [counted(query) for query in QUERIES] == with_five
    assert max(with_five) <= 12


def test_no_result_costs_no_more(client: Client, studies: dict[str, CaseStudyPage]) -> None:
    client.get("/case-studies/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/case-studies/?q=zebra&phase=check&group=carers")
    assert len(captured) <= 12


def test_a_board_whose_only_study_is_private_is_not_offered(
    client: Client, index: CaseStudyIndexPage
) -> None:
    board = OrganisationFactory(name="Quiet ICB")
    study = published_study(index, organisation=board)
    assert "Quiet ICB" in client.get(index.url).content.decode()
    PageViewRestriction.objects.create(page=study, restriction_type="login")
    assert "Quiet ICB" not in client.get(index.url).content.decode()


def test_most_filters_wait_behind_more_filters(
    client: Client, find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    found = find()
    assert {group["name"] for group in found["filter_groups"]} <= set(ALWAYS_SHOWN)
    assert {"organisation", "region", "truth"} <= {group["name"] for group in found["more_groups"]}
    folded = client.get("/case-studies/").content.decode()
    assert '<details class="app-more-filters">' in folded
    chosen = client.get("/case-studies/?truth=real").content.decode()
    assert '<details class="app-more-filters" open>' in chosen


def test_the_strongest_evidence_comes_first_when_asked(
    find: Find, index: CaseStudyIndexPage
) -> None:
    published_study(index, title="Counted", outcomes=[OutcomeFactory()])
    published_study(index, title="Told")
    independent = OutcomeFactory(measured_by="independent")
    published_study(index, title="Evaluated", outcomes=[independent])
    published_study(index, title="Told later")
    assert titles(find("sort=evidence")) == ["Evaluated", "Counted", "Told later", "Told"]


def test_finds_what_did_not_work_and_who_measured(find: Find, index: CaseStudyIndexPage) -> None:
    published_study(index, title="Only praise")
    by_people = OutcomeFactory(measured_by="community", splits=["ethnicity"])
    published_study(
        index, title="Honest", what_did_not_work="<p>The leaflet.</p>", outcomes=[by_people]
    )
    for query in ("learning=did-not-work", "measured-by=community", "split=ethnicity"):
        assert titles(find(query)) == ["Honest"]


def test_a_slip_is_offered_mended_with_the_filters_kept(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    found = find("q=barbors&phase=check")
    assert found["total"] == 0
    assert found["suggestion"] == "barbers"
    assert found["suggestion_url"] == "/case-studies/?q=barbers&phase=check"


@pytest.mark.parametrize(
    "query",
    ["organisation=old", "q=Old+ICB", "q=old", "q=NHS+Old+Integrated+Care+Board", "q=old+ICS"],
)
def test_a_board_that_closed_is_explained(
    find: Find, studies: dict[str, CaseStudyPage], query: str
) -> None:
    notice = find(query)["notice"]
    assert notice["name"] == "Old ICB"
    assert [board["label"] for board in notice["followed_by"]] == ["New ICB"]


def test_a_board_without_work_is_explained_too(client: Client, index: CaseStudyIndexPage) -> None:
    """Nobody is told that a board does not exist because nobody wrote about it yet."""
    former = OrganisationFactory(slug="gone", name="Gone ICB", valid_to=date(2026, 3, 31))
    former.successors.add(
        OrganisationFactory(name="East half ICB"), OrganisationFactory(name="West half ICB")
    )
    text = client.get("/case-studies/?q=gone").content.decode()
    assert "East half ICB" in text
    assert "West half ICB" in text
    assert "0 case studies" in text


def test_the_same_list_is_offered_as_files_and_a_feed(
    find: Find, studies: dict[str, CaseStudyPage]
) -> None:
    formats = find("q=barbers&phase=check&page=1")["formats"]
    assert [each["url"] for each in formats] == [
        f"/case-studies/?q=barbers&phase=check&format={name}"
        for name in ("csv", "xlsx", "json", "atom")
    ]


def test_two_studies_can_be_ticked_to_compare(
    client: Client, studies: dict[str, CaseStudyPage]
) -> None:
    text = client.get("/case-studies/").content.decode()
    assert text.count('name="study" type="checkbox"') == 3
    alone = client.get("/case-studies/?q=pressure").content.decode()
    assert 'name="study"' not in alone


def test_the_index_is_no_case_study(find: Find, index: CaseStudyIndexPage) -> None:
    index.save_revision().publish()
    assert find()["total"] == 0


def test_of_two_boards_with_one_name_the_one_that_stands_is_explained(
    find: Find, index: CaseStudyIndexPage
) -> None:
    now = OrganisationFactory(slug="now", name="Hampshire ICB", valid_from=date(2026, 4, 1))
    then = OrganisationFactory(slug="then", name="Hampshire ICB", valid_to=date(2026, 3, 31))
    then.successors.add(now)
    notice = find("q=hampshire")["notice"]
    assert [board["label"] for board in notice["follows"]] == ["Hampshire ICB (until March 2026)"]
