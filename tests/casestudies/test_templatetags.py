"""Examples for pages of other apps."""

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from casestudies.templatetags.case_studies import (
    examples_for_sub_phases,
    examples_of_phase,
    examples_of_sub_phase,
)
from framework.models import SubPhase
from tests.factories.casestudies import published_study
from tests.factories.framework import PhaseFactory, SubPhaseFactory
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
