"""How people who take part are reached, and by whom: details that nobody else may read."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from draftcomments.actions.reaching import note_told
from draftcomments.enums import State
from draftcomments.models import Contributor, ContributorContact, Round
from tests.draftcomments.cast import member_of
from tests.draftcomments.drafts import round_on
from tests.draftcomments.moderators import (
    a_moderator,
    a_superuser,
    an_editor_of,
    given,
    in_the_admin,
)
from tests.draftcomments.rounds.leading import a_lead, at
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory, OutcomeFactory

pytestmark = pytest.mark.django_db
PHONE, EMAIL = "01632 960123", "ana@example.com"
BUTTON, LINK = "I have told them", "How to reach them"


@pytest.fixture
def lead(round: Round) -> Client:
    return in_the_admin(a_lead())


def somebody(round: Round, email: str = "", phone: str = PHONE, **agreed: bool) -> Contributor:
    """Somebody who left a phone number and no link, and who wants to hear from us."""
    person = ContributorFactory(round=round, consent={"may_contact": True, **agreed})
    ContributorContact.objects.create(contributor=person, email=email, phone=phone)
    return person


def answered(person: Contributor) -> Contributor:
    item = ItemFactory(contributor=person, state=State.ANSWERED)
    OutcomeFactory(round=person.round, items=[item])
    return person


def is_news_to(person: Contributor) -> bool:
    found: bool = Contributor.objects.with_news().get(pk=person.pk).has_news
    return found


def address_of(person: Contributor) -> str:
    return at("reach", person.round_id, person.pk)


def words_at(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    words: str = answer.content.decode()
    return words


def test_a_lead_reads_the_number_of_somebody_without_email(lead: Client, round: Round) -> None:
    person = answered(somebody(round))
    page = words_at(lead, at("round", round.pk))
    assert LINK in page
    assert PHONE not in page
    words = words_at(lead, address_of(person))
    assert PHONE in words
    assert "Email address" not in words
    assert "they want to be told" in words
    assert BUTTON in words


def test_the_page_is_kept_by_no_browser(lead: Client, round: Round) -> None:
    kept = lead.get(address_of(somebody(round, email=EMAIL)))["Cache-Control"]
    assert {"no-store", "private"} <= {each.strip() for each in kept.split(",")}


def holder_who_runs_nothing() -> User:
    """Somebody with the permission alone, who has nothing to do with the round."""
    user = UserFactory()
    user.user_permissions.add(given("wagtailadmin", "access_admin"))
    user.user_permissions.add(given("draftcomments", "view_contact"))
    return user


@pytest.mark.parametrize(
    ("who", "status"),
    [(a_superuser, 302), (a_moderator, 302), (holder_who_runs_nothing, 404)],
)
def test_nobody_else_reads_them_or_notes_anything(
    who: Callable[[], User], status: int, round: Round
) -> None:
    person = answered(somebody(round))
    client = in_the_admin(who())
    for answer in (client.get(address_of(person)), client.post(address_of(person))):
        assert answer.status_code == status
        assert PHONE not in answer.content.decode()
    assert LINK not in client.get(at("round", round.pk)).content.decode()
    person.refresh_from_db()
    assert person.told_at is None


def test_an_editor_of_the_page_has_no_link_to_them(round: Round) -> None:
    person = somebody(round)
    client = in_the_admin(an_editor_of(round.page))
    assert LINK not in words_at(client, at("round", round.pk))
    assert client.get(address_of(person)).status_code == 302


def test_an_owner_who_holds_the_permission_reaches_people(round: Round) -> None:
    owner = holder_who_runs_nothing()
    Round.objects.update(owner=owner)
    assert PHONE in words_at(in_the_admin(owner), address_of(somebody(round)))


def test_having_told_somebody_is_noted_once_and_no_more_news(lead: Client, round: Round) -> None:
    person = answered(somebody(round))
    assert ">Yes<" in words_at(lead, at("round", round.pk)).replace(" ", "").replace("\n", "")
    assert lead.post(address_of(person))["Location"] == at("round", round.pk)
    person.refresh_from_db()
    assert person.told_at is not None
    assert not is_news_to(person)
    assert BUTTON not in words_at(lead, address_of(person))
    answered(person)
    assert is_news_to(person)


def test_what_was_shown_after_the_page_was_drawn_stays_news(lead: Client, round: Round) -> None:
    person = somebody(round)
    drawn = timezone.now().isoformat()
    answered(person)
    lead.post(address_of(person), {"as_of": drawn})
    assert is_news_to(person)
    for odd in ("never", "2026-99-99T00:00:00Z", "2026-01-01", ""):
        assert lead.post(address_of(person), {"as_of": odd}).status_code == 302
    assert not is_news_to(person)


def test_a_moment_to_come_is_now_and_a_later_one_is_never_taken_back(round: Round) -> None:
    person = somebody(round)
    note_told(contributor=person, as_of=timezone.now() + timedelta(days=1))
    person.refresh_from_db()
    told = person.told_at
    assert told is not None
    assert told <= timezone.now()
    note_told(contributor=person, as_of=told - timedelta(hours=1))
    person.refresh_from_db()
    assert person.told_at == told


def test_a_statement_is_news_and_only_to_those_who_asked(round: Round) -> None:
    asked, quiet = somebody(round), somebody(round, may_contact=False)
    assert not is_news_to(asked)
    Round.objects.update(statement_shown_at=timezone.now())
    assert is_news_to(asked)
    assert not is_news_to(quiet)


def test_details_without_a_yes_or_after_their_last_day_are_not_shown(
    lead: Client, round: Round
) -> None:
    quiet, late = somebody(round, may_contact=False), somebody(round)
    words = words_at(lead, address_of(quiet))
    assert PHONE not in words
    assert "Do not get in touch." in words
    Round.objects.update(delete_contacts_on=timezone.localdate())
    assert PHONE not in words_at(lead, address_of(late))


def test_somebody_who_left_nothing_or_took_all_back_has_no_link(lead: Client, round: Round) -> None:
    nothing, gone = ContributorFactory(round=round), somebody(round)
    Contributor.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    assert LINK not in words_at(lead, at("round", round.pk))
    for person in (nothing, gone):
        words = words_at(lead, address_of(person))
        assert PHONE not in words
        assert BUTTON not in words


def test_a_person_of_another_round_is_out_of_reach(lead: Client, round: Round) -> None:
    stranger = somebody(round_on(round.page, number=2))
    address = at("reach", round.pk, stranger.pk)
    assert lead.get(address).status_code == lead.post(address).status_code == 404


def test_nothing_of_it_is_logged(
    lead: Client, round: Round, caplog: pytest.LogCaptureFixture
) -> None:
    person = answered(somebody(round, email=EMAIL))
    with caplog.at_level(logging.DEBUG):
        lead.get(address_of(person))
        lead.post(address_of(person))
    assert not [word for word in (PHONE, EMAIL) if word in caplog.text]


def test_the_group_of_leads_is_enough(round: Round) -> None:
    person: Any = somebody(round)
    assert PHONE in words_at(in_the_admin(member_of("Participation leads")), address_of(person))
