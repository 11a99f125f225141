"""What happens to an offer while its sender has it: begun, saved, sent, taken back; and its end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from casestudies.models import Offer, OfferStatus
from casestudies.models.offers import oldest_unsent
from casestudies.offers.consent import CURRENT
from casestudies.offers.steps import is_ready
from content.keys import hash_of

DAYS_AFTER_DECISION = 180
DAYS_AFTER_SENDING = 365
BOXES = ("may_publish", "licence_agreed")
# All that somebody wrote or ticked, and what they are after it is erased.
WORDS: Mapping[str, Any] = {
    "title": "",
    "organisation": None,
    "organisation_name": "",
    "place": "",
    "problem": "",
    "what_we_did": "",
    "who_with": "",
    "what_changed": "",
    "what_did_not_work": "",
    "figures": "",
    "role": "",
    "email": "",
    "message": "",
}

EMPTY = Q(title="", message="")


class SentAlreadyError(Exception):
    """The offer is sent: what it says stays as it is."""


class NotReadyError(Exception):
    """Something is missing that an offer needs before it is sent."""


class ChangedMeanwhileError(Exception):
    """Another window has saved something else in the same fields."""

    def __init__(self, offer: Offer, fields: list[str]) -> None:
        super().__init__("The offer was changed meanwhile.")
        self.offer = offer
        self.fields = fields


class Pruned(NamedTuple):
    """How many that were never sent, and how many that were, are due."""

    unsent: int
    sent: int


@transaction.atomic
def begin_offer(*, token: str, said: Mapping[str, Any]) -> Offer:
    """Keep the first page of a new offer. The same form sent again changes the same offer."""
    offer, is_new = Offer.objects.select_for_update().get_or_create(
        token_hash=hash_of(token), defaults=dict(said)
    )
    return offer if is_new else save_answers(token=token, said=said, seen=offer.version)


@transaction.atomic
def save_answers(*, token: str, said: Mapping[str, Any], seen: int) -> Offer:
    """Keep what one page says. `seen` is the version that the page was drawn from.

    What has changed since is not written over, unless it says the same as the page.
    """
    offer = Offer.objects.select_for_update().behind(token).get()
    if offer.is_sent:
        raise SentAlreadyError
    different = [name for name, value in said.items() if getattr(offer, name) != value]
    if not different:
        return offer
    if seen != offer.version:
        raise ChangedMeanwhileError(offer, different)
    for name in different:
        setattr(offer, name, said[name])
    if set(BOXES) & set(said):
        note_consent(offer, changed=bool(set(BOXES) & set(different)))
    offer.version += 1
    offer.saved_at = timezone.now()
    offer.full_clean(exclude=["organisation"])
    offer.save()
    return offer


def note_consent(offer: Offer, *, changed: bool) -> None:
    """Record when both boxes were ticked, and beside which words."""
    if not all(getattr(offer, name) for name in BOXES):
        offer.consented_at, offer.consent_version = None, None
    elif changed or offer.consent_version != CURRENT:
        offer.consented_at, offer.consent_version = timezone.now(), CURRENT


@transaction.atomic
def send_offer(*, token: str) -> Offer:
    """Let editors read it. Sent twice, it is sent once."""
    offer = Offer.objects.select_for_update().behind(token).get()
    if offer.is_sent:
        return offer
    if not is_ready(offer):
        raise NotReadyError
    offer.status = OfferStatus.NEW
    offer.sent_at = timezone.now()
    offer.save()
    return offer


@transaction.atomic
def take_back(*, token: str) -> None:
    """Delete an offer for good; where there is a draft, keep only that it must not be published.

    An offer that is gone already is no mistake.
    """
    offer = Offer.objects.select_for_update().behind(token).first()
    if offer is None or offer.status == OfferStatus.TAKEN_BACK:
        return
    if offer.page_id is None:
        offer.delete()
        return
    for name, empty in WORDS.items():
        setattr(offer, name, empty)
    offer.status = OfferStatus.TAKEN_BACK
    offer.told_at = None
    offer.version += 1
    offer.save()


@transaction.atomic
def prune_offers(*, now: datetime, dry_run: bool = False) -> Pruned:
    """Delete what was kept as long as was promised. On a dry run: only say how much that is.

    Where a draft was made that is not public, the words go and the rest stays: the draft still must
    not go out before its people agree. What was taken back stays for as long as its page does.
    """
    unsent = Offer.objects.filter(status=OfferStatus.UNSENT, saved_at__lt=oldest_unsent())
    bound = Q(status=OfferStatus.TAKEN_BACK, page__isnull=False) | Q(page__live=False)
    over = Offer.objects.sent().exclude(bound & EMPTY)
    decided = over.filter(decided_at__lt=now - timedelta(days=DAYS_AFTER_DECISION))
    sent = decided | over.filter(sent_at__lt=now - timedelta(days=DAYS_AFTER_SENDING))
    due = Pruned(unsent.count(), sent.count())
    if not dry_run:
        unsent.delete()
        sent.exclude(bound).delete()
        sent.filter(bound).update(**WORDS, version=F("version") + 1)
    return due
