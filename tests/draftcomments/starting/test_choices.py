"""Choices that are seen and changed, and who comes too early or too late."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, ConsentEvent, Contributor, ContributorContact
from tests.draftcomments.starting.home import YES, home_of
from tests.draftcomments.visits import Visitor, ticked
from tests.factories.draftcomments import ContributorFactory, RoundFactory, client_of
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


def test_choices_can_be_seen_and_changed_and_nothing_is_altered(
    visitor: Visitor, newcomer: Contributor
) -> None:
    contact = {"may_contact": "on", "email": "ana@example.com"}
    visitor.send(home_of(newcomer), {**YES, **contact, "may_quote": "on", "background": "lived"})
    page = visitor.get(home_of(newcomer, "choices/"))
    content = page.content.decode()
    assert 'value="ana@example.com"' in content
    assert ticked(page.content) == {"may_quote", "may_contact", "background=lived"}
    answer = visitor.send(home_of(newcomer, "choices/"), {"language": "pl", "background": ""})
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(newcomer))
    newcomer.refresh_from_db()
    assert (newcomer.language, newcomer.background) == ("pl", "")
    assert not ContributorContact.objects.exists()
    first, second = newcomer.consents.all()
    assert (first.may_quote, first.may_contact) == (True, True)
    assert (second.store_and_use, second.may_quote, second.may_contact) == (True, False, False)


@pytest.mark.parametrize("status", [RoundStatus.CLOSED, RoundStatus.ARCHIVED])
def test_choices_can_be_changed_after_the_last_day(status: RoundStatus) -> None:
    person = ContributorFactory(round=RoundFactory(status=status), consent__may_quote=True)
    client = client_of(person)
    assert client.post(home_of(person, "choices/"), {"language": "en"}).status_code == 303
    assert not person.consents.last().may_quote


def test_choices_come_after_agreeing(visitor: Visitor, newcomer: Contributor) -> None:
    answer = visitor.get(home_of(newcomer, "choices/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(newcomer))


def test_nobody_can_begin_before_the_round_is_open() -> None:
    round = RoundFactory(status=RoundStatus.DRAFT, opened_at=None, page_title="About bitterns")
    person = ContributorFactory(round=round, started_at=None)
    client = client_of(person)
    answer = client.get(home_of(person))
    assert answer.status_code == 200
    assert "You cannot comment yet" in text_of(answer.content)
    assert round.page_title not in text_of(answer.content)
    assert client.post(home_of(person), YES).status_code == 409
    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize(
    "ending",
    [
        {"status": RoundStatus.CLOSED},
        {"closes_on": timezone.localdate() - timedelta(days=1)},
        {"status": RoundStatus.ARCHIVED},
    ],
)
def test_nobody_can_begin_after_the_last_day(ending: dict[str, Any]) -> None:
    person = ContributorFactory(round=RoundFactory(**ending), started_at=None)
    client = client_of(person)
    words = text_of(client.get(home_of(person)).content)
    assert "You cannot comment any more" in words
    assert person.round.contact_line in words
    assert client.post(home_of(person), YES).status_code == 409
    assert not ConsentEvent.objects.exists()


def test_nobody_can_begin_once_the_page_is_gone(newcomer: Contributor) -> None:
    newcomer.round.page.delete()
    client = client_of(newcomer)
    assert "You cannot comment any more" in text_of(client.get(home_of(newcomer)).content)
    assert client.post(home_of(newcomer), YES).status_code == 409


def test_the_last_day_is_still_a_day_to_begin(newcomer: Contributor) -> None:
    type(newcomer.round).objects.update(closes_on=timezone.localdate())
    assert client_of(newcomer).post(home_of(newcomer), YES).status_code == 303


def test_somebody_who_comes_back_after_the_last_day_finds_their_comments_and_the_date() -> None:
    person = ContributorFactory(round=RoundFactory(status=RoundStatus.CLOSED))
    content = client_of(person).get(home_of(person)).content
    words = text_of(content)
    assert f"By {person.round.reply_by:%-d %B %Y} you can read here" in words
    assert "See or delete your comments" in words
    assert home_of(person, "questions/") not in content.decode()


def test_the_draft_is_not_offered_once_the_round_is_archived() -> None:
    person = ContributorFactory(round=RoundFactory(status=RoundStatus.ARCHIVED))
    assert home_of(person, "read/") not in client_of(person).get(home_of(person)).content.decode()


def test_somebody_who_withdrew_in_another_window_is_let_in_no_more(
    visitor: Visitor, newcomer: Contributor
) -> None:
    visitor.get(home_of(newcomer))
    Contributor.objects.update(withdrawn_at=timezone.now())
    AccessLink.objects.update(revoked_at=timezone.now())
    assert visitor.send(home_of(newcomer), YES).status_code == 410
    assert not ConsentEvent.objects.exists()


def test_markup_in_what_staff_wrote_is_shown_as_it_is(newcomer: Contributor) -> None:
    newcomer.round.purpose = "<script>alert(1)</script> & more"
    newcomer.round.page_title = "<b>Title</b>"
    newcomer.round.save()
    content = client_of(newcomer).get(home_of(newcomer)).content.decode()
    assert "<script>alert" not in content
    assert "&lt;b&gt;Title&lt;/b&gt;" in content
