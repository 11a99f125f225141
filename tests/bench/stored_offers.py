"""Prints what a site has stored of offers, as JSON, for `tests.bench.kill_offers`."""

import json
import sys

import django

django.setup()

from casestudies.models import Offer, OfferStatus  # noqa: E402

ANSWERS = (
    "title",
    "organisation_name",
    "problem",
    "what_we_did",
    "who_with",
    "what_changed",
    "what_did_not_work",
    "figures",
    "role",
    "story_people",
)


def main() -> None:
    """Each offer by the hash of its secret: what it says, its version, and whether it was sent."""
    offers = {
        offer.token_hash: {
            "said": {name: getattr(offer, name) for name in ANSWERS},
            "version": offer.version,
            "sent": offer.status != OfferStatus.UNSENT,
        }
        for offer in Offer.objects.all()
    }
    sys.stdout.write(json.dumps(offers))


if __name__ == "__main__":
    main()
