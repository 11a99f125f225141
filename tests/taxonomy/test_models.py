"""Organisations have dates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from taxonomy.models import Organisation
from tests.factories.taxonomy import OrganisationFactory


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(2022, 6, 30), False), (date(2022, 7, 1), True), (date(2026, 4, 1), False)],
)
def test_an_organisation_exists_from_its_first_to_its_last_day(
    db: None, day: date, there: bool
) -> None:
    board = OrganisationFactory(valid_from=date(2022, 7, 1), valid_to=date(2026, 3, 31))
    assert Organisation.objects.filter(pk=board.pk).existing_on(day).exists() is there


def test_an_end_before_the_start_is_refused_with_words(db: None) -> None:
    board = OrganisationFactory.build(
        region=None, valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1)
    )
    with pytest.raises(ValidationError, match="must not be before"):
        board.full_clean()


def test_the_database_refuses_an_end_before_the_start(db: None) -> None:
    with pytest.raises(IntegrityError):
        OrganisationFactory(valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1))
