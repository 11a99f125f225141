"""Examples for pages of other apps."""

import pytest
from django.template import Context, Template
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from casestudies.moves import moved_on_from
from casestudies.next_level import next_level_address
from casestudies.templatetags.case_studies import (
    examples_for_sub_phases,
    examples_of_phase,
    examples_of_sub_phase,
    next_level_rows,
)
from framework.models import SubPhase
from tests.factories.casestudies import published_study
from tests.factories.framework import PhaseFactory, SubPhaseFactory, four_levels
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db


def about(
    index: CaseStudyIndexPage, *parts: SubPhase, title: str, **fields: object
) -> CaseStudyPage:
    return published_study(
        index,
        title=title,
        demonstration=title.startswith("Demonstration"),
        sub_phases=[CaseStudySubPhase(sub_phase=part) for part in parts],
        **fields,
    )


def test_real_work_stands_before_made_up_work(index: CaseStudyIndexPage) -> None:
    part = SubPhaseFactory()
    board = OrganisationFactory(name="Black Country ICB")
    about(index, part, title="Real", organisation=board)
    about(index, part, title="Demonstration: one", fictional_organisation="Larkwater")
    about(index, SubPhaseFactory(), title="Other part")
    real, made_up = examples_of_sub_phase(part.pk)
    assert (real.title, real.organisation, real.demonstration) == ("Real", board.name, False)
    assert (made_up.organisation, made_up.demonstration) == ("Larkwater", True)
    assert real.url == "/case-studies/" + real.url.split("/")[-2] + "/"


def test_examples_of_a_phase(index: CaseStudyIndexPage) -> None:
    phase = PhaseFactory()
    published_study(index, title="In", phases=[phase])
    published_study(index, title="Out")
    assert [example.title for example in examples_of_phase(phase.pk)] == ["In"]


def test_shows_no_more_than_asked_and_nothing_private(index: CaseStudyIndexPage) -> None:
    part = SubPhaseFactory()
    for number in range(4):
        about(index, part, title=f"Study {number}")
    about(index, part, title="Private").view_restrictions.create(restriction_type="login")
    newest = ["Study 3", "Study 2"]
    assert [example.title for example in examples_of_sub_phase(part.pk, limit=2)] == newest
    many = examples_for_sub_phases([part.pk], limit=2)
    assert [example.title for example in many[part.pk]] == newest


def test_each_tag_costs_one_query(
    client: Client, index: CaseStudyIndexPage, django_assert_num_queries
) -> None:
    parts = SubPhaseFactory.create_batch(3)
    for number in range(4):
        about(index, *parts[:2], title=f"S {number}", organisation=OrganisationFactory())
    client.get("/case-studies/")
    with django_assert_num_queries(1):
        assert len(examples_of_sub_phase(parts[0].pk)) == 3
    with django_assert_num_queries(1):
        assert examples_of_phase(parts[0].phase_id) == []
    with django_assert_num_queries(1):
        by_pk = examples_for_sub_phases([part.pk for part in parts])
    assert [len(by_pk[part.pk]) for part in parts] == [3, 3, 0]


def test_says_how_many_moved_on_from_each_level_in_one_query(
    client: Client, index: CaseStudyIndexPage, django_assert_num_queries
) -> None:
    emerging, developing, *_ = four_levels()
    part, other = SubPhaseFactory.create_batch(2)
    for before, after in ((emerging, developing), (emerging, developing), (developing, developing)):
        move = CaseStudySubPhase(sub_phase=part, level_before=before, level_after=after)
        published_study(index, sub_phases=[move])
    with django_assert_num_queries(1):
        assert moved_on_from(part.pk) == {"emerging": 2}
    with django_assert_num_queries(0):
        assert moved_on_from(other.pk) == {}


def test_leads_to_the_next_level_of_a_part(client: Client, index: CaseStudyIndexPage) -> None:
    four_levels()
    part = SubPhaseFactory(identifier="4a")
    address = next_level_address(part.identifier, "developing")
    assert address == "/case-studies/next-level/?part=4a&level=developing"
    assert client.get(address).context["choice"].part.identifier == "4a"


def test_every_level_but_the_highest_leads_on(index: CaseStudyIndexPage) -> None:
    emerging, developing, maturing, thriving = four_levels()
    part = SubPhaseFactory(identifier="4a")
    move = CaseStudySubPhase(sub_phase=part, level_before=emerging, level_after=developing)
    published_study(index, sub_phases=[move])
    levels = [
        {"name": level.name, "identifier": level.identifier}
        for level in (emerging, developing, maturing, thriving)
    ]
    rows = next_level_rows(part, levels)
    assert [(row["name"], row["count"]) for row in rows] == [
        ("Emerging", 1),
        ("Developing", 0),
        ("Maturing", 0),
    ]
    links = Template('{% include "casestudies/next_level_links.html" %}').render(
        Context({"levels": rows})
    )
    assert "level=emerging" in links
    assert "Examples that moved on from Emerging</a>: 1" in links
    assert "No example yet that moved on from Maturing" in links
