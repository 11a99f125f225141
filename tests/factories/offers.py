"""Makes offers, and what a browser sends for each page of the form."""

from typing import Any

import factory
from django.utils import timezone

from casestudies.models import Offer, OfferStatus
from casestudies.offers.consent import CURRENT
from content.keys import hash_of

TOKEN = "a-token-that-only-these-tests-know-of-012345"  # noqa: S105 - of a test
EMAIL = "wren.barnaby@example.org"
ROLE = "Lead for engagement in Northfold"

WORK = {
    "title": "Asthma reviews designed with young carers",
    "organisation": "",
    "organisation_name": "Northfold ICB",
    "place": "Northfold",
    "problem": "Young carers missed their reviews.",
    "what_we_did": "We asked them.\n\nThen they <b>designed</b> it.",
    "who_with": "A young carers group, which chose the times.",
}
RESULTS = {
    "what_changed": "More came.",
    "what_did_not_work": "The first leaflet.",
    "figures": "41% came before, 53% after.",
}
CONSENT = {
    "role": ROLE,
    "email": EMAIL,
    "story_people": "agree",
    "may_publish": "on",
    "licence_agreed": "on",
    "wording": str(CURRENT),
}


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer that is ready to be sent, behind `TOKEN`; `sent=True` for one that is."""

    class Meta:
        model = Offer

    class Params:
        token = TOKEN
        sent = factory.Trait(status=OfferStatus.NEW, sent_at=factory.LazyFunction(timezone.now))

    token_hash = factory.LazyAttribute(lambda offer: hash_of(offer.token))
    organisation_name = WORK["organisation_name"]
    title = WORK["title"]
    place = WORK["place"]
    problem = WORK["problem"]
    what_we_did = WORK["what_we_did"]
    who_with = WORK["who_with"]
    what_changed = RESULTS["what_changed"]
    what_did_not_work = RESULTS["what_did_not_work"]
    figures = RESULTS["figures"]
    role = ROLE
    email = EMAIL
    story_people = "agree"
    may_publish = True
    licence_agreed = True
    consent_version = CURRENT
    consented_at = factory.LazyFunction(timezone.now)


def sent_offer(**fields: Any) -> Offer:
    offer: Offer = OfferFactory(sent=True, **fields)
    return offer
