"""What a person agrees to, and how they may be reached."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from draftcomments.access import NoAccessError
from draftcomments.actions.people import Agreed, begin, change_choices, note_use
from draftcomments.enums import Background, Language
from draftcomments.models import ConsentEvent, ContributorContact
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import AccessLinkFactory, ContributorFactory

pytestmark = pytest.mark.django_db
NOTHING_MORE = Agreed()


def test_beginning_stores_one_consent_and_the_moment() -> None:
    person = ContributorFactory(started_at=None)
    begin(
        contributor=person,
        agreed=Agreed(may_quote=True),
        language=Language.SOMALI,
        background=Background.CARER,
    )
    event = person.consents.get()
    assert (event.store_and_use, event.may_quote, event.may_share) == (True, True, False)
    assert (person.language, person.background) == ("so", "carer")
    assert person.has_started


def test_beginning_twice_is_beginning_once() -> None:
    person = ContributorFactory(started_at=None)
    begin(contributor=person, agreed=NOTHING_MORE, language="en")
    first = person.started_at
    begin(contributor=person, agreed=NOTHING_MORE, language="en")
    person.refresh_from_db()
    assert person.consents.count() == 1
    assert person.started_at == first


def test_a_change_of_mind_is_a_new_row_and_alters_none() -> None:
    person = ContributorFactory(started_at=None)
    begin(contributor=person, agreed=Agreed(may_quote=True), language="en")
    before = ConsentEvent.objects.values().get()
    change_choices(contributor=person, agreed=Agreed(), language="en")
    assert person.consents.count() == 2
    assert ConsentEvent.objects.values().first() == before
    assert not person.consents.last().may_quote


def test_saving_the_same_choices_again_says_nothing_new() -> None:
    person = ContributorFactory(started_at=None)
    for _ in range(3):
        begin(contributor=person, agreed=Agreed(may_quote=True), language="en")
    assert person.consents.count() == 1


def test_contact_details_are_kept_encrypted_and_only_where_they_may_be_used() -> None:
    person = ContributorFactory(started_at=None)
    begin(
        contributor=person, agreed=Agreed(may_contact=True), language="en", email="ana@example.com"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM draftcomments_contributorcontact")
        assert "ana@example.com" not in cursor.fetchone()[0]
    assert ContributorContact.objects.get().email == "ana@example.com"
    change_choices(contributor=person, agreed=Agreed(), language="en", email="ana@example.com")
    assert not ContributorContact.objects.exists()


def test_a_helper_who_asked_is_named_in_the_consent() -> None:
    person, helper = ContributorFactory(started_at=None), UserFactory()
    begin(contributor=person, agreed=NOTHING_MORE, language="en", recorded_by=helper)
    assert person.consents.get().recorded_by == helper


@pytest.mark.parametrize("action", [begin, change_choices])
def test_somebody_who_has_withdrawn_stays_out(action: Any) -> None:
    person = ContributorFactory()
    type(person).objects.update(withdrawn_at=timezone.now())
    with pytest.raises(NoAccessError) as refused:
        action(contributor=person, agreed=NOTHING_MORE, language="en", email="a@example.com")
    assert refused.value.known
    assert person.consents.count() == 1
    assert not ContributorContact.objects.exists()


def test_the_day_of_use_is_written_once_a_day(django_assert_num_queries: Any) -> None:
    link = AccessLinkFactory(last_used_on=timezone.localdate() - timedelta(days=1))
    with django_assert_num_queries(1):
        note_use(link=link)
    link.refresh_from_db()
    assert link.last_used_on == timezone.localdate()
    with django_assert_num_queries(0):
        note_use(link=link)
