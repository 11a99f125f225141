"""The people of a round: giving out links and codes, stopping them, and taking somebody out."""

from collections.abc import Sequence

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.admin import messages

from content.keys import key_from
from draftcomments.actions.erasing import withdraw_everything
from draftcomments.actions.links import (
    Issued,
    RoundNotOpenError,
    add_link,
    issue_links,
    revoke_link,
)
from draftcomments.admin.cards import cards_of
from draftcomments.admin.pages import (
    StaffRequest,
    confirm,
    crumbs_of,
    refuse,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.forms.rounds import KindForm, LinksForm
from draftcomments.models import AccessLink, Contributor, Round
from draftcomments.permissions import can_run_round, can_see_people

ADVICE = "A person who has lost their link gets a new one. The old one goes on working until you stop it."
WITHDRAWING = (
    "Do this only where the person asks for it. They need no reason.",
    "All that they said is erased, with contact details and choices. We cannot bring it back.",
    "Their links stop. We keep that somebody took part, and how many comments there were.",
)


@never_cache
@sensitive_post_parameters("key")
@sensitive_variables("issued")
@with_round(can_run_round)
def give_out(request: StaffRequest, round: Round) -> HttpResponse:
    """Make links or codes for new people. They are shown once, in the answer to the form."""
    if not round.is_open:
        return refuse(request, round)
    key = key_from(request.POST.get("key"))
    form = LinksForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        issued = issue_links(round=round, key=key, user=request.user, **form.cleaned_data)
        return shown_once(request, round, form, key, issued)
    return links_form(request, round, "Give out links", form, key)


@never_cache
@sensitive_post_parameters("key")
@sensitive_variables("issued")
@with_round(can_run_round)
def give_another(request: StaffRequest, round: Round, person_id: int) -> HttpResponse:
    """Make one more link or code for somebody who is there."""
    person = get_object_or_404(Contributor, pk=person_id, round=round)
    key = key_from(request.POST.get("key"))
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            kind = form.cleaned_data["kind"]
            issued = add_link(contributor=person, kind=kind, key=key, user=request.user)
        except RoundNotOpenError:
            return refuse(request, round)
        return shown_once(request, round, form, key, issued)
    return links_form(request, round, f"New link for {person}", form, key, advice=ADVICE)


def links_form(
    request: StaffRequest, round: Round, title: str, form: Form, key: str, advice: str = ""
) -> HttpResponse:
    context = {"round": round, "form": form, "key": key, "advice": advice}
    return staff_page(request, "links_form", title, context, crumbs=crumbs_of(round))


def shown_once(
    request: StaffRequest, round: Round, form: Form, key: str, issued: Sequence[Issued]
) -> HttpResponse:
    """The secrets, as a list to copy or as a sheet to print. Either form shows the same again."""
    template = "links_sheet" if "sheet" in request.POST else "links_shown"
    cards = cards_of(request, issued, with_qr=template == "links_sheet")
    context = {
        "round": round,
        "cards": cards,
        "lines": "\n".join(card.line for card in cards),
        "again": [*form.cleaned_data.items(), ("key", key)],
        "stopped_since": form.cleaned_data.get("count", 1) - len(issued),
        "made_before": any(not each.is_new for each in issued) and "sheet" not in request.POST,
    }
    return staff_page(request, template, "Links to hand over", context, crumbs=crumbs_of(round))


@with_round(can_run_round)
def revoke(request: StaffRequest, round: Round, link_id: int) -> HttpResponse:
    links = AccessLink.objects.select_related("contributor")
    link = get_object_or_404(links, pk=link_id, contributor__round=round)
    if request.method == "POST":
        revoke_link(link=link)
        messages.success(request, "It opens nothing any more.")
        return to_round(round)
    effects = (
        "It opens nothing any more, at once. Whoever has the pages open is let out.",
        f"What {link.contributor} said stays. Another link of theirs goes on working.",
    )
    return confirm(request, round, f"Stop a way in of {link.contributor}", effects, "Yes, stop it")


@with_round(can_see_people)
def withdraw(request: StaffRequest, round: Round, person_id: int) -> HttpResponse:
    """For somebody who asks us to, and cannot or would rather not do it with their link."""
    person = get_object_or_404(Contributor, pk=person_id, round=round)
    if request.method == "POST":
        withdraw_everything(contributor=person, user=request.user)
        messages.success(request, "Everything of this person is taken back.")
        return to_round(round)
    title = f"Take back everything of {person}"
    return confirm(request, round, title, WITHDRAWING, "Yes, take back everything")


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/links/", give_out, name="issue_links"),
    path("rounds/<int:pk>/links/<int:link_id>/stop/", revoke, name="revoke_link"),
    path("rounds/<int:pk>/people/<int:person_id>/link/", give_another, name="add_link"),
    path("rounds/<int:pk>/people/<int:person_id>/withdraw/", withdraw, name="withdraw"),
]
