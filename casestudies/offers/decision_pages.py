"""The pages of the admin on which editors decide about an offer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, Offer
from casestudies.models.offers import LONGEST_MESSAGE
from casestudies.offers.deciding import (
    SAY_WHY,
    DecidedAlreadyError,
    accept,
    decline,
    take_up,
    write_to_sender,
)
from casestudies.offers.permissions import can_handle_offers

View = Callable[..., HttpResponse]
DECIDED = "Somebody else has decided about this offer, or its sender has taken it back."
DRAFT_MADE = (
    "The draft is made, and nobody can see it. Leave “Confirmed by” empty until the people in the"
    " story have agreed to the final text. Figures are still with the offer."
)
READ_BY_SENDER = (
    "The sender reads this at their link. Do not name people. Web addresses become links."
)
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class EditorRequest(HttpRequest):
    """A request to the admin, which lets nobody in but editors."""

    user: User


class MessageForm(forms.Form):
    message = forms.CharField(
        label="Message to the sender",
        help_text=READ_BY_SENDER,
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeclineForm(MessageForm):
    message = forms.CharField(
        label="Why",
        help_text=READ_BY_SENDER,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": SAY_WHY},
    )


class AcceptForm(MessageForm):
    start_check = forms.BooleanField(
        label="Send the draft to be checked now",
        help_text=(
            "Leave it empty to work on the draft first. While it is checked, only those who check"
            " may be able to change it."
        ),
        required=False,
    )


def with_offer(view: View) -> View:
    """Give a view the offer of its address, for those who may decide about it."""

    @wraps(view)
    def inner(request: EditorRequest, pk: int) -> HttpResponse:
        if not can_handle_offers(request.user):
            raise PermissionDenied
        offer = get_object_or_404(Offer.objects.sent().select_related("page"), pk=pk)
        try:
            return view(request, offer)
        except DecidedAlreadyError:
            messages.warning(request, DECIDED)
            return back_to(offer)

    return inner


def sent_in(request: HttpRequest) -> QueryDict | None:
    """What a form has sent; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def back_to(offer: Offer) -> HttpResponse:
    """To the offer; to the list, where its sender has deleted it meanwhile."""
    if Offer.objects.filter(pk=offer.pk).exists():
        return redirect("offers:inspect", offer.pk)
    return redirect("offers:index")


def ask(
    request: EditorRequest, template: str, offer: Offer, form: forms.Form, **more: Any
) -> HttpResponse:
    if not offer.is_waiting and template != "message":
        raise DecidedAlreadyError
    context = {"offer": offer, "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, f"casestudies/offers/admin/{template}.html", context, status=status)


@with_offer
@read_or_write
def accept_offer(request: EditorRequest, offer: Offer) -> HttpResponse:
    index = CaseStudyIndexPage.objects.get()
    form = AcceptForm(sent_in(request))
    if index.get_workflow() is None:
        del form.fields["start_check"]
    if not form.is_valid():
        return ask(request, "accept", offer, form)
    page = accept(offer=offer, user=request.user, **form.cleaned_data)
    messages.success(request, DRAFT_MADE)
    return redirect("wagtailadmin_pages:edit", page.pk)


@with_offer
@read_or_write
def decline_offer(request: EditorRequest, offer: Offer) -> HttpResponse:
    form = DeclineForm(sent_in(request))
    if not form.is_valid():
        return ask(request, "decline", offer, form)
    decline(offer=offer, user=request.user, **form.cleaned_data)
    messages.success(request, "The offer is declined. The sender reads why at their link.")
    return redirect("offers:inspect", offer.pk)


@with_offer
@read_or_write
def write_message(request: EditorRequest, offer: Offer) -> HttpResponse:
    form = MessageForm(sent_in(request), initial={"message": offer.message})
    if not form.is_valid():
        return ask(request, "message", offer, form)
    write_to_sender(offer=offer, user=request.user, **form.cleaned_data)
    messages.success(request, "The sender reads your message at their link.")
    return redirect("offers:inspect", offer.pk)


@with_offer
@read_or_write
def take_up_offer(request: EditorRequest, offer: Offer) -> HttpResponse:
    if request.method != "POST":
        return ask(request, "take_up", offer, forms.Form())
    take_up(offer=offer, user=request.user)
    messages.success(request, "The sender now reads that an editor is working on it.")
    return redirect("offers:inspect", offer.pk)


admin_urls: list[URLPattern] = [
    path("offers/<int:pk>/accept/", accept_offer, name="offers_accept"),
    path("offers/<int:pk>/decline/", decline_offer, name="offers_decline"),
    path("offers/<int:pk>/message/", write_message, name="offers_message"),
    path("offers/<int:pk>/take-up/", take_up_offer, name="offers_take_up"),
]
