"""How people can be reached who asked to be told of what is new."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from draftcomments.models import Contributor, ContributorContact


@dataclass(frozen=True)
class WaysToReach:
    """What a person left for us. Empty where they left nothing, or do not agree any more."""

    agreed_on: datetime | None
    email: str = ""
    phone: str = ""


def ways_to_reach(person: Contributor) -> WaysToReach:
    """How somebody can be reached who agreed to it, until the day on which this is deleted."""
    said = person.consents.order_by("-pk").first()
    if said is None or not said.may_contact or person.withdrawn_at:
        return WaysToReach(agreed_on=None)
    contact = ContributorContact.objects.filter(contributor=person).first()
    if contact is None or is_over(person.round.delete_contacts_on):
        return WaysToReach(agreed_on=said.at)
    return WaysToReach(agreed_on=said.at, email=contact.email, phone=contact.phone)


def is_over(last_day: date | None) -> bool:
    return last_day is not None and last_day <= timezone.localdate()
