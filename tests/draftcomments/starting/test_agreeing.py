"""What people read first, and what they agree to."""

from datetime import timedelta

import pytest

from draftcomments.models import ConsentEvent, Contributor, ContributorContact
from tests.draftcomments.starting.home import YES, home_of
from tests.draftcomments.visits import Visitor, ticked
from tests.factories.draftcomments import ContributorFactory, RoundFactory, client_of
from tests.selfcheck.markup import error_pattern, text_of

pytestmark = pytest.mark.django_db
NOT_OURS = "We could not check that this came from our page"


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
