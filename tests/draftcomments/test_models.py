"""What the database itself promises about comments on drafts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from draftcomments.enums import Result
from draftcomments.models import ContributorContact, Item
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db


def test_contact_details_are_not_readable_in_the_database() -> None:
    contact = ContributorContact.objects.create(
        contributor=ContributorFactory(), email="mo@example.org"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, phone FROM draftcomments_contributorcontact")
        email, phone = cursor.fetchone()
    assert "mo@" not in email
    assert phone == ""
    contact.refresh_from_db()
    assert contact.email == "mo@example.org"


def test_contact_details_of_a_lost_key_read_as_nothing(settings: object) -> None:
    contact = ContributorContact.objects.create(contributor=ContributorFactory(), phone="01234")
    settings.CONTACT_KEYS = ["another key"]
    contact.refresh_from_db()
    assert contact.phone == ""


def test_an_old_key_still_opens_contact_details(settings: object) -> None:
    contact = ContributorContact.objects.create(contributor=ContributorFactory(), phone="01234")
    settings.CONTACT_KEYS = ["new key", *settings.CONTACT_KEYS]
    contact.refresh_from_db()
    assert contact.phone == "01234"


def test_an_erased_item_cannot_hold_words() -> None:
    item = ItemFactory()
    with pytest.raises(IntegrityError):
        Item.objects.filter(pk=item.pk).update(erased_at=timezone.now())


@pytest.mark.parametrize("result", [each for each in Result if each != Result.CHANGED])
def test_an_outcome_that_is_no_change_needs_a_reason(result: Result) -> None:
    with pytest.raises(IntegrityError):
        OutcomeFactory(result=result, why="")


def test_an_open_round_ends_after_its_last_day() -> None:
    today = timezone.localdate()
    assert RoundFactory(closes_on=today).is_open
    assert not RoundFactory(closes_on=today - timedelta(days=1)).is_open
