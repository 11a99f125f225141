"""Mail is noted and then sent: nothing is lost, nothing goes twice, and nobody waits for a server."""

import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_string
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.management import CommandError, call_command
from django.db import InternalError, transaction
from django.utils import timezone

from operations import mail
from operations.jobs_state import mail_fact
from operations.mail import claimed, send_due
from operations.mail_thread import MailThread, thread
from operations.models import OutgoingMail
from tests.conftest import Commits
from tests.operations.mail_server import Behaviour, closed_port, mail_server

pytestmark = pytest.mark.django_db
TO = "person@example.org"
WORDS = "The words of a message"


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Behaviour, int]]:
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running: tuple[Behaviour, int], settings: Any) -> Behaviour:
    behaviour, port = running
    behaviour.kind, behaviour.connections = "takes", 0
    behaviour.taken.clear()
    settings.EMAIL_BACKEND = "operations.mail.OutboxBackend"
    settings.OUTBOX_DELIVERS_BY = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
    return behaviour


def write(subject: str = "A subject") -> None:
    send_mail(subject, WORDS, "site@example.org", [TO])


def make_due() -> None:
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(seconds=1))


def test_the_answer_means_noted_and_nothing_readable_is_stored(server: Behaviour) -> None:
    write()
    seal = bytes(OutgoingMail.objects.get().sealed)
    assert TO.encode() not in seal
    assert WORDS.encode() not in seal
    assert server.connections == 0


def test_a_message_goes_once_and_is_gone(server: Behaviour) -> None:
    write()
    assert (send_due().sent, send_due().sent) == (1, 0)
    (taken,) = server.taken
    assert WORDS in taken
    assert not OutgoingMail.objects.exists()


def test_nothing_goes_when_the_change_it_tells_of_is_undone(server: Behaviour) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_all_parts_of_a_message_arrive(server: Behaviour) -> None:
    message = EmailMultiAlternatives(
        "Größe",
        "plain",
        "site@example.org",
        [TO],
        bcc=["hidden@example.org"],
        cc=["copy@example.org"],
        reply_to=["answer@example.org"],
        headers={"Auto-Submitted": "no"},
    )
    message.attach_alternative("<p>rich</p>", "text/html")
    message.attach("note.txt", "words", "text/plain")
    message.attach("data.bin", b"\x00\xff", "application/octet-stream")
    message.send()
    send_due()
    arrived = message_from_string(server.taken[0])
    assert (arrived["Cc"], arrived["Reply-To"]) == ("copy@example.org", "answer@example.org")
    assert arrived["Auto-Submitted"] == "no"
    assert "hidden@" not in server.taken[0]
    parts = {part.get_filename() or part.get_content_type(): part for part in arrived.walk()}
    assert {"text/html", "note.txt", "data.bin"} <= set(parts)
    assert parts["data.bin"].get_payload(decode=True) == b"\x00\xff"


@pytest.mark.parametrize("kind", ["refuses", "cuts", "hangs"])
def test_a_server_that_fails_loses_nothing(server: Behaviour, kind: str) -> None:
    server.kind = kind
    write()
    with pytest.raises(CommandError, match="to be tried again: 1"):
        call_command("send_mail_queue")
    row = OutgoingMail.objects.get()
    waits = row.next_try - timezone.now()
    assert row.tries == 1
    assert timedelta(seconds=50) < waits <= timedelta(minutes=1)
    server.kind = "takes"
    assert send_due().sent == 0
    make_due()
    assert send_due().sent == 1
    assert len(server.taken) == 1


def test_a_server_that_is_not_there_loses_nothing(server: Behaviour, settings: Any) -> None:
    settings.EMAIL_PORT = closed_port()
    write()
    assert send_due().failed == 1
    assert OutgoingMail.objects.count() == 1


def test_a_bad_goodbye_sends_nothing_twice(server: Behaviour) -> None:
    server.kind = "hangs_at_goodbye"
    write()
    assert send_due().sent == 1
    make_due()
    assert send_due() == mail.Delivery(0, 0)
    assert len(server.taken) == 1


def test_of_two_who_send_at_the_same_moment_one_does(server: Behaviour) -> None:
    write()
    one, other = OutgoingMail.objects.get(), OutgoingMail.objects.get()
    assert claimed(one)
    assert not claimed(other)
    assert send_due() == mail.Delivery(0, 0)


def test_who_was_killed_while_sending_is_taken_over_later(server: Behaviour) -> None:
    write()
    claimed(OutgoingMail.objects.get())
    again = OutgoingMail.objects.get().next_try - timezone.now()
    assert timedelta(minutes=14) < again <= mail.LONGEST_TRY


def test_the_number_of_a_message_stays_the_same(server: Behaviour) -> None:
    server.kind = "cuts"
    write()
    before = mail.opened(bytes(OutgoingMail.objects.get().sealed)).extra_headers["Message-ID"]
    send_due()
    make_due()
    server.kind = "takes"
    send_due()
    assert message_from_string(server.taken[0])["Message-ID"] == before


def test_after_three_days_it_is_given_up_and_operators_are_told(server: Behaviour) -> None:
    write()
    make_due()
    OutgoingMail.objects.update(created=timezone.now() - timedelta(days=3, minutes=1))
    assert send_due() == mail.Delivery(0, 0)
    fact = mail_fact(timezone.now())
    assert (fact.state, fact.figures["given_up_mail"]) == ("bad", 1)
    OutgoingMail.objects.update(created=timezone.now() - timedelta(days=11))
    call_command("send_mail_queue")
    assert not OutgoingMail.objects.exists()


def test_operators_see_what_waits_for_an_hour(server: Behaviour) -> None:
    assert mail_fact(timezone.now()).state == "good"
    write()
    assert mail_fact(timezone.now() + timedelta(hours=2)).state == "warning"


def test_a_message_whose_key_is_gone_stops_no_other(server: Behaviour, settings: Any) -> None:
    settings.CONTACT_KEYS = ["one key that is forgotten afterwards " * 2]
    write()
    settings.CONTACT_KEYS = ["another key, and no other besides it " * 2]
    write()
    assert send_due() == mail.Delivery(sent=1, failed=1)


@pytest.mark.parametrize("kind", ["hangs", "slow", "takes"])
def test_nobody_waits_for_a_mail_server(server: Behaviour, kind: str, committed: Commits) -> None:
    server.kind = kind
    began = time.monotonic()
    with committed() as asked:
        write()
    assert time.monotonic() - began < 2.5
    assert len(asked) == 1
    assert thread.wait(20)


@pytest.mark.parametrize("error", [InternalError("read only"), ValueError("unforeseen")])
def test_no_error_ends_the_thread_for_good(error: Exception) -> None:
    tried: list[str] = []
    own = MailThread()

    def fail() -> bool:
        raise error

    own.add(fail)
    assert own.wait(20)
    own.quiet_until = 0
    own.add(lambda: bool(tried.append("tried")))
    assert own.wait(20)
    assert tried == ["tried"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_was_ended_has_a_successor() -> None:
    tried: list[str] = []
    own = MailThread()

    def end() -> bool:
        raise KeyboardInterrupt

    own.add(end)
    assert own.wait(20)
    own.quiet_until = 0
    deadline = time.monotonic() + 5
    while own.running and time.monotonic() < deadline:
        time.sleep(0.01)
    own.add(lambda: bool(tried.append("tried")))
    assert own.wait(20)
    assert tried == ["tried"]


def test_after_a_failure_the_thread_leaves_the_server_alone_for_a_minute() -> None:
    tried: list[str] = []
    own = MailThread()
    for answer in (True, False, True):
        own.add(lambda answer=answer: tried.append("tried") or answer)  # type: ignore[misc]
    assert own.wait(20)
    own.add(lambda: bool(tried.append("too soon")))
    assert own.wait(20)
    assert tried == ["tried", "tried"]
