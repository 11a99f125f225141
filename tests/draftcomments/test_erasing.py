"""What is gone, and what is kept, after a comment is erased or a person withdraws everything."""

from typing import Any

import pytest
from django.utils import timezone

from draftcomments.actions.erasing import erase_item, withdraw_everything
from draftcomments.enums import Background, EventAction, Kind, Language, State
from draftcomments.models import ConsentEvent, Contributor, ContributorContact, Item
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Item:
    return ItemFactory(
        state=State.ANSWERED,
        words="The bus is late.",
        quote="Ask early.",
        kind=Kind.WRONG,
        language=Language.WELSH,
    )


def test_an_erased_comment_leaves_a_row_to_be_counted(item: Item) -> None:
    erase_item(item=item)
    item.refresh_from_db()
    assert (item.words, item.shared_words, item.quote, item.kind) == ("", "", "", "")
    assert item.language == Language.ENGLISH
    assert item.contributor is None
    assert item.erased_at is not None
    assert (item.section_key, item.state) == ("summary", State.ANSWERED)
    assert Item.objects.count() == 1
    assert not Item.objects.alive().exists()


def test_an_erased_comment_is_quoted_nowhere_but_stays_answered(item: Item) -> None:
    outcome = OutcomeFactory(round=item.round, items=[item])
    other = ItemFactory(round=item.round)
    outcome.quoted.set([item, other])
    erase_item(item=item)
    assert list(outcome.quoted.all()) == [other]
    assert list(outcome.items.all()) == [item]


def test_who_erased_a_comment_is_on_record_once_and_without_words(item: Item) -> None:
    moderator = UserFactory()
    erase_item(item=item, user=moderator)
    erased_at, version = Item.objects.values_list("erased_at", "version").get()
    erase_item(item=item)
    events = item.events.values_list("action", "actor", "reason")
    assert list(events) == [(EventAction.ERASED, moderator.pk, "")]
    assert Item.objects.values_list("erased_at", "version").get() == (erased_at, version)


def test_a_comment_that_somebody_has_on_the_screen_cannot_be_put_back(item: Item) -> None:
    seen = item.version
    erase_item(item=item)
    assert not Item.objects.filter(pk=item.pk, version=seen).exists()


@pytest.fixture
def person() -> Contributor:
    """Somebody with two comments, two links and an address, who agreed to everything."""
    person = ContributorFactory(
        background=Background.CARER,
        language=Language.SOMALI,
        consent__may_share=True,
        consent__may_quote=True,
        consent__may_contact=True,
    )
    ContributorContact.objects.create(contributor=person, email="mo@example.org")
    AccessLinkFactory.create_batch(2, contributor=person)
    ItemFactory.create_batch(2, contributor=person)
    return person


def test_withdrawing_erases_every_comment_and_keeps_the_count(person: Contributor) -> None:
    other = ItemFactory(contributor__round=person.round)
    withdraw_everything(contributor=person)
    assert list(Item.objects.alive()) == [other]
    assert Item.objects.in_rounds([person.round_id]).count() == 3


def test_withdrawing_deletes_how_to_reach_the_person_and_who_they_are(person: Contributor) -> None:
    withdraw_everything(contributor=person)
    person.refresh_from_db()
    assert not ContributorContact.objects.exists()
    assert (person.background, person.language) == ("", Language.ENGLISH)
    assert person.withdrawn_at is not None
    assert not person.has_started


def test_withdrawing_adds_a_no_to_everything_and_alters_no_earlier_word(
    person: Contributor,
) -> None:
    withdraw_everything(contributor=person)
    answers = ("notice_version", "store_and_use", "may_share", "may_quote", "may_contact")
    assert list(person.consents.values_list(*answers)) == [
        (1, True, True, True, True),
        (1, False, False, False, False),
    ]


def test_withdrawing_stops_every_link(person: Contributor) -> None:
    stopped = person.links.first()
    stopped.revoked_at = earlier = timezone.now() - timezone.timedelta(days=3)
    stopped.save()
    withdraw_everything(contributor=person)
    assert not any(link.is_usable for link in person.links.all())
    stopped.refresh_from_db()
    assert stopped.revoked_at == earlier


def test_withdrawing_twice_is_withdrawing_once(person: Contributor) -> None:
    withdraw_everything(contributor=person)
    before = Contributor.objects.values().get(pk=person.pk)
    withdraw_everything(contributor=person)
    assert Contributor.objects.values().get(pk=person.pk) == before
    assert ConsentEvent.objects.filter(contributor=person).count() == 2


def test_somebody_who_never_started_can_withdraw() -> None:
    person = ContributorFactory(started_at=None)
    withdraw_everything(contributor=person)
    event = person.consents.get()
    assert (event.notice_version, event.store_and_use) == (0, False)


def test_withdrawing_takes_as_many_queries_for_many_comments(
    person: Contributor, django_assert_num_queries: Any
) -> None:
    ItemFactory.create_batch(20, contributor=person)
    with django_assert_num_queries(15):
        withdraw_everything(contributor=person)


def test_who_took_everything_back_for_somebody_is_kept() -> None:
    helper = UserFactory()
    person = ContributorFactory()
    item = ItemFactory(contributor=person)
    withdraw_everything(contributor=person, user=helper)
    assert person.consents.last().recorded_by == helper
    assert item.events.get(action=EventAction.ERASED).actor == helper
