"""What a person is told first, what they agree to, and changing it later."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, ConsentEvent, Contributor, ContributorContact
from tests.draftcomments.visits import Visitor, ticked
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    RoundFactory,
    client_of,
)
from tests.selfcheck.markup import error_pattern, text_of

pytestmark = pytest.mark.django_db
NOT_OURS = "We could not check that this came from our page"
SECRET = "s" * 43
YES = {"store_and_use": "on", "language": "en", "background": ""}


@pytest.fixture
def newcomer() -> Contributor:
    person: Contributor = ContributorFactory(started_at=None)
    AccessLinkFactory(contributor=person, secret=SECRET)
    return person


@pytest.fixture
def visitor(newcomer: Contributor) -> Visitor:
    visitor = Visitor()
    visitor.get(f"/have-your-say/l/{SECRET}/", follow=True)
    return visitor


def home_of(person: Contributor, rest: str = "") -> str:
    return f"/have-your-say/{person.round.public_id}/{rest}"


def test_the_start_page_says_why_what_can_change_and_by_when_people_hear(
    newcomer: Contributor,
) -> None:
    round = newcomer.round
    round.cannot_change = "The law."
    round.content_note = "It speaks of loss."
    round.delete_words_on = round.closes_on + timedelta(days=365)
    round.save()
    words = text_of(client_of(newcomer).get(home_of(newcomer)).content)
    for told in (
        round.page_title,
        round.purpose,
        round.can_change,
        round.cannot_change,
        round.content_note,
        newcomer.pseudonym,
        f"{round.closes_on:%-d %B %Y}",
        f"{round.reply_by:%-d %B %Y}",
        f"{round.delete_words_on:%-d %B %Y}",
    ):
        assert told in words


@pytest.mark.parametrize(
    ("live", "told"),
    [
        (False, "This page is a draft. It is not public yet."),
        (True, "We are working on this page. What you read here is a draft"),
    ],
)
def test_a_page_that_is_public_is_not_said_to_be_hidden(
    newcomer: Contributor, live: bool, told: str
) -> None:
    type(newcomer.round.page).objects.filter(pk=newcomer.round.page_id).update(live=live)
    words = text_of(client_of(newcomer).get(home_of(newcomer)).content)
    assert told in words
    assert ("It is not public yet" in words) is not live


def test_whom_to_ask_whether_it_is_real_stands_before_anything_to_press(
    newcomer: Contributor,
) -> None:
    words = text_of(client_of(newcomer).get(home_of(newcomer)).content)
    asking, contact = "is asking you. Not sure if this is real?", newcomer.round.contact_line
    assert 0 < words.index(asking) < words.index(contact) < words.index("Why we ask")


def test_how_to_delete_words_after_the_link_is_told(newcomer: Contributor) -> None:
    words = text_of(client_of(newcomer).get(home_of(newcomer)).content)
    contact = newcomer.round.contact_line
    assert f"To delete them when your link has ended, ask: {contact}" in words
    assert "until the last day, or until we have answered" in words


def test_nothing_of_the_draft_but_its_name_is_shown_before_somebody_agrees(
    newcomer: Contributor,
) -> None:
    content = client_of(newcomer).get(home_of(newcomer)).content.decode()
    assert "Ask early." not in content
    assert home_of(newcomer, "read/") not in content


def test_agreeing_starts_and_leads_to_the_draft(visitor: Visitor, newcomer: Contributor) -> None:
    answer = visitor.send(home_of(newcomer), YES)
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(newcomer, "read/"))
    newcomer.refresh_from_db()
    assert newcomer.has_started
    event = newcomer.consents.get()
    yes = (event.store_and_use, event.may_share, event.may_quote, event.may_contact)
    assert yes == (True, False, False, False)
    assert not ContributorContact.objects.exists()


def test_where_there_are_questions_both_ways_are_offered(
    visitor: Visitor, newcomer: Contributor
) -> None:
    newcomer.round.questions = ["Is it fair?", "What is missing?"]
    newcomer.round.save()
    answer = visitor.send(home_of(newcomer), YES)
    assert answer.headers["Location"] == home_of(newcomer)
    content = visitor.get(home_of(newcomer)).content
    assert "Answer 2 questions instead" in text_of(content)
    for rest in ("read/", "questions/", "mine/", "what-happened/", "choices/", "withdraw/"):
        assert f'href="{home_of(newcomer, rest)}"' in content.decode()


def test_without_the_tick_nothing_is_stored_and_nothing_typed_is_lost(
    visitor: Visitor, newcomer: Contributor
) -> None:
    typed = {"may_contact": "on", "email": "ana@example.com", "phone": "01234 567890"}
    answer = visitor.send(
        home_of(newcomer), {**typed, "language": "so", "background": "carer", "may_quote": "on"}
    )
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "to go on" in text_of(answer.content)
    content = answer.content.decode()
    assert 'value="ana@example.com"' in content
    assert 'value="01234 567890"' in content
    assert '<option value="so" selected>' in content
    assert ticked(answer.content) == {"may_quote", "may_contact", "background=carer"}
    newcomer.refresh_from_db()
    assert newcomer.started_at is None
    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ({"may_contact": "on"}, "a phone number, or untick the box above"),
        ({"email": "ana@example.com"}, "If not, empty the boxes below"),
        ({"phone": "01234"}, "Tick this if we may contact you"),
        ({"may_contact": "on", "email": "ana"}, "An email address looks like"),
        ({"may_contact": "on", "phone": "1" * 41}, "must be 40 characters or fewer"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"background": "xx"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_together_is_explained(
    visitor: Visitor, newcomer: Contributor, typed: dict[str, str], what: str
) -> None:
    answer = visitor.send(home_of(newcomer), {**YES, **typed})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert what in text_of(answer.content)
    assert not ConsentEvent.objects.exists()


def test_all_that_somebody_says_is_stored(visitor: Visitor, newcomer: Contributor) -> None:
    said = {
        **YES,
        "may_quote": "on",
        "may_contact": "on",
        "email": "ana@example.com",
        "language": "ar",
        "background": "lived",
    }
    assert visitor.send(home_of(newcomer), said).status_code == 303
    newcomer.refresh_from_db()
    assert (newcomer.language, newcomer.background) == ("ar", "lived")
    assert newcomer.contact.email == "ana@example.com"
    event = newcomer.consents.get()
    assert (event.may_share, event.may_quote, event.may_contact) == (False, True, True)


def test_sharing_is_asked_about_only_where_comments_are_shown_to_others(
    visitor: Visitor, newcomer: Contributor
) -> None:
    assert b'name="may_share"' not in visitor.get(home_of(newcomer)).content
    visitor.send(home_of(newcomer), {**YES, "may_share": "on"})
    assert not newcomer.consents.get().may_share
    other = ContributorFactory(started_at=None, round=RoundFactory(show_others=True))
    client = client_of(other)
    assert b'name="may_share"' in client.get(home_of(other)).content
    client.post(home_of(other), {**YES, "may_share": "on"})
    assert other.consents.get().may_share


def test_a_double_tap_agrees_once(visitor: Visitor, newcomer: Contributor) -> None:
    visitor.send(home_of(newcomer), YES)
    answer = visitor.send(home_of(newcomer), YES)
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(newcomer))
    assert newcomer.consents.count() == 1


def test_reading_the_start_page_agrees_to_nothing(newcomer: Contributor) -> None:
    client = client_of(newcomer)
    client.get(home_of(newcomer) + "?store_and_use=on&language=en")
    client.head(home_of(newcomer))
    newcomer.refresh_from_db()
    assert newcomer.started_at is None
    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize("rest", ["", "choices/"])
def test_a_form_from_no_page_of_ours_changes_nothing_and_keeps_what_was_typed(
    visitor: Visitor, newcomer: Contributor, rest: str
) -> None:
    if rest:
        visitor.send(home_of(newcomer), YES)
    before = ConsentEvent.objects.count()
    typed = {**YES, "may_contact": "on", "email": "ana@example.com"}
    answer = visitor.post(home_of(newcomer, rest), typed)
    assert answer.status_code == 403
    assert NOT_OURS in text_of(answer.content)
    assert 'value="ana@example.com"' in answer.content.decode()
    assert ConsentEvent.objects.count() == before
    assert visitor.send(home_of(newcomer, rest), typed).status_code == 303
    assert ContributorContact.objects.get().email == "ana@example.com"


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
