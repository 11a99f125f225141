"""What it is about, what a person agrees to, and how they may be reached."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from draftcomments.access import Access
from draftcomments.actions.people import begin, change_choices
from draftcomments.forms.entering import ChoicesForm, StartForm
from draftcomments.models import Contributor, ContributorContact
from draftcomments.views.pages import NOT_FROM_OUR_PAGE, page, see, with_access_to_choose


@with_access_to_choose
def start(request: HttpRequest, access: Access) -> HttpResponse:
    """Say what it is about and ask for consent; afterwards, the way to everything else."""
    if access.contributor.has_started or not can_begin(access):
        return nothing_to_agree_to(request, access)
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, round=access.round)
    return answered(request, access, form, "start", "About this draft") or started(access, form)


def can_begin(access: Access) -> bool:
    return access.round.is_open and access.can_read_draft


def nothing_to_agree_to(request: HttpRequest, access: Access) -> HttpResponse:
    """The page for somebody who has agreed before, or who has come too early or too late."""
    context = {"access": access}
    if access.contributor.has_started and request.method == "POST":
        return see("start", access)
    if access.contributor.has_started:
        return page(request, "welcome_back", "Your comments on a draft", context)
    status = 409 if request.method == "POST" else 200
    if access.round.was_opened:
        return page(request, "closed", "You cannot comment any more", context, status)
    return page(request, "not_yet", "You cannot comment yet", context, status)


def started(access: Access, form: StartForm) -> HttpResponse:
    begin(contributor=access.contributor, **form.said())
    return see("start" if access.round.questions else "read", access)


@with_access_to_choose
def choices(request: HttpRequest, access: Access) -> HttpResponse:
    """Change what was agreed to, and how to be reached."""
    if not access.contributor.has_started:
        return see("start", access)
    sent = request.POST if request.method == "POST" else None
    form = ChoicesForm(sent, round=access.round, initial=choices_of(access.contributor))
    return answered(request, access, form, "choices", "Your choices") or changed(access, form)


def changed(access: Access, form: ChoicesForm) -> HttpResponse:
    change_choices(contributor=access.contributor, **form.said())
    return see("start", access)


def choices_of(contributor: Contributor) -> dict[str, Any]:
    """What somebody has said so far, by the fields of the form."""
    consent = contributor.consents.last()
    contact = ContributorContact.objects.filter(contributor=contributor).first()
    agreed = ("may_share", "may_quote", "may_contact")
    return {
        "language": contributor.language,
        "background": contributor.background,
        **{name: bool(consent and getattr(consent, name)) for name in agreed},
        **{name: getattr(contact, name, "") for name in ("email", "phone")},
    }


def answered(
    request: HttpRequest, access: Access, form: ChoicesForm, template: str, title: str
) -> HttpResponse | None:
    """The form, to be filled in or put right; None when it may be acted on."""
    context = {"access": access, "form": form}
    if not access.from_our_page:
        form.add_error(None, NOT_FROM_OUR_PAGE)
        return page(request, template, title, context, status=403)
    return None if form.is_valid() else page(request, template, title, context)


urlpatterns = [
    path("<uuid:public_id>/", start, name="start"),
    path("<uuid:public_id>/choices/", choices, name="choices"),
]
