"""Who has something new to read that nobody told them of, and how they can be told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from draftcomments.enums import State
from draftcomments.models import ConsentEvent, Contributor, ContributorContact, Outcome


@dataclass(frozen=True)
class WaysToReach:
    """What a person left for us. Empty where they left nothing, or do not agree any more."""

    agreed_on: datetime | None
    email: str = ""
    phone: str = ""


def with_news(people: QuerySet[Contributor]) -> QuerySet[Contributor]:
    """Each with what `has_news` needs, and with whether they left something to reach them by."""
    answers = Outcome.objects.shown().filter(
        items__contributor=OuterRef("pk"),
        items__state=State.ANSWERED,
        items__erased_at__isnull=True,
    )
    contacts = ContributorContact.objects.filter(contributor=OuterRef("pk"))
    words = ConsentEvent.objects.filter(contributor=OuterRef("pk")).order_by("-pk")
    return people.select_related("round").annotate(
        answered_at=Subquery(answers.order_by("-shown_at").values("shown_at")[:1]),
        has_contact=Exists(contacts),
        may_contact=Subquery(words.values("may_contact")[:1]),
    )


def has_news(person: Any) -> bool:
    """Whether somebody who asked to be told does not know yet of what was shown last.

    Needs `with_news`. It takes no link: who has none is told what was said.
    """
    if not (person.has_started and person.may_contact and person.has_contact):
        return False
    shown = [person.answered_at, person.round.statement_shown_at]
    return any(at and (person.told_at is None or at > person.told_at) for at in shown)


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
