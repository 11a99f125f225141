"""Short messages that somebody has something to do or to read: no words, no titles, no names.

Nothing depends on them. Each is noted once it has gone, so that it goes once; one that could not be
sent is left for the next time, and stops no other.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from draftcomments.enums import State
from draftcomments.models import AccessLink, Contributor, Item
from draftcomments.permissions import MODERATE

logger = logging.getLogger(__name__)
THERE_IS_A_REPLY = "There is a reply to your comments"
SOMETHING_NEW = "There is something new to read about the draft you commented on"


@dataclass(frozen=True)
class Notice:
    """One message, to one person or to several who do not see each other. `note`: once it has gone."""

    to: list[str]
    subject: str
    text: str
    note: Callable[[], object]


@dataclass(frozen=True)
class Delivery:
    """How many messages went, and how many did not."""

    sent: int
    failed: int


def send_notices() -> Delivery:
    """Send all messages that are due."""
    went = [is_delivered(notice) for notice in due(timezone.now())]
    return Delivery(sent=went.count(True), failed=went.count(False))


def due(now: datetime) -> Iterator[Notice]:
    yield from for_moderators(now)
    yield from for_owners(now)
    yield from for_people(now)


def is_delivered(notice: Notice) -> bool:
    """Whether a message could be sent. An error may hold an address: only its kind is logged."""
    alone = len(notice.to) == 1
    message = EmailMessage(
        notice.subject,
        notice.text,
        to=notice.to if alone else None,
        bcc=None if alone else notice.to,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        # The message waits in the same database: both are stored, or neither.
        with transaction.atomic():
            message.send()
            notice.note()
    except (OSError, ValueError) as error:
        kind = type(error).__name__
        logger.warning("A notice could not be sent (%s). It will be tried again.", kind)
        return False
    return True


def for_moderators(now: datetime) -> Iterator[Notice]:
    """How many comments came since the last message: one message to all moderators."""
    new = list(Item.objects.waiting().untold().values_list("pk", flat=True))
    to = list(moderators().values_list("email", flat=True))
    if new and to:
        text = staff_text("to_check", len(new), "draftcomments_admin:queue")
        note = partial(note_items, new, State.RECEIVED, now)
        comments = "new comment" if len(new) == 1 else "new comments"
        yield Notice(to, f"{len(new)} {comments} to check", text, note)


def moderators() -> QuerySet[User]:
    """Who may read words as they were written, and can be reached."""
    given = Permission.objects.filter(
        codename=MODERATE, content_type__app_label="draftcomments"
    ).values("pk")
    named = Q(groups__permissions__in=given) | Q(user_permissions__in=given)
    reachable = User.objects.filter(is_active=True).exclude(email="")
    return reachable.filter(named).distinct().order_by("pk")


def for_owners(now: datetime) -> Iterator[Notice]:
    """How many comments were shared since the last message: one to each owner of a round."""
    shared = Item.objects.to_answer().untold().exclude(round__owner__email="")
    reachable = shared.filter(round__page__isnull=False, round__owner__is_active=True)
    new: dict[str, list[int]] = defaultdict(list)
    for email, pk in reachable.values_list("round__owner__email", "pk"):
        new[email].append(pk)
    for email, items in new.items():
        wait = "comment waits" if len(items) == 1 else "comments wait"
        text = staff_text("to_answer", len(items), "draftcomments_admin:report")
        note = partial(note_items, items, State.CHECKED, now)
        yield Notice([email], f"{len(items)} {wait} for an answer", text, note)


def for_people(now: datetime) -> Iterator[Notice]:
    """One to each person who agreed to it, when there is something new to read."""
    for person in people_with_news(timezone.localdate()):
        if person.contact.email:
            news = THERE_IS_A_REPLY if person.has_reply else SOMETHING_NEW
            context = {"news": news, "url": absolute("draftcomments:enter")}
            text = render_to_string("draftcomments/mail/reply.txt", context)
            note = partial(note_person, person.pk, now)
            yield Notice([person.contact.email], news, text, note)


def people_with_news(today: date) -> QuerySet[Any]:
    """Who has something to read that no message told them of, and a link that opens it."""
    ways_in = AccessLink.objects.filter(
        contributor=OuterRef("pk"), revoked_at__isnull=True, expires_on__gte=today
    )
    kept = Q(round__delete_contacts_on__isnull=True) | Q(round__delete_contacts_on__gt=today)
    people: QuerySet[Any] = Contributor.objects.with_news().filter(kept, has_news=True)
    return people.filter(Exists(ways_in)).select_related("contact")


def note_items(items: list[int], state: State, now: datetime) -> None:
    """Those that are still where they were when the message was written."""
    Item.objects.filter(pk__in=items, state=state).update(told_at=now)


def note_person(pk: int, now: datetime) -> None:
    Contributor.objects.filter(pk=pk).update(told_at=now)


def staff_text(template: str, number: int, address: str) -> str:
    context = {"number": number, "url": absolute(address)}
    return render_to_string(f"draftcomments/mail/{template}.txt", context)


def absolute(name: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name)}"
