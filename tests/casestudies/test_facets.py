"""What a case study can be filtered by."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.enums import Facet
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from search.actions import index_batch, index_page
from search.facets import numbers_of, read_facets
from search.models import FacetPages, SearchDocument
from tests.factories.casestudies import (
    OutcomeFactory,
    account_only,
    published_study,
)
from tests.factories.framework import LevelFactory, PhaseFactory, SubPhaseFactory
from tests.factories.taxonomy import (
    ApproachFactory,
    OrganisationFactory,
    PopulationGroupFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def values(study: CaseStudyPage, facet: str) -> set[str]:
    """What the study's own row says, which the sets of pages must say too."""
    row = SearchDocument.objects.get(pk=study.pk).facets.get(facet, [])
    sets = {
        value
        for (name, value), bits in read_facets().items()
        if name == facet and study.pk in numbers_of(bits)
    }
    assert sets == set(row)
    return sets


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


def test_unpublishing_and_deleting_take_the_study_out_of_every_filter(
    index: CaseStudyIndexPage,
) -> None:
    unpublished, deleted = published_study(index), published_study(index)
    unpublished.unpublish()
    deleted.delete()
    assert not any(numbers_of(bits) for (facet, _), bits in read_facets().items() if facet in Facet)


def test_what_a_study_tells_can_be_filtered(index: CaseStudyIndexPage) -> None:
    silent = published_study(index)
    telling = published_study(
        index,
        what_did_not_work="<p>The leaflet.</p>",
        effort="<p>Six months.</p>",
        lived_experience_support="<p>Paid by the hour.</p>",
        confirmed_by="Six carers",
        confirmed_on=date(2026, 1, 5),
    )
    assert values(silent, Facet.LEARNING) == set()
    assert values(telling, Facet.LEARNING) == {"did-not-work", "cost", "support", "confirmed"}


def test_who_measured_and_how_results_were_split_can_be_filtered(
    index: CaseStudyIndexPage,
) -> None:
    study = published_study(
        index,
        outcomes=[
            OutcomeFactory(measured_by="community", splits=["ethnicity", "age"]),
            account_only(measured_by=""),
        ],
    )
    assert values(study, Facet.MEASURED_BY) == {"community"}
    assert values(study, Facet.SPLIT) == {"ethnicity", "age"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(1, 2, {"moved"}), (2, 2, {"stayed"}), (None, 2, set()), (3, 1, set())],
)
def test_a_change_of_level_can_be_filtered(
    index: CaseStudyIndexPage, before: int | None, after: int, expected: set[str]
) -> None:
    levels = {number: LevelFactory(number=number) for number in (1, 2, 3)}
    part = CaseStudySubPhase(
        sub_phase=SubPhaseFactory(),
        level_before=levels[before] if before else None,
        level_after=levels[after],
    )
    study = published_study(index, sub_phases=[part])
    assert values(study, Facet.MOVEMENT) == expected
    assert values(study, Facet.SUB_PHASE) == {part.sub_phase.identifier}


def test_a_made_up_study_says_so(index: CaseStudyIndexPage) -> None:
    assert values(published_study(index), Facet.TRUTH) == {"real"}
    made_up = published_study(index, demonstration=True, title="Demonstration: one")
    assert values(made_up, Facet.TRUTH) == {"made-up"}


def test_rebuilding_search_writes_every_set_anew(index: CaseStudyIndexPage) -> None:
    study = published_study(index)
    FacetPages.objects.all().delete()
    FacetPages.objects.create(facet=Facet.PHASE, value="stale", pages=b"\xff")
    call_command("rebuild_search", no_progress=True)
    assert ("phase", "stale") not in read_facets()
    assert values(study, Facet.TRUTH) == {"real"}


def test_many_studies_are_read_together(index: CaseStudyIndexPage) -> None:
    """The queries of indexing a batch do not grow with the studies in it."""
    counts = []
    for _ in range(2):
        for _ in range(5):
            board = OrganisationFactory()
            board.successors.add(OrganisationFactory())
            published_study(
                index, organisation=board, outcomes=[OutcomeFactory()], phases=[PhaseFactory()]
            )
        ids = list(CaseStudyPage.objects.values_list("pk", flat=True))
        # Wagtail's and Django's own small caches are warm afterwards.
        index_batch(ids)
        with CaptureQueriesContext(connection) as queries:
            assert index_batch(ids) == len(ids)
        counts.append(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1]


def test_a_reworded_group_is_filed_again(index: CaseStudyIndexPage) -> None:
    group = PopulationGroupFactory(slug="carers", name="Carers")
    study = published_study(index, groups=[group])
    group.slug, group.name = "unpaid-carers", "Unpaid carers"
    group.save()
    assert values(study, Facet.GROUP) == {"unpaid-carers"}
    assert "Unpaid carers" in SearchDocument.objects.get(pk=study.pk).body


def test_a_deleted_successor_takes_its_studies_from_its_name(index: CaseStudyIndexPage) -> None:
    former, successor = OrganisationFactory(slug="former"), OrganisationFactory(slug="new")
    former.successors.add(successor)
    study = published_study(index, organisation=former)
    successor.delete()
    assert values(study, Facet.ORGANISATION) == {"former"}


def test_pages_are_read_with_the_rows_locked(index: CaseStudyIndexPage) -> None:
    """Else a story that is withdrawn between reading and writing would come back."""
    study = published_study(index)
    with CaptureQueriesContext(connection) as queries:
        index_page(page=study)
    said = [query["sql"] for query in queries]
    locked = next(at for at, sql in enumerate(said) if sql.startswith('UPDATE "search_searchstate'))
    read = next(at for at, sql in enumerate(said) if 'FROM "wagtailcore_page"' in sql)
    assert locked < read
