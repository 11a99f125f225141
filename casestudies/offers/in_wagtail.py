"""What offers add to Wagtail: it is told of this in `casestudies.wagtail_hooks`."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls.resolvers import URLPattern
from wagtail.models import Page

from accounts.models import User
from casestudies.models import CaseStudyPage, Offer, OfferStatus
from casestudies.models.offers import NOT_COPIED
from casestudies.offers.admin import OfferViewSet, offers_figure
from casestudies.offers.deciding import DECLINE, MADE_DRAFT, TAKE_UP, WRITE, DraftMade
from casestudies.offers.decision_pages import admin_urls
from content.publishing.findings import Finding

TAKEN_BACK = (
    "The offer that this was made from has been taken back by its sender. It must not be published."
    " Please delete a draft, whose history holds words of the offer, and withdraw what is public."
)

NOT_AGREED = (
    "This was made from an offer. Its sender was told that it goes out only when the people in the"
    " story have agreed: say who agreed to this text, and on which day."
)


def offers_viewset() -> OfferViewSet:
    return OfferViewSet("offers", url_prefix="offers")


def offer_urls() -> list[URLPattern]:
    return admin_urls


def offer_log_actions(actions: Any) -> None:
    actions.register_action(MADE_DRAFT)(DraftMade)
    actions.register_action(TAKE_UP, "Take up offer", "Offer taken up")
    actions.register_action(DECLINE, "Decline offer", "Offer declined")
    actions.register_action(WRITE, "Write to the sender of an offer", "Message written to sender")


def offers_on_the_dashboard(request: HttpRequest, panels: list[Any]) -> None:
    if isinstance(request.user, User) and (panel := offers_figure(request.user)):
        panels.append(panel)


def is_taken_back(page: Page) -> bool:
    offers = Offer.objects.filter(page=page.pk, status=OfferStatus.TAKEN_BACK)
    return page.pk is not None and offers.exists()


def promises_to_senders(page: Page, user: User | None = None) -> Iterator[Finding]:
    """Stops what was offered: where it was taken back, or where nobody has agreed to the text."""
    if page.pk is None or not isinstance(page, CaseStudyPage):
        return
    statuses = set(Offer.objects.filter(page=page.pk).values_list("status", flat=True))
    if OfferStatus.TAKEN_BACK in statuses:
        yield Finding(name="offer-taken-back", words=TAKEN_BACK, stops=True)
    elif statuses and not (page.confirmed_by.strip() and page.confirmed_on):
        yield Finding(name="offer-not-agreed", words=NOT_AGREED, stops=True, field="confirmed_by")


def say_that_it_is_taken_back(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and is_taken_back(page):
        messages.warning(request, TAKEN_BACK)


def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why nothing is copied before anything is, and not at the first page in the way."""
    copied = Q(pk=page.pk)
    if request.POST.get("copy_subpages"):
        copied |= Q(path__startswith=page.path)
    found = CaseStudyPage.objects.filter(copied, offer__isnull=False).first()
    if found is None:
        return None
    messages.error(request, NOT_COPIED.format(title=found.draft_title))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


ANSWERS = (
    ("register_admin_viewset", offers_viewset),
    ("register_admin_urls", offer_urls),
    ("register_log_actions", offer_log_actions),
    ("construct_homepage_panels", offers_on_the_dashboard),
    ("publishing_findings", promises_to_senders),
    ("before_edit_page", say_that_it_is_taken_back),
    ("before_copy_page", refuse_to_copy),
)
