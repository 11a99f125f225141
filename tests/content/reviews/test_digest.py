"""The monthly digest: who gets it, what is in it, and that it goes once."""

import smtplib
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from wagtail.models import GroupPagePermission, ModelLogEntry

from accounts.models import User
from content.digest import SEND_DIGEST
from pages.models import HomePage
from tests.content.reviews.conftest import MakePage, days_from_now
from tests.draftcomments.moderators import an_editor_of, given
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class RefusesOneAddress(EmailBackend):
    """A mail server that does not know one of the addresses."""

    def send_messages(self, messages: Any) -> int:
        if any("ada@" in address for message in messages for address in message.to):
            raise smtplib.SMTPRecipientsRefused({})
        return super().send_messages(messages)


class Watched(EmailBackend):
    """A mail server during whose work another run begins."""

    transactions: list[int] = []
    others: list[str] = []

    def send_messages(self, messages: Any) -> int:
        self.transactions.append(len(connection.savepoint_ids))
        self.others.append(run())
        return super().send_messages(messages)


class Ends(EmailBackend):
    """A mail server during whose work the process ends."""

    def send_messages(self, messages: Any) -> int:
        raise KeyboardInterrupt


def run(**options: Any) -> str:
    out = StringIO()
    call_command("send_review_digest", stdout=out, **options)
    return out.getvalue()


def an_editor_in_the_group(home_page: HomePage) -> User:
    group, _ = Group.objects.get_or_create(name="Editors")
    group.permissions.add(given("wagtailadmin", "access_admin"))
    GroupPagePermission.objects.get_or_create(
        group=group, page=home_page, permission=given("wagtailcore", "change_page")
    )
    editor = UserFactory(email="ed@example.org")
    editor.groups.add(group)
    return editor


def make_owner(page: Any, email: str) -> User:
    owner = an_editor_of(page, email=email)
    page.owner = owner
    page.save()
    return owner


@pytest.fixture
def owner(live_page: MakePage, old_draft: MakePage) -> User:
    """Somebody with a late page, one that is due soon, one never reviewed and an old draft."""
    late = live_page("A & B\nin two lines", slug="late", review_by=days_from_now(-3))
    owner = make_owner(late, "ada@example.org")
    for page in (
        live_page("Soon", reviewed_on=days_from_now(-300), review_by=days_from_now(9)),
        live_page("Never"),
        live_page("Fine", reviewed_on=days_from_now(0)),
        old_draft("Half done"),
    ):
        owner.groups.add(an_editor_of(page).groups.get())
        type(page).objects.filter(pk=page.pk).update(owner=owner)
    return owner


def test_an_owner_is_told_of_their_own_pages_with_days_and_addresses(owner: User) -> None:
    assert "Digests sent: 1." in run()
    message = mail.outbox[0]
    assert message.to == ["ada@example.org"]
    assert "\n- A & B in two lines (due on " in message.body
    page = owner.owned_pages.get(slug="late")
    assert f"/admin/pages/{page.pk}/edit/" in message.body
    for title in ("Soon", "Never", "Half done"):
        assert f"\n- {title} (" in message.body
    assert "Fine" not in message.body
    assert "Of others" not in message.body


def test_it_goes_once_a_month(owner: User) -> None:
    run()
    assert "Digests sent: 0." in run()
    assert len(mail.outbox) == 1


def test_it_is_noted_with_its_message_and_no_other_run_sends_it(owner: User) -> None:
    Watched.transactions, Watched.others = [], []
    outside = len(connection.savepoint_ids)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Watched"):
        run()
    assert Watched.transactions == [outside + 1]
    assert Watched.others == ["Digests sent: 0.\n"]
    assert len(mail.outbox) == 1


def test_what_was_never_seen_to_go_goes_again_after_an_hour(owner: User) -> None:
    with override_settings(EMAIL_BACKEND=f"{__name__}.Ends"), pytest.raises(KeyboardInterrupt):
        run()
    assert "Digests sent: 0." in run()
    notes = ModelLogEntry.objects.filter(action=SEND_DIGEST)
    notes.update(timestamp=notes.get().timestamp - timedelta(hours=1))
    assert "Digests sent: 1." in run()
    assert "Digests sent: 0." in run()
    assert notes.count() == len(mail.outbox) == 1


def test_a_mail_server_that_does_not_answer_is_left() -> None:
    smtp = mail.get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert smtp.timeout == settings.EMAIL_TIMEOUT == 10


def test_a_dry_run_sends_and_notes_nothing(owner: User) -> None:
    out = run(dry_run=True)
    assert owner.username in out
    assert "Yours: the review is overdue: 1" in out
    assert "ada@example.org" not in out
    assert not mail.outbox
    assert "Digests sent: 1." in run()


def test_one_that_fails_stops_no_other_and_goes_with_the_next_run(
    owner: User, live_page: MakePage
) -> None:
    make_owner(live_page("Other", review_by=days_from_now(-1)), "ben@example.org")
    with (
        override_settings(EMAIL_BACKEND=f"{__name__}.RefusesOneAddress"),
        pytest.raises(CommandError, match="to be tried again: 1"),
    ):
        run()
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]
    assert "Digests sent: 1." in run()
    assert mail.outbox[-1].to == ["ada@example.org"]


def test_editors_are_told_of_the_pages_of_others(owner: User, home_page: HomePage) -> None:
    an_editor_in_the_group(home_page)
    run()
    body = next(message.body for message in mail.outbox if message.to == ["ed@example.org"])
    assert "Of others: the review is overdue (1)" in body
    assert "Of others: drafts older than 30 days (1)" in body
    assert "Yours" not in body


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_nobody_is_written_to_who_cannot_be_reached(owner: User, change: dict[str, Any]) -> None:
    User.objects.filter(pk=owner.pk).update(**change)
    assert "Digests sent: 0." in run()


def test_who_may_no_longer_edit_a_page_reads_no_title_of_it(owner: User) -> None:
    owner.groups.clear()
    assert "Digests sent: 0." in run()
    owner.user_permissions.add(given("wagtailadmin", "access_admin"))
    assert "Digests sent: 0." in run()


def test_long_lists_are_cut_and_say_so(live_page: MakePage, home_page: HomePage) -> None:
    for number in range(17):
        live_page(f"Late {number}", review_by=days_from_now(-number - 1))
    an_editor_in_the_group(home_page)
    run()
    assert "overdue (17)" in mail.outbox[0].body
    assert "- and 2 more: see the list" in mail.outbox[0].body
