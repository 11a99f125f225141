"""What the pages of an offer show: its answers, what is missing, and where it stands."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from casestudies.models import Offer, OfferStatus
from casestudies.offers.actions import ChangedMeanwhileError
from casestudies.offers.risks import small_numbers_in
from casestudies.offers.steps import STEPS, Step, lacking

Row = dict[str, Any]
HEADINGS = {
    OfferStatus.UNSENT: "Your offer is saved, not sent",
    OfferStatus.NEW: "We have your offer",
    OfferStatus.IN_WORK: "An editor is working on your offer",
    OfferStatus.DRAFT_MADE: "We have made a draft from your offer",
    OfferStatus.DECLINED: "We cannot use your offer",
    OfferStatus.TAKEN_BACK: "You have taken back your offer",
}
PUBLISHED = "Your case study is published"
MAY_HOLD_NUMBERS = ("problem", "what_we_did", "who_with", "what_changed", "figures")


def address_of(step: Step, token: str) -> str:
    return reverse("tell_us:questions", args=[token, step.name])


def answers(step: Step, offer: Offer, token: str) -> Iterator[Row]:
    """The answers of one page, each with a link to change it while that can be done."""
    form = step.form(offer=offer)
    fields = [form[name] for name in form.fields]
    for bound, (question, words) in zip(fields, form.rows(), strict=True):
        row = {"key": question, "value": words}
        if not offer.is_sent:
            row["change_url"] = f"{address_of(step, token)}#{bound.input_id}"
            row["change_hidden"] = f"the answer to “{question}”"
        yield row


def parts(offer: Offer, token: str) -> list[Row]:
    """All answers, page by page."""
    return [{"title": step.title, "rows": list(answers(step, offer, token))} for step in STEPS]


def checked(offer: Offer, token: str) -> Row:
    """What the page shows before an offer is sent."""
    missing = [
        {"title": step.title, "url": address_of(step, token), "words": words}
        for step, words in lacking(offer)
    ]
    return {"parts": parts(offer, token), "missing": missing, "small": small_numbers(offer)}


def small_numbers(offer: Offer) -> list[str]:
    return [found for name in MAY_HOLD_NUMBERS for found in small_numbers_in(getattr(offer, name))]


def standing(offer: Offer, token: str) -> Row:
    """How far an offer has come, as its sender reads it."""
    status = OfferStatus(offer.status)
    page = offer.page
    is_live = page is not None and page.live
    heading = PUBLISHED if is_live and status == OfferStatus.DRAFT_MADE else HEADINGS[status]
    missing = {step.name for step, _ in lacking(offer)} if not offer.is_sent else set()
    return {
        "heading": heading,
        "status": status.value,
        "published_url": page.url if page is not None and is_live else "",
        "has_draft": page is not None,
        "pages": [
            {
                "title": step.title,
                "url": address_of(step, token),
                "is_done": step.name not in missing,
            }
            for step in STEPS
        ],
        "parts": parts(offer, token) if offer.is_sent and not offer.is_emptied else [],
    }


def stored_answers(step: Step, changed: ChangedMeanwhileError) -> list[Row]:
    """What another window has saved in the fields that a page would write over."""
    form = step.form(offer=changed.offer)
    labels = {str(form.fields[name].label) for name in changed.fields if name in form.fields}
    return [
        {"key": question, "value": words} for question, words in form.rows() if question in labels
    ]
