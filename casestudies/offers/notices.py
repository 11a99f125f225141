"""Tells editors that there is something to read: how much, and never a word of it."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from casestudies.models import Offer, OfferStatus
from casestudies.offers.permissions import people_who_handle_offers

logger = logging.getLogger(__name__)


def send_offer_notices() -> bool | None:
    """One message to everybody who may read offers; None when there is nothing to tell.

    False when it could not be sent. It is then tried again the next time: nothing depends on it.
    """
    news = dict(Offer.objects.untold().values_list("pk", "status"))
    to = list(people_who_handle_offers().values_list("email", flat=True))
    if not news or not to:
        return None
    taken_back = list(news.values()).count(OfferStatus.TAKEN_BACK)
    context = {
        "new": len(news) - taken_back,
        "taken_back": taken_back,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('offers:index')}",
    }
    text = render_to_string("casestudies/offers/mail/news.txt", context)
    message = EmailMessage(
        "Offers of case studies: something new",
        text,
        to=to if len(to) == 1 else None,
        bcc=to if len(to) > 1 else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        # The message waits in the same database: both are stored, or neither.
        with transaction.atomic():
            message.send()
            note_told(news)
    except (OSError, ValueError) as error:
        logger.warning("A notice of offers could not be sent (%s).", type(error).__name__)
        return False
    return True


def note_told(news: dict[int, str]) -> None:
    """Those that are still what they were when the message was written."""
    for status in set(news.values()):
        told = [pk for pk, was in news.items() if was == status]
        Offer.objects.filter(pk__in=told, status=status).update(told_at=timezone.now())
