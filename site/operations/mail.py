"""Mail that is noted before it is sent, so that no mail server keeps anybody waiting or loses it.

A message is stored in the caller's own transaction, encrypted. After the transaction it is tried at
once, on a thread of its own. What could not be sent is tried again by `manage.py send_mail_queue`.

A message goes once, but for one moment: where the process or the database ends after the mail
server took the message and before the row is deleted, it goes again, with the same Message-ID.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from operations.mail_thread import thread
from operations.models import OutgoingMail
from operations.sealing import UnreadableError, opened, sealed

logger = logging.getLogger(__name__)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
TRIED_FOR = timedelta(days=3)
KEPT_FOR = timedelta(days=10)
"""How long a message that was given up is kept, so that the operators see it."""
LONGEST_TRY = timedelta(minutes=15)
"""A message that somebody began to send, and did not finish, may be begun again after this."""


@dataclass(frozen=True)
class Delivery:
    """What became of the messages that were due."""

    sent: int
    failed: int


class OutboxBackend(BaseEmailBackend):
    """Takes every message of the site. Its answer means: noted, and will be sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        messages = [message for message in email_messages if message.recipients()]
        rows = [OutgoingMail(sealed=sealed(message), next_try=now) for message in messages]
        with transaction.atomic():
            for row in rows:
                row.save()
                transaction.on_commit(partial(thread.add, partial(try_one, row.pk)))
        return len(rows)


def try_one(pk: int) -> bool:
    """Try a message that is due. Whether the next ones should be tried now, too."""
    row = OutgoingMail.objects.filter(pk=pk, next_try__lte=timezone.now()).first()
    return row is None or is_sent(row) is not False


def send_due() -> Delivery:
    """Try all messages that are due, one after the other."""
    given = [is_sent(row) for row in due().iterator()]
    return Delivery(sent=given.count(True), failed=given.count(False))


def due() -> QuerySet[OutgoingMail]:
    now = timezone.now()
    return OutgoingMail.objects.filter(next_try__lte=now, created__gt=now - TRIED_FOR).order_by(
        "next_try"
    )


def given_up() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(created__lte=timezone.now() - TRIED_FOR)


def forget_given_up() -> int:
    """Delete what was given up long enough ago for everybody to have seen it."""
    return OutgoingMail.objects.filter(created__lte=timezone.now() - KEPT_FOR).delete()[0]


def is_sent(row: OutgoingMail) -> bool | None:
    """Whether a message went. None when somebody else has it in hand.

    An error may hold an address: only its kind is logged.
    """
    if not claimed(row):
        return None
    connection = get_connection(str(settings.OUTBOX_DELIVERS_BY))
    try:
        connection.open()
        connection.send_messages([opened(bytes(row.sealed))])
    except (OSError, ValueError, UnreadableError) as error:
        put_off(row, error)
        return False
    else:
        row.delete()
        return True
    finally:
        close_quietly(connection)


def claimed(row: OutgoingMail) -> bool:
    """Take a message in hand. One process gets it, however many try at the same moment."""
    until = timezone.now() + LONGEST_TRY
    seen = OutgoingMail.objects.filter(pk=row.pk, next_try=row.next_try, tries=row.tries)
    return bool(seen.update(next_try=until, tries=row.tries + 1))


def put_off(row: OutgoingMail, error: Exception) -> None:
    kind, tries = type(error).__name__, row.tries + 1
    again = next_try(timezone.now(), tries)
    OutgoingMail.objects.filter(pk=row.pk).update(next_try=again)
    if again > row.created + TRIED_FOR:
        logger.error("Message %s could not be sent for three days and is given up.", row.pk)
    else:
        logger.warning("Message %s could not be sent (%s), try %s.", row.pk, kind, tries)


def next_try(now: datetime, tries: int) -> datetime:
    """When to try again: after 1, 5 and 15 minutes, and then every hour.

    >>> noon = datetime(2026, 11, 1, 12, 0)
    >>> [str(next_try(noon, tries).time()) for tries in (1, 2, 3, 4, 9)]
    ['12:01:00', '12:05:00', '12:15:00', '13:00:00', '13:00:00']
    """
    return now + WAITS[min(tries, len(WAITS)) - 1]


def close_quietly(connection: Any) -> None:
    """What goes wrong after the server has taken a message must not send it again."""
    try:
        connection.close()
    except OSError as error:
        logger.info("The mail server did not say goodbye (%s).", type(error).__name__)
