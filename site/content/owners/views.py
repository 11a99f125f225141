"""The page of the admin on which a page's owner is named."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from content.owners.actions import name_owner
from content.owners.permissions import can_name_owner, possible_owners


class EditorRequest(HttpRequest):
    """A request to the admin, which lets nobody in but editors."""

    user: AbstractUser  # type: ignore[assignment]  # the model of users stands beside this app


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, person: AbstractUser) -> str:
        return person.get_full_name() or person.get_username()


class OwnerForm(forms.Form):
    owner = OwnerField(
        queryset=None,
        required=False,
        empty_label="Nobody",
        help_text="Who looks after the page, and whom others ask about it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners()  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def page_owner(request: EditorRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id)
    if not can_name_owner(request.user, page):
        return HttpResponseForbidden("You may not name the owner of this page.")
    form = OwnerForm(request.POST or None, initial={"owner": page.owner_id})
    if request.method == "POST" and form.is_valid():
        name_owner(page=page.specific, owner=form.cleaned_data["owner"], user=request.user)
        messages.success(request, "The page’s owner is named.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "content/admin/owner.html", {"page": page.specific, "form": form})


urlpatterns: list[URLPattern] = [
    path("pages/<int:page_id>/owner/", page_owner, name="page_owner"),
]
