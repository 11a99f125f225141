"""Messages: to whom, once each, and with nobody’s words, titles or names."""

import logging
from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from draftcomments.actions.checking import check_item, put_back
from draftcomments.enums import Reason, State
from draftcomments.models import ConsentEvent, Contributor, ContributorContact, Item, Round
from draftcomments.notices import Delivery, send_notices
from tests.draftcomments.moderators import a_moderator, a_superuser
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db
REFUSED = "refused@example.org"
SECRETS = ("secret", "Heron", "Waiting rooms", "Shah", "FB-")


class PickyBackend(EmailBackend):
    """A mail server that takes no message to one address."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if any(REFUSED in message.recipients() for message in messages):
            raise SMTPRecipientsRefused({REFUSED: (550, b"No such user")})
        return super().send_messages(messages)


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def with_news(**values: Any) -> Contributor:
    """Somebody who agreed to be told, whose comment has an answer that is shown."""
    email = values.pop("email", "person@example.org")
    agrees = values.pop("agrees", True)
    person = ContributorFactory(pseudonym="Quiet Heron", consent={"may_contact": agrees}, **values)
    ContributorContact.objects.create(contributor=person, email=email)
    AccessLinkFactory(contributor=person)
    item = ItemFactory(contributor=person, state=State.ANSWERED, words="secret words")
    OutcomeFactory(round=person.round, items=[item], we_did="secret answer")
    return person


def test_moderators_are_told_how_many_wait() -> None:
    a_moderator(email="one@example.org")
    a_moderator(email="two@example.org")
    a_superuser(email="super@example.org")
    UserFactory(email="editor@example.org")
    ItemFactory.create_batch(3)
    ItemFactory(state=State.HELD)
    assert send_notices() == Delivery(sent=1, failed=0)
    (message,) = mail.outbox
    assert message.subject == "3 new comments to check"
    assert (message.to, message.bcc) == ([], ["one@example.org", "two@example.org"])
    assert "/admin/feedback/" in message.body


def test_moderators_are_told_of_each_comment_once() -> None:
    a_moderator(email="one@example.org")
    ItemFactory()
    send_notices()
    send_notices()
    ItemFactory()
    send_notices()
    assert subjects() == ["1 new comment to check"] * 2


def test_a_comment_that_its_author_changed_is_new_again() -> None:
    a_moderator(email="one@example.org")
    item = ItemFactory()
    send_notices()
    Item.objects.filter(pk=item.pk).update(changed_at=timezone.now())
    send_notices()
    assert len(mail.outbox) == 2


def test_a_moderator_who_left_is_not_told() -> None:
    a_moderator(email="one@example.org", is_active=False)
    item = ItemFactory()
    assert send_notices() == Delivery(0, 0)
    item.refresh_from_db()
    assert item.told_at is None


def test_an_owner_is_told_of_comments_that_were_shared_once() -> None:
    moderator = a_moderator()
    round = RoundFactory(owner=UserFactory(email="owner@example.org"))
    items = ItemFactory.create_batch(2, contributor__round=round)
    send_notices()
    assert mail.outbox == []
    for item in items:
        check_item(item=item, user=moderator, version=1)
    send_notices()
    send_notices()
    (message,) = mail.outbox
    assert message.subject == "2 comments wait for an answer"
    assert message.to == ["owner@example.org"]


def test_one_message_for_all_rounds_of_an_owner() -> None:
    owner = UserFactory(email="owner@example.org")
    for _ in range(2):
        ItemFactory(contributor__round=RoundFactory(owner=owner), state=State.CHECKED)
    send_notices()
    assert subjects() == ["2 comments wait for an answer"]


def test_an_owner_of_a_round_without_a_page_is_not_told() -> None:
    round = RoundFactory(owner=UserFactory(email="owner@example.org"))
    ItemFactory(contributor__round=round, state=State.CHECKED)
    Round.objects.update(page=None)
    assert send_notices() == Delivery(0, 0)


def test_moderators_are_told_of_what_was_put_back() -> None:
    moderator = a_moderator(email="one@example.org")
    item = ItemFactory(state=State.HELD, told_at=timezone.now())
    put_back(item=item, user=moderator, version=1)
    send_notices()
    assert subjects() == ["1 new comment to check"]


def test_a_person_who_agreed_is_told_that_there_is_a_reply_once() -> None:
    person = with_news()
    send_notices()
    send_notices()
    (message,) = mail.outbox
    assert message.subject == "There is a reply to your comments"
    assert message.to == ["person@example.org"]
    assert message.body.startswith("There is a reply to your comments.")
    assert "/have-your-say/" in message.body
    person.refresh_from_db()
    assert person.told_at is not None


def test_something_new_is_told_again() -> None:
    person = with_news()
    send_notices()
    item = ItemFactory(contributor=person, state=State.ANSWERED)
    OutcomeFactory(round=person.round, items=[item])
    send_notices()
    Round.objects.update(statement_shown_at=timezone.now())
    send_notices()
    assert len(mail.outbox) == 3


def test_a_statement_alone_is_no_reply() -> None:
    person = with_news()
    send_notices()
    Round.objects.update(statement_shown_at=timezone.now())
    send_notices()
    news = "There is something new to read about the draft you commented on"
    assert subjects()[-1] == news
    assert mail.outbox[-1].body.startswith(f"{news}.")
    item = ItemFactory(contributor=person, state=State.ANSWERED)
    OutcomeFactory(round=person.round, items=[item])
    send_notices()
    assert subjects()[-1] == "There is a reply to your comments"


def test_a_statement_before_any_answer_is_told_as_something_new() -> None:
    person = with_news()
    person.round.outcomes.all().delete()
    Round.objects.update(statement_shown_at=timezone.now())
    send_notices()
    assert subjects() == ["There is something new to read about the draft you commented on"]


def test_a_change_of_mind_about_messages_is_heeded() -> None:
    person = with_news()
    ConsentEvent.objects.create(
        contributor=person, notice_version=1, store_and_use=True, may_contact=False
    )
    assert send_notices() == Delivery(0, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"agrees": False},
        {"email": ""},
        {"withdrawn_at": timezone.now()},
        {"round__delete_contacts_on": timezone.localdate()},
    ],
    ids=["never agreed", "no address", "withdrawn", "time is up"],
)
def test_nobody_else_is_told(values: dict[str, Any]) -> None:
    with_news(**values)
    assert send_notices() == Delivery(0, 0)


def test_nobody_is_sent_to_a_link_that_has_ended() -> None:
    person = with_news()
    person.links.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert send_notices() == Delivery(0, 0)
    person.links.update(expires_on=timezone.localdate(), revoked_at=timezone.now())
    assert send_notices() == Delivery(0, 0)


@pytest.mark.parametrize(
    "state", [State.HELD, State.SET_ASIDE, State.CHECKED], ids=lambda state: state.value
)
def test_nobody_is_told_of_an_answer_to_what_was_taken_back(state: State) -> None:
    with_news()
    Item.objects.update(state=state)
    send_notices()
    assert mail.outbox == []


def test_nobody_is_told_of_an_answer_that_is_not_shown() -> None:
    person = with_news()
    person.round.outcomes.update(shown_at=None)
    assert send_notices() == Delivery(0, 0)


def test_a_message_holds_no_words_no_titles_and_no_names() -> None:
    moderator = a_moderator(email="one@example.org", first_name="Shah")
    round = RoundFactory(
        owner=UserFactory(email="owner@example.org", first_name="Shah"),
        page_title="Waiting rooms",
        contact_line="Dr Shah",
        purpose="secret",
    )
    person = with_news(round=round)
    ItemFactory(contributor=person, words="secret <script>alert(1)</script>")
    shared = ItemFactory(contributor=person, words="secret")
    check_item(item=shared, user=moderator, version=1, shared_words="secret", reason=Reason.UNKIND)
    assert send_notices() == Delivery(sent=3, failed=0)
    for message in mail.outbox:
        whole = message.message().as_string() + message.body
        assert [word for word in SECRETS if word in whole] == []


def test_a_message_that_fails_stops_no_other_and_is_tried_again(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    refused, other = with_news(email=REFUSED), with_news()
    with caplog.at_level(logging.WARNING):
        assert send_notices() == Delivery(sent=1, failed=1)
    assert REFUSED not in caplog.text
    assert "It will be tried again." in caplog.text
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.told_at, other.told_at is None) == (None, False)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_notices() == Delivery(sent=1, failed=0)
    assert [message.to for message in mail.outbox] == [["person@example.org"], [REFUSED]]


def test_a_comment_that_moved_on_while_a_message_went_is_not_noted_as_told() -> None:
    class CheckedMeanwhile(EmailBackend):
        def send_messages(self, messages: list[EmailMessage]) -> int:
            for item in Item.objects.waiting():
                check_item(item=item, user=moderator, version=item.version)
            return super().send_messages(messages)

    moderator = a_moderator(email="one@example.org")
    item = ItemFactory(contributor__round=RoundFactory(owner=UserFactory(email="o@example.org")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend", CheckedMeanwhile)
        send_notices()
    assert subjects() == ["1 new comment to check", "1 comment waits for an answer"]
    item.refresh_from_db()
    assert item.state == State.CHECKED


def test_the_command_says_how_many_went_and_fails_when_one_did_not(settings: Any) -> None:
    with_news()
    out = StringIO()
    call_command("send_feedback_notices", stdout=out)
    assert out.getvalue() == "Messages sent: 1.\n"
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    with_news(email=REFUSED)
    with pytest.raises(CommandError, match="Could not be sent, to be tried again: 1"):
        call_command("send_feedback_notices", stdout=out)
