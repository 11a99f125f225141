"""The monthly digest: to whom it goes, what is in it, and that it goes once.

It holds titles, days and addresses of the admin: nothing that a reader or a contributor wrote.

That a digest is about to go is noted first. The note is made whole in the transaction that stores
the message; one that was never made whole counts for an hour. So a digest is stored once, and is
lost nowhere.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page

from content.review_days import SOON_DAYS, Standing
from content.reviews import (
    OLD_DRAFT_DAYS,
    editable_by,
    old_drafts,
    reviewed_pages,
    that_stand,
)

logger = logging.getLogger(__name__)
SEND_DIGEST = "content.send_review_digest"
EDITORS = "Editors"
MOST_ROWS = 15
ON_ITS_WAY = "on_its_way"
LONGEST_ON_ITS_WAY = timedelta(hours=1)


@dataclass(frozen=True)
class DigestRow:
    title: str
    detail: str
    address: str


@dataclass(frozen=True)
class DigestSection:
    """Some pages under a heading; `number` counts those that are left out too."""

    heading: str
    number: int
    rows: tuple[DigestRow, ...]

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


@dataclass(frozen=True)
class Digest:
    """What one person is told this month."""

    person: Any
    month: date
    sections: tuple[DigestSection, ...]

    @property
    def subject(self) -> str:
        return f"Pages to look at: {date_format(self.month, 'F Y')}"

    @property
    def text(self) -> str:
        context = {
            "month": self.month,
            "sections": self.sections,
            "reviews": absolute(reverse("review_report")),
            "drafts": absolute(reverse("old_drafts")),
        }
        return render_to_string("content/mail/review_digest.txt", context)


@dataclass(frozen=True)
class Delivery:
    """How many digests went, and how many did not."""

    sent: int
    failed: int


def recipients() -> Any:
    """Who owns a page or is an editor, may enter the admin, and can be reached."""
    owners = Page.objects.filter(owner__isnull=False).order_by().values("owner")
    people = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    asked = people.filter(Q(pk__in=owners) | Q(groups__name=EDITORS)).distinct().order_by("pk")
    return [person for person in asked if person.has_perm("wagtailadmin.access_admin")]


def digests(today: date) -> Iterator[Digest]:
    """The digests of this month that have not gone: none for somebody with nothing to do."""
    for person in recipients():
        if not was_sent(person, today):
            sections = tuple(section for section in sections_for(person, today) if section.number)
            if sections:
                yield Digest(person, today.replace(day=1), sections)


def sections_for(person: Any, today: date) -> Iterator[DigestSection]:
    pages = editable_by(reviewed_pages(), person)
    drafts = editable_by(old_drafts(timezone.now()), person)
    yield from page_sections("Yours", pages.filter(owner=person), today)
    yield draft_section("Yours", drafts.filter(owner=person))
    if person.groups.filter(name=EDITORS).exists():
        yield from page_sections("Of others", pages.exclude(owner=person), today)
        yield draft_section("Of others", drafts.exclude(owner=person))


def page_sections(whose: str, pages: Any, today: date) -> Iterator[DigestSection]:
    ordered = pages.order_by("review_by", "title", "pk")
    for each, heading in (
        (Standing.LATE, "the review is overdue"),
        (Standing.SOON, f"the review is due in the next {SOON_DAYS} days"),
    ):
        found = ordered.filter(that_stand(each, today))
        rows = (row_of(page, f"due on {shown(page.review_by)}") for page in found[:MOST_ROWS])
        yield DigestSection(f"{whose}: {heading}", found.count(), tuple(rows))
    never = ordered.filter(that_stand(Standing.NEVER, today), review_by=None)
    rows = (row_of(page, "no day is set") for page in never[:MOST_ROWS])
    yield DigestSection(f"{whose}: never reviewed", never.count(), tuple(rows))


def draft_section(whose: str, drafts: Any) -> DigestSection:
    rows = (
        row_of(page, f"saved on {shown(timezone.localdate(page.latest_revision_created_at))}")
        for page in drafts[:MOST_ROWS]
    )
    heading = f"{whose}: drafts older than {OLD_DRAFT_DAYS} days"
    return DigestSection(heading, drafts.count(), tuple(rows))


def row_of(page: Page, detail: str) -> DigestRow:
    title = " ".join(page.get_admin_display_title().split())
    return DigestRow(title, detail, absolute(reverse("wagtailadmin_pages:edit", args=[page.pk])))


def was_sent(person: Any, today: date) -> bool:
    """Whether the digest of this month went to somebody, or goes now: the log of what was done."""
    still = timezone.now() - LONGEST_ON_ITS_WAY
    return any(
        not entry.data.get(ON_ITS_WAY) or entry.timestamp > still
        for entry in notes_of(person, today)
    )


def notes_of(person: Any, today: date) -> Any:
    entries = ModelLogEntry.objects.for_instance(person).filter(action=SEND_DIGEST)
    return entries.filter(data__month=month_of(today))


def send_digests(today: date) -> Delivery:
    """Send what is due; one that cannot be sent stops no other, and goes with the next run."""
    went = [is_delivered(digest, today) for digest in digests(today)]
    return Delivery(sent=went.count(True), failed=went.count(False))


def is_delivered(digest: Digest, today: date) -> bool:
    """Whether a digest could be sent. An error may hold an address: only its kind is logged."""
    note = note_on_its_way(digest.person, today)
    if note is None:
        return True
    message = EmailMessage(
        digest.subject,
        digest.text,
        to=[digest.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        # The message waits in the same database: both are stored, or neither.
        with transaction.atomic():
            message.send()
            note.data = {"month": month_of(today)}
            note.save(update_fields=["data"])
    except (OSError, ValueError) as error:
        logger.warning("A digest could not be sent (%s).", type(error).__name__)
        note.delete()
        return False
    return True


@transaction.atomic
def note_on_its_way(person: Any, today: date) -> Any:
    """The note of a digest that is about to go; none where it went, or another run sends it."""
    get_user_model()._default_manager.select_for_update().get(pk=person.pk)
    if was_sent(person, today):
        return None
    notes_of(person, today).delete()
    data = {"month": month_of(today), ON_ITS_WAY: True}
    return log(instance=person, action=SEND_DIGEST, data=data)


def month_of(day: date) -> str:
    return day.strftime("%Y-%m")


def shown(day: date) -> str:
    return date_format(day, "j F Y")


def absolute(address: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{address}"
