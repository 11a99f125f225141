"""The case studies that come with the site."""

from functools import partial

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from casestudies.enums import Facet, OutcomeKind, OutcomeStatus
from casestudies.loading import outcomes_of, study_files
from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from framework.enums import Rung
from framework.models import SubPhase
from search.models import SearchDocument
from tests.conftest import Store, new_home_page

pytestmark = pytest.mark.django_db
PILOTS = {
    "black-country-pilot",
    "gloucestershire-pilot",
    "hampshire-and-isle-of-wight-pilot",
    "nottingham-and-nottinghamshire-pilot",
}


@pytest.fixture(scope="module", autouse=True)
def loaded(store_once: Store) -> None:
    store_once(new_home_page)
    for loader in ("load_taxonomy", "load_framework", "load_case_studies"):
        store_once(partial(call_command, loader, no_progress=True))


def test_publishes_every_file_under_the_index(client: Client) -> None:
    studies = CaseStudyPage.objects.published()
    assert studies.count() == len(study_files())
    for study in studies:
        assert client.get(study.url).status_code == 200
    assert client.get("/case-studies/").context_data["total"] == len(study_files())


def test_made_up_outcomes_name_measures_of_the_library() -> None:
    named = Outcome.objects.exclude(measure=None)
    assert named.values("page").distinct().count() == 5
    assert {outcome.measure.rung for outcome in named} == set(Rung.values)


def test_a_measure_that_is_not_there_stops_the_loading() -> None:
    with pytest.raises(CommandError, match="no-such"):
        outcomes_of({"outcomes": [{"statement": "It.", "measure": "no-such"}]})


def test_pilots_hold_no_outcomes_and_claim_none() -> None:
    pilots = CaseStudyPage.objects.filter(demonstration=False)
    assert set(pilots.values_list("slug", flat=True)) == PILOTS
    assert not Outcome.objects.filter(page__in=pilots).exists()
    for pilot in pilots:
        assert pilot.sources
        facets = SearchDocument.objects.get(pk=pilot.pk).facets
        assert facets[Facet.OUTCOME] == ["not-reported"]
        assert facets[Facet.EVIDENCE] == ["account-only"]


def test_demonstrations_show_every_kind_and_status() -> None:
    assert set(Outcome.objects.values_list("kind", flat=True)) == set(OutcomeKind.values)
    assert set(Outcome.objects.values_list("status", flat=True)) == set(OutcomeStatus.values)


def test_every_known_sub_phase_has_an_example() -> None:
    with_example = set(CaseStudySubPhase.objects.values_list("sub_phase_id", flat=True))
    assert with_example == set(SubPhase.objects.known().values_list("pk", flat=True))


def test_a_second_run_adds_nothing_and_keeps_what_editors_changed(capsys) -> None:
    study = CaseStudyPage.objects.get(slug="black-country-pilot")
    study.title = "Reworded by an editor"
    study.save_revision().publish()
    rows = SearchDocument.objects.count()
    call_command("load_case_studies", no_progress=True)
    study.refresh_from_db()
    assert study.title == "Reworded by an editor"
    assert SearchDocument.objects.count() == rows
    assert f"0 new of {len(study_files())}" in capsys.readouterr().out


def test_update_brings_back_what_the_files_say_once() -> None:
    study = CaseStudyPage.objects.get(slug="demo-travellers-and-dental-access")
    before = (study.title, study.outcomes.count(), study.sub_phases.count(), study.groups.count())
    study.title, study.groups = "Demonstration: reworded", []
    study.save_revision().publish()
    call_command("load_case_studies", update=True, no_progress=True)
    study = CaseStudyPage.objects.get(pk=study.pk)
    after = (study.title, study.outcomes.count(), study.sub_phases.count(), study.groups.count())
    assert after == before
    assert Outcome.objects.filter(page=study).count() == before[1]
