"""The rows that the finder counts and filters by."""

from datetime import date

import pytest
from django.core.management import call_command

from casestudies.enums import Facet
from casestudies.models import CaseStudyFacet, CaseStudyIndexPage, CaseStudyPage
from search.models import SearchDocument
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    account_only,
    published_study,
)
from tests.factories.framework import PhaseFactory
from tests.factories.taxonomy import (
    ApproachFactory,
    OrganisationFactory,
    PopulationGroupFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def values(study: CaseStudyPage, facet: str) -> set[str]:
    rows = CaseStudyFacet.objects.filter(page=study, facet=facet)
    return set(rows.values_list("value", flat=True))


def test_publishing_writes_every_vocabulary(index: CaseStudyIndexPage) -> None:
    study = published_study(
        index,
        phases=[PhaseFactory(identifier="check"), PhaseFactory(identifier="plan")],
        groups=[PopulationGroupFactory(slug="carers")],
        approaches=[ApproachFactory(slug="co-design")],
        outcomes=[OutcomeFactory(), account_only(status="worse")],
    )
    assert values(study, Facet.PHASE) == {"check", "plan"}
    assert values(study, Facet.GROUP) == {"carers"}
    assert values(study, Facet.APPROACH) == {"co-design"}
    assert values(study, Facet.OUTCOME) == {"measured", "worse"}
    assert values(study, Facet.EVIDENCE) == {"before-and-after"}


def test_a_study_without_outcomes_is_an_account_that_is_not_reported(
    index: CaseStudyIndexPage,
) -> None:
    study = published_study(index)
    assert values(study, Facet.OUTCOME) == {"not-reported"}
    assert values(study, Facet.EVIDENCE) == {"account-only"}
    assert values(study, Facet.ORGANISATION) == set()


def test_a_study_is_filed_under_every_successor_and_their_regions(
    index: CaseStudyIndexPage,
) -> None:
    east, west = RegionFactory(slug="east"), RegionFactory(slug="west")
    last = OrganisationFactory(slug="last", region=west)
    middle = OrganisationFactory(slug="middle", region=east, valid_to=date(2027, 3, 31))
    other = OrganisationFactory(slug="other", region=None)
    former = OrganisationFactory(slug="former", region=east, valid_to=date(2026, 3, 31))
    middle.successors.add(last)
    former.successors.add(middle, other)
    study = published_study(index, organisation=former)
    assert values(study, Facet.ORGANISATION) == {"former", "middle", "other", "last"}
    assert values(study, Facet.REGION) == {"east", "west"}


@pytest.mark.parametrize("from_the_other_end", [False, True])
def test_a_later_merger_moves_what_is_published(
    index: CaseStudyIndexPage, from_the_other_end: bool
) -> None:
    former, successor = OrganisationFactory(slug="former"), OrganisationFactory(slug="new")
    study = published_study(index, organisation=former)
    if from_the_other_end:
        successor.predecessors.add(former)
    else:
        former.successors.add(successor)
    assert values(study, Facet.ORGANISATION) == {"former", "new"}
    assert successor.name in SearchDocument.objects.get(page_id=study.pk).body
    if from_the_other_end:
        successor.predecessors.clear()
    else:
        former.successors.remove(successor)
    assert values(study, Facet.ORGANISATION) == {"former"}


def test_a_new_region_moves_what_is_published(index: CaseStudyIndexPage) -> None:
    board = OrganisationFactory()
    study = published_study(index, organisation=board)
    board.region = RegionFactory(slug="moved")
    board.save()
    assert values(study, Facet.REGION) == {"moved"}


def test_publishing_again_replaces_the_rows(index: CaseStudyIndexPage) -> None:
    study = published_study(index, groups=[PopulationGroupFactory(slug="carers")])
    study.groups = [PopulationGroupFactory(slug="veterans")]
    study.save_revision()
    assert values(study, Facet.GROUP) == {"carers"}
    study.save_revision().publish()
    assert values(study, Facet.GROUP) == {"veterans"}


def test_unpublishing_and_deleting_take_the_rows_away(index: CaseStudyIndexPage) -> None:
    unpublished, deleted = published_study(index), published_study(index)
    unpublished.unpublish()
    deleted.delete()
    assert not CaseStudyFacet.objects.exists()


def test_the_command_rebuilds_live_studies_only(index: CaseStudyIndexPage, capsys) -> None:
    study = published_study(index)
    draft = CaseStudyPageFactory(parent=index, live=False)
    CaseStudyFacet.objects.all().delete()
    CaseStudyFacet.objects.create(page=draft, facet=Facet.PHASE, value="stale")
    call_command("rebuild_facets", no_progress=True)
    assert set(CaseStudyFacet.objects.values_list("page_id", flat=True)) == {study.pk}
    assert "2 rows for 2 case studies" in capsys.readouterr().out
