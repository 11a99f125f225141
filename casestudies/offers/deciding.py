"""What editors do with an offer: take it up, make a draft of it, decline it, write to its sender."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogFormatter, log

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Offer, OfferStatus
from casestudies.offers.consent import WORDINGS
from casestudies.offers.drafting import draft_from
from casestudies.offers.permissions import can_handle_offers

MADE_DRAFT = "casestudies.draft_from_offer"
TAKE_UP = "casestudies.take_up_offer"
DECLINE = "casestudies.decline_offer"
WRITE = "casestudies.write_to_sender"
SAY_WHY = "Say why, in a sentence. The person who sent it reads this."


class DecidedAlreadyError(Exception):
    """Somebody else has decided, or the sender has taken the offer back."""


class DraftMade(LogFormatter):
    """The consent that a draft rests on, kept in the history of the page. Without who gave it."""

    label = "Make a draft from an offer"

    def format_message(self, log_entry: Any) -> str:
        day = log_entry.data.get("agreed_on", "")
        return f"Draft made from an offer. Its sender agreed on {day} to a case study."

    def format_comment(self, log_entry: Any) -> str:
        return " ".join(log_entry.data.get("wording", []))


def waiting_offer(offer: Offer, user: User) -> Offer:
    """The offer as it stands now, kept from others until the transaction ends."""
    if not can_handle_offers(user):
        raise PermissionDenied("You may not decide about offers.")
    found = Offer.objects.select_for_update().filter(pk=offer.pk).first()
    if found is None or not found.is_waiting:
        raise DecidedAlreadyError
    return found


@transaction.atomic
def take_up(*, offer: Offer, user: User) -> Offer:
    """Say that somebody is working on it."""
    now = waiting_offer(offer, user)
    if now.status != OfferStatus.IN_WORK:
        now.status = OfferStatus.IN_WORK
        now.save()
        log(instance=now, action=TAKE_UP, user=user)
    return now


@transaction.atomic
def accept(
    *, offer: Offer, user: User, message: str = "", start_check: bool = True
) -> CaseStudyPage:
    """Make a draft case study below the finder. It is never published by this.

    With `start_check` the draft goes to whoever checks pages there, if the site has a workflow.
    """
    now = waiting_offer(offer, user)
    index = CaseStudyIndexPage.objects.get()
    study: CaseStudyPage = index.add_child(instance=draft_from(now, index))
    study.save_revision(user=user)
    log(instance=study, action="wagtail.create", user=user, content_changed=True)
    log(instance=study, action=MADE_DRAFT, user=user, data=consent_of(now))
    now.page = study
    decide(now, user, OfferStatus.DRAFT_MADE, message)
    if start_check and (workflow := study.get_workflow()):
        workflow.start(study, user)
    return study


def consent_of(offer: Offer) -> dict[str, Any]:
    """What was agreed, when, and beside which words. Nothing says who agreed."""
    wording = WORDINGS[offer.consent_version or 0]
    people = f"{wording.story_people} {offer.get_story_people_display()}."
    return {
        "agreed_on": f"{timezone.localtime(offer.consented_at):%-d %B %Y}",
        "wording_version": offer.consent_version,
        "wording": [wording.may_publish, wording.licence, people],
    }


@transaction.atomic
def decline(*, offer: Offer, user: User, message: str) -> Offer:
    """Say no, with a reason that the sender reads."""
    if not message.strip():
        raise ValidationError({"message": SAY_WHY})
    now = waiting_offer(offer, user)
    decide(now, user, OfferStatus.DECLINED, message)
    log(instance=now, action=DECLINE, user=user)
    return now


@transaction.atomic
def write_to_sender(*, offer: Offer, user: User, message: str) -> Offer:
    """Put words where the sender reads them, in place of those before."""
    if not can_handle_offers(user):
        raise PermissionDenied("You may not write to the sender of an offer.")
    now = Offer.objects.select_for_update().sent().filter(pk=offer.pk).first()
    if now is None or now.status == OfferStatus.TAKEN_BACK:
        raise DecidedAlreadyError
    now.message = message
    now.full_clean(exclude=["organisation", "page", "decided_by"])
    now.save()
    log(instance=now, action=WRITE, user=user)
    return now


def decide(offer: Offer, user: User, status: OfferStatus, message: str) -> None:
    offer.status = status
    offer.message = message
    offer.decided_at = timezone.now()
    offer.decided_by = user
    offer.full_clean(exclude=["organisation", "page", "decided_by"])
    offer.save()
