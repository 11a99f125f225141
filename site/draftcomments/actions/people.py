"""What a person agrees to, how they may be reached, and the link that they came in by."""

from dataclasses import asdict, dataclass
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from draftcomments.access import NoAccessError
from draftcomments.models import AccessLink, ConsentEvent, Contributor, ContributorContact

# Goes up when the words of the notice on the start page change what people agree to.
NOTICE_VERSION = 1


@dataclass(frozen=True)
class Agreed:
    """What else somebody says yes to, once they agree that their comments are stored and used."""

    may_share: bool = False
    may_quote: bool = False
    may_contact: bool = False


class Choices(TypedDict):
    """What somebody says when they begin, and may say anew later."""

    agreed: Agreed
    language: str
    background: NotRequired[str]
    email: NotRequired[str]
    phone: NotRequired[str]


@transaction.atomic
def begin(
    *, contributor: Contributor, recorded_by: User | None = None, **choices: Unpack[Choices]
) -> None:
    """Take part. Sent twice, somebody has begun once, and what was sent last counts."""
    kept = still_there(contributor)
    if kept.started_at is None:
        Contributor.objects.filter(pk=kept.pk).update(started_at=timezone.now())
    change_choices(contributor=kept, recorded_by=recorded_by, **choices)
    contributor.refresh_from_db(fields=["started_at", "language", "background"])


@transaction.atomic
def change_choices(
    *,
    contributor: Contributor,
    agreed: Agreed,
    language: str,
    background: str = "",
    email: str = "",
    phone: str = "",
    recorded_by: User | None = None,
) -> None:
    """Say anew what may be done. Contact details are kept only where we may use them."""
    kept = still_there(contributor)
    Contributor.objects.filter(pk=kept.pk).update(language=language, background=background)
    last = ConsentEvent.objects.filter(contributor=kept).last()
    said = {"notice_version": NOTICE_VERSION, "store_and_use": True, **asdict(agreed)}
    if last is None or {name: getattr(last, name) for name in said} != said:
        ConsentEvent.objects.create(contributor=kept, recorded_by=recorded_by, **said)
    if agreed.may_contact and (email or phone):
        ContributorContact.objects.update_or_create(
            contributor=kept, defaults={"email": email, "phone": phone}
        )
    else:
        ContributorContact.objects.filter(contributor=kept).delete()


def still_there(contributor: Contributor) -> Contributor:
    """The person, locked until the end of the transaction. Raises where they have withdrawn."""
    kept = Contributor.objects.select_for_update().get(pk=contributor.pk)
    if kept.withdrawn_at is not None:
        raise NoAccessError(known=True, contact_line=contributor.round.contact_line, withdrew=True)
    return kept


def note_use(*, link: AccessLink) -> None:
    """Keep the day on which a link was last opened: no more than one write a day."""
    today = timezone.localdate()
    if link.last_used_on != today:
        AccessLink.objects.filter(pk=link.pk).update(last_used_on=today)
