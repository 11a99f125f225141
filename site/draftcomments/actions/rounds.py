"""The life of a round: prepared, opened on a frozen copy, closed, archived."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from draftcomments.access import last_day_for_replies
from draftcomments.drafts.freezing import freeze
from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, Item, Round
from draftcomments.seen_values import CHANGEABLE, draft_values, needs_same, round_values

OPEN = "draftcomments.open"
CLOSE = "draftcomments.close"
ARCHIVE = "draftcomments.archive"
MADE_BY_A_FORM = UUID("5d0c3f7e-2a0b-4c6e-9a51-7f8d0e6b1c24")
KEEP_CONTACTS = timedelta(days=30)
KEEP_WORDS = timedelta(days=365)


class WrongStatusError(Exception):
    """The round is not, or no longer, where this can be done to it."""


class NotConfirmedError(Exception):
    """Something about the page has to be confirmed before people outside may read it."""


class NothingToReadError(Exception):
    """The draft has no words in it yet."""


class UnansweredError(Exception):
    """Comments of the round still wait: `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class PeopleAskedError(Exception):
    """The round was opened, or has people or comments, and so is never deleted."""


@transaction.atomic
def prepare_round(*, round: Round, page: Page, key: str | None = None) -> Round:
    """Keep a new round on a page, under the next number.

    What the `key` of a form has made is returned as it is: a form sent twice makes one round.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    if key is not None:
        round.public_id = uuid5(MADE_BY_A_FORM, f"{page.pk}:{key}")
        made: Round | None = Round.objects.light().filter(public_id=round.public_id).first()
        if made is not None:
            return made
    last = Round.objects.of_page(page).aggregate(last=Max("number"))["last"] or 0
    round.page = page
    round.page_title = page.get_admin_display_title()
    round.number = last + 1
    round.save()
    return round


@transaction.atomic
def change_round(*, round: Round, seen: str | None = None) -> None:
    """Keep what was changed of a round: all of it before it is opened, and `CHANGEABLE` after.

    Links last for as long as there may be replies, so they follow the dates. Raises
    `OverwritesError` when the round is not as it was `seen`.
    """
    now: Round = Round.objects.locked(round.pk)
    if now.status == RoundStatus.ARCHIVED:
        raise WrongStatusError
    needs_same(seen, now=round_values(now), wanted=round_values(round))
    if now.status == RoundStatus.DRAFT:
        round.status = now.status
        round.save()
        return
    for name in CHANGEABLE:
        setattr(now, name, getattr(round, name))
    set_last_days(now)
    now.save(update_fields=[*CHANGEABLE, "delete_contacts_on", "delete_words_on"])
    links = AccessLink.objects.filter(contributor__round=now)
    links.update(expires_on=last_day_for_replies(now))


@transaction.atomic
def open_round(
    *, round: Round, user: User, confirmed: Iterable[str] = (), seen: str | None = None
) -> Round:
    """Freeze the draft of the page as it stands now, and let people in.

    `confirmed` are the warnings about the draft that somebody has said yes to. Raises
    `OverwritesError` when the draft is not as it was `seen`.
    """
    now: Round = Round.objects.locked(round.pk)
    if now.status != RoundStatus.DRAFT or now.page is None:
        raise WrongStatusError
    if wrong := dict(wrong_days(now.closes_on, now.reply_by, to_come=["closes_on"])):
        raise ValidationError(wrong)
    frozen = freeze(now.page, user=user)
    if not frozen.sections:
        raise NothingToReadError
    needs_same(seen, now=draft_values(frozen.sections))
    if set(frozen.warnings) - set(confirmed):
        raise NotConfirmedError
    now.content = frozen.content
    now.sections = [section.as_data() for section in frozen.sections]
    now.page_title = frozen.content["title"]
    now.status = RoundStatus.OPEN
    now.opened_at = timezone.now()
    set_last_days(now)
    now.save()
    note(now, OPEN, user)
    return now


@transaction.atomic
def close_round(*, round: Round, user: User) -> Round:
    """Take no more comments. Closed twice, it is closed."""
    now: Round = Round.objects.locked(round.pk)
    if not now.is_running:
        raise WrongStatusError
    if now.status == RoundStatus.OPEN:
        now.status = RoundStatus.CLOSED
        now.save(update_fields=["status"])
        note(now, CLOSE, user)
    return now


@transaction.atomic
def archive_round(*, round: Round, user: User) -> Round:
    """Put a round away that takes no more comments and owes no answer.

    It waits for what somebody sends at this moment, and counts that too.
    """
    now: Round = Round.objects.locked(round.pk)
    if now.status == RoundStatus.ARCHIVED:
        return now
    if now.is_open or not now.is_running:
        raise WrongStatusError
    list(now.contributors.select_for_update().order_by("pk").values_list("pk"))
    if waiting := Item.objects.in_rounds([now.pk]).unanswered().count():
        raise UnansweredError(waiting)
    now.status = RoundStatus.ARCHIVED
    now.save(update_fields=["status"])
    note(now, ARCHIVE, user)
    return now


@transaction.atomic
def delete_round(*, round: Round) -> None:
    """Delete a round that nobody was ever asked in."""
    now: Round = Round.objects.locked(round.pk)
    if now.status != RoundStatus.DRAFT or now.contributors.exists() or now.items.exists():
        raise PeopleAskedError
    now.delete()


def wrong_days(
    closes_on: date | None, reply_by: date | None, *, to_come: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with the days of a round, by field: people need time, and a reply after it.

    Those named in `to_come` must lie ahead.
    """
    days = {"closes_on": closes_on, "reply_by": reply_by}
    for name in to_come:
        if (day := days[name]) and day <= timezone.localdate():
            yield name, "Choose a day after today."
    if closes_on and reply_by and reply_by < closes_on:
        yield "reply_by", "Choose the last day for comments, or a later day."


def set_last_days(round: Round) -> None:
    """When contact details go, and when words go: never later than people were told first.

    Contact details follow the day of the reply, which they are kept for.
    """
    round.delete_contacts_on = round.reply_by + KEEP_CONTACTS
    after = round.closes_on + KEEP_WORDS
    round.delete_words_on = min(round.delete_words_on or after, after)


def note(round: Round, action: str, user: User) -> None:
    """Write into the page's history what happened, by the number of the round alone."""
    if round.page is not None:
        log(instance=round.page, action=action, user=user, data={"feedback": f"R-{round.pk}"})
