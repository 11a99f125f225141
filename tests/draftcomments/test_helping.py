"""Typing in what somebody said, for people who cannot or would rather not write online."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from content.keys import new_token
from draftcomments.actions.erasing import erase_item, withdraw_everything
from draftcomments.actions.helping import MOST_ROWS, Heard, enter_comments
from draftcomments.actions.items import NotOpenError
from draftcomments.actions.people import Agreed
from draftcomments.enums import Language, RoundStatus, Source, State
from draftcomments.models import ConsentEvent, Contributor, ContributorContact, Item, Round
from pages.models import HomePage
from tests.draftcomments.moderators import a_moderator, an_editor_of, in_the_admin
from tests.factories.draftcomments import ContributorFactory, RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
KEY = new_token()
THREE = ("Too long.", "Say which bus.", "Thank you for asking.")


@pytest.fixture
def round() -> Round:
    return RoundFactory(questions=["What is missing?"])


@pytest.fixture
def helper() -> User:
    return a_moderator()


@pytest.fixture
def client(helper: User) -> Client:
    return in_the_admin(helper)


def page_of(round: Round) -> str:
    return reverse("draftcomments_admin:help", args=[round.pk])


def typed(*comments: str, key: str = KEY, about: str = "summary", **fields: Any) -> dict[str, Any]:
    """What the form sends."""
    rows = {
        f"heard-{row}-{name}": value
        for row, words in enumerate(comments)
        for name, value in (("about", about), ("words", words), ("kind", ""))
    }
    total = {"heard-TOTAL_FORMS": len(comments), "heard-INITIAL_FORMS": 0}
    who = {"source": "workshop", "person": "", "agreed": "on", "language": "en", "background": ""}
    return {"key": key, **total, **rows, **who, **fields}


def test_three_comments_of_somebody_without_a_phone(
    client: Client, round: Round, helper: User
) -> None:
    """Facilitator enters three comments for people without phones: marked, attributed, counted."""
    response = client.post(page_of(round), typed(*THREE), follow=True)
    person = Contributor.objects.get(round=round)
    items = list(Item.objects.all())
    assert [item.words for item in items] == list(THREE)
    assert {item.source for item in items} == {Source.WORKSHOP}
    assert {item.entered_by for item in items} == {helper}
    assert {item.contributor for item in items} == {person}
    assert {item.state for item in items} == {State.RECEIVED}
    html = response.content.decode()
    assert f"Stored: 3 comments of {person.pseudonym}." in html
    assert "Comments to check: 3" in html
    assert "Workshop 3" in html


def test_what_a_helper_typed_can_be_erased(client: Client, round: Round) -> None:
    client.post(page_of(round), typed(*THREE))
    erase_item(item=Item.objects.first())
    assert Item.objects.alive().count() == 2
    address = reverse("draftcomments_admin:withdraw", args=[round.pk, Contributor.objects.get().pk])
    assert client.get(address).status_code == 200
    assert Item.objects.alive().count() == 2
    client.post(address)
    assert not Item.objects.alive().exists()
    assert Item.objects.count() == 3
    assert not Item.objects.exclude(words="").exists()


def test_consent_asked_in_person_says_who_asked(client: Client, round: Round, helper: User) -> None:
    more = {"may_quote": "on", "may_contact": "on", "email": "mo@example.org", "phone": ""}
    client.post(page_of(round), typed("Hello.", language="so", background="carer", **more))
    consent, person = ConsentEvent.objects.get(), Contributor.objects.get()
    assert (consent.recorded_by, consent.store_and_use) == (helper, True)
    assert (consent.may_quote, consent.may_contact, consent.may_share) == (True, True, False)
    assert (person.language, person.background) == (Language.SOMALI, "carer")
    assert ContributorContact.objects.get().email == "mo@example.org"
    assert Item.objects.get().language == Language.SOMALI


def test_without_a_yes_nothing_is_stored(client: Client, round: Round) -> None:
    response = client.post(page_of(round), typed("Hello.", agreed=""))
    assert "Ask first." in response.content.decode()
    assert "Hello." in response.content.decode()
    assert not Item.objects.exists()
    assert not Contributor.objects.exists()


def test_how_it_was_heard_has_to_be_said(client: Client, round: Round) -> None:
    html = client.post(page_of(round), typed("Hello.", source="")).content.decode()
    assert "Choose how you heard it." in html
    assert not Item.objects.exists()


def test_somebody_who_never_said_yes_is_asked_too(client: Client, round: Round) -> None:
    person = ContributorFactory(round=round, started_at=None)
    response = client.post(page_of(round), typed("Hello.", agreed="", person=person.pk))
    assert "Ask first." in response.content.decode()
    client.post(page_of(round), typed("Hello.", person=person.pk))
    person.refresh_from_db()
    assert person.has_started
    assert Item.objects.get().contributor == person


def test_somebody_who_said_yes_before_keeps_what_they_chose(client: Client, round: Round) -> None:
    person = ContributorFactory(round=round, consent__may_quote=True)
    client.post(page_of(round), typed("Hello.", agreed="", person=person.pk, source="phone"))
    assert Item.objects.get().source == Source.PHONE
    assert person.consents.get().may_quote


def test_somebody_who_is_asked_again_may_choose_anew(client: Client, round: Round) -> None:
    person = ContributorFactory(round=round, consent__may_quote=True)
    client.post(page_of(round), typed("Hello.", person=person.pk))
    assert [consent.may_quote for consent in person.consents.all()] == [True, False]


def test_a_choice_without_the_first_yes_is_refused(client: Client, round: Round) -> None:
    person = ContributorFactory(round=round)
    data = typed("Hello.", agreed="", person=person.pk, may_quote="on")
    assert "Tick this box too" in client.post(page_of(round), data).content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"may_contact": "on"}, "Write an email address or a phone number."),
        ({"phone": "01234"}, "Tick this box, or leave address and number empty."),
    ],
)
def test_contact_details_and_the_yes_to_them_go_together(
    client: Client, round: Round, fields: dict[str, str], message: str
) -> None:
    assert message in client.post(page_of(round), typed("Hello.", **fields)).content.decode()
    assert not ContributorContact.objects.exists()


def test_a_form_sent_twice_stores_nothing_twice(client: Client, round: Round) -> None:
    for _ in range(2):
        client.post(page_of(round), typed(*THREE))
    assert Item.objects.count() == 3
    assert Contributor.objects.count() == ConsentEvent.objects.count() == 1


def test_a_form_sent_again_with_other_words_changes_nothing(client: Client, round: Round) -> None:
    client.post(page_of(round), typed("First."))
    response = client.post(page_of(round), typed("Second."), follow=True)
    assert "This form was sent before." in response.content.decode()
    assert Item.objects.get().words == "First."


def test_a_form_sent_again_for_somebody_else_changes_nothing(client: Client, round: Round) -> None:
    client.post(page_of(round), typed("First."))
    other = ContributorFactory(round=round)
    data = typed("First.", person=other.pk)
    assert "sent before" in client.post(page_of(round), data, follow=True).content.decode()
    assert Item.objects.get().contributor != other


def test_a_row_added_to_a_form_sent_before_is_of_the_same_person(
    client: Client, round: Round
) -> None:
    client.post(page_of(round), typed("First."))
    client.post(page_of(round), typed("First.", "Second."))
    assert Item.objects.count() == 2
    assert Contributor.objects.count() == 1


def test_a_form_sent_again_brings_nothing_back(client: Client, round: Round) -> None:
    client.post(page_of(round), typed(*THREE))
    withdraw_everything(contributor=Contributor.objects.get())
    response = client.post(page_of(round), typed(*THREE), follow=True)
    assert "sent before" in response.content.decode()
    assert Contributor.objects.count() == 1
    assert not Item.objects.alive().exists()


def test_the_same_key_in_another_round_is_another_form(client: Client, round: Round) -> None:
    client.post(page_of(round), typed("Here."))
    client.post(page_of(RoundFactory()), typed("There."))
    assert Item.objects.count() == 2


def test_more_rows_keep_what_was_typed_and_check_nothing(client: Client, round: Round) -> None:
    data = typed("First.", "Second.", agreed="", more="")
    html = client.post(page_of(round), data).content.decode()
    assert all(words in html for words in ("First.", "Second.", 'name="heard-4-words"', KEY))
    assert "Ask first." not in html
    assert not Item.objects.exists()


def test_rows_end_somewhere(client: Client, round: Round) -> None:
    data = typed(*["Words."] * MOST_ROWS, more="")
    html = client.post(page_of(round), data).content.decode()
    assert f'name="heard-{MOST_ROWS - 1}-words"' in html
    assert f'name="heard-{MOST_ROWS}-words"' not in html


def test_a_form_without_a_comment_is_refused(client: Client, round: Round) -> None:
    response = client.post(page_of(round), typed("", "  "))
    assert "Type in at least one comment." in response.content.decode()
    assert not Contributor.objects.exists()


def test_a_comment_may_be_about_a_question_or_the_whole_page(client: Client, round: Round) -> None:
    client.post(page_of(round), typed("Buses.", about="question:1"))
    client.post(page_of(round), typed("All good.", about="page", key=new_token()))
    places = list(Item.objects.values_list("section_key", "question"))
    assert places == [("page", 1), ("page", None)]


def test_marks_that_nobody_sees_are_not_stored(client: Client, round: Round) -> None:
    client.post(page_of(round), typed("a\u202eb\x00c\r\nd"))
    assert Item.objects.get().words == "abc\nd"


def test_what_came_on_paper_may_come_after_the_last_day(client: Client) -> None:
    round = RoundFactory(status=RoundStatus.CLOSED)
    client.post(page_of(round), typed("Late.", source="paper"))
    assert Item.objects.get().source == Source.PAPER


@pytest.mark.parametrize("status", [RoundStatus.DRAFT, RoundStatus.ARCHIVED])
def test_a_round_that_is_not_running_takes_nothing(client: Client, status: RoundStatus) -> None:
    round = RoundFactory(status=status)
    assert client.get(page_of(round)).status_code == 302
    client.post(page_of(round), typed("Hello."))
    assert not Item.objects.exists()


def test_a_person_of_another_round_is_no_choice(client: Client, round: Round) -> None:
    stranger = ContributorFactory()
    client.post(page_of(round), typed("Hello.", person=stranger.pk))
    assert not Item.objects.exists()


def test_somebody_who_has_withdrawn_is_no_choice(client: Client, round: Round) -> None:
    person = ContributorFactory(round=round)
    withdraw_everything(contributor=person)
    assert person.pseudonym not in client.get(page_of(round)).content.decode()


def test_the_facilitator_may_help_and_an_editor_may_not(home_page: HomePage) -> None:
    round = RoundFactory(page__parent=home_page)
    editor = an_editor_of(round.page)
    assert in_the_admin(editor).get(page_of(round)).status_code == 302
    Round.objects.update(facilitator=editor)
    assert in_the_admin(editor).get(page_of(round)).status_code == 200


def test_asked_by_nobody_and_not_started_nothing_is_stored(round: Round, helper: User) -> None:
    """The action itself refuses, whatever a form may let through."""
    said = Heard(row=0, section_key="page", words="Hello.")
    values = {"round": round, "heard": [said], "source": Source.PHONE, "key": KEY, "user": helper}
    with pytest.raises(NotOpenError):
        enter_comments(contributor=None, asked=None, **values)
    assert not Contributor.objects.exists()
    entered = enter_comments(
        contributor=None, asked={"agreed": Agreed(), "language": Language.ENGLISH}, **values
    )
    assert entered.is_new
