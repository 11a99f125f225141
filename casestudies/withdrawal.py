"""What the web sees of withdrawals: the note at the old address, and two pages of the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from accounts.models import User
from casestudies.actions import lift_withdrawal, withdraw
from casestudies.models import AskedBy, CaseStudyPage, Withdrawal
from casestudies.permissions import can_delete_story, can_lift, can_withdraw
from casestudies.reporting import private_details
from content.metadata import crumbs_of

KEEP, DELETE = "keep", "delete"
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class EditorRequest(HttpRequest):
    """A request to the admin, which lets nobody in but editors."""

    user: User


class WithdrawalForm(forms.ModelForm):
    """Who asked, why, what readers are told, and what becomes of the story."""

    asked_by = forms.ChoiceField(
        choices=AskedBy.choices, widget=forms.RadioSelect, label="Who asked for it?"
    )
    story = forms.ChoiceField(
        choices=[
            (KEEP, "Keep it in the admin, where only editors can see it"),
            (DELETE, "Delete it for good, with every version of it"),
        ],
        widget=forms.RadioSelect,
        initial=KEEP,
        label="What becomes of the story?",
        help_text="Deleting cannot be undone. Copies in other pages are not found by this.",
    )

    class Meta:
        model = Withdrawal
        fields = ("asked_by", "reason", "public_note")
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 4}),
            "public_note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"reason": "Why, without the story"}

    def __init__(self, *args: Any, may_delete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_delete:
            del self.fields["story"]

    def clean(self) -> dict[str, Any]:
        """Nobody is named here: the note is public, and the reason outlives the story."""
        data: dict[str, Any] = super().clean() or {}
        told = {name: data.get(name, "") for name in ("reason", "public_note")}
        for field, problem in private_details(told).items():
            self.add_error(field, problem)
        return data


def gone(request: HttpRequest, index: Page, withdrawal: Withdrawal) -> HttpResponse:
    """The kind answer at the address of a withdrawn case study. Nobody may keep a copy of it."""
    above = index.get_ancestors(inclusive=True).filter(depth__gte=2)
    context = {
        "page_title": "Case study withdrawn",
        "robots": "noindex",
        "withdrawn_at": withdrawal.withdrawn_at,
        "public_note": withdrawal.public_note,
        "finder_url": index.url,
        "crumbs": crumbs_of([*above, index]),
    }
    return TemplateResponse(
        request, "casestudies/withdrawn.html", context, status=410, headers=NOT_KEPT
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_study(request: EditorRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(CaseStudyPage, pk=page_id, alias_of=None)
    if not can_withdraw(request.user, page):
        return HttpResponseForbidden("You may not withdraw this case study.")
    if Withdrawal.objects.of(page).exists():
        messages.warning(request, "This case study is withdrawn already.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    form = WithdrawalForm(request.POST or None, may_delete=can_delete_story(request.user, page))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("asked_by", "reason", "public_note")}
        parent, delete = page.get_parent(), form.cleaned_data.get("story") == DELETE
        try:
            withdraw(page=page, user=request.user, delete_story=delete, **told)
        except (ValidationError, IntegrityError, CaseStudyPage.DoesNotExist):
            messages.warning(request, "Somebody else has just withdrawn this case study.")
        else:
            messages.success(request, "The case study is withdrawn. Its address now says so.")
        return redirect("wagtailadmin_explore", parent.pk)
    return render(request, "casestudies/admin/withdraw.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: EditorRequest, pk: int) -> HttpResponse:
    withdrawal = get_object_or_404(Withdrawal, pk=pk)
    if not can_lift(request.user, withdrawal):
        return HttpResponseForbidden("You may not lift this withdrawal.")
    if request.method == "POST":
        page = withdrawal.page
        lift_withdrawal(withdrawal=withdrawal, user=request.user)
        messages.success(
            request,
            "The withdrawal is lifted. Nothing is published yet. Ask the people in it to confirm it again.",
        )
        return (
            redirect("wagtailadmin_pages:edit", page.pk) if page else redirect("withdrawals:index")
        )
    return render(request, "casestudies/admin/lift.html", {"withdrawal": withdrawal})


def address_of_withdrawing(page: Page) -> str:
    return reverse("casestudies_withdraw", args=[page.pk])


def address_of_lifting(withdrawal: Withdrawal) -> str:
    return reverse("casestudies_lift", args=[withdrawal.pk])


admin_urls: list[URLPattern] = [
    path("case-studies/<int:page_id>/withdraw/", withdraw_study, name="casestudies_withdraw"),
    path("withdrawals/<int:pk>/lift/", lift, name="casestudies_lift"),
]
