"""The vocabularies' data file, and what loading it keeps."""

from datetime import date

import pytest

from taxonomy.loading import load_terms
from taxonomy.models import Organisation, PopulationGroup, Region


@pytest.fixture
def taxonomy(db: None) -> None:
    assert all(load_terms(update=False))


@pytest.mark.usefixtures("taxonomy")
def test_there_are_36_boards_now_and_42_before() -> None:
    assert Organisation.objects.existing_on(date(2026, 11, 1)).count() == 36
    assert Organisation.objects.existing_on(date(2025, 11, 1)).count() == 42


@pytest.mark.usefixtures("taxonomy")
def test_boards_are_spread_over_the_seven_regions_as_published() -> None:
    now = Organisation.objects.existing_on(date(2026, 11, 1))
    counts = {region.name: now.filter(region=region).count() for region in Region.objects.all()}
    assert counts == {
        "East of England": 3,
        "London": 4,
        "Midlands": 11,
        "North East and Yorkshire": 4,
        "North West": 3,
        "South East": 4,
        "South West": 7,
    }


@pytest.mark.usefixtures("taxonomy")
def test_every_former_board_leads_to_a_current_one() -> None:
    for board in Organisation.objects.filter(valid_to__isnull=False):
        successors = board.successors.all()
        assert successors, board.name
        assert all(successor.valid_to is None for successor in successors)


@pytest.mark.usefixtures("taxonomy")
def test_a_second_run_adds_nothing_and_keeps_an_edit() -> None:
    PopulationGroup.objects.filter(slug="sex-workers").update(description="An editor’s words.")
    assert not any(load_terms(update=False))
    assert PopulationGroup.objects.get(slug="sex-workers").description == "An editor’s words."


@pytest.mark.usefixtures("taxonomy")
def test_no_name_uses_words_that_blame_people() -> None:
    assert not PopulationGroup.objects.filter(name__icontains="hard to reach").exists()
