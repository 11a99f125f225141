"""What administrators do with other people's accounts, from the list of users."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from accounts.actions import invite, reset_second_factor
from accounts.forms import ResetForm
from accounts.models import User
from accounts.sessions import person

CHANGE_USER = "accounts.change_user"


def can_look_after(by: User, user: User) -> bool:
    """Whether somebody may act on an account that is not their own."""
    if by == user or not by.has_perm(CHANGE_USER):
        return False
    return by.is_superuser or not user.is_superuser


def looked_after(request: HttpRequest, pk: int) -> User:
    user = get_object_or_404(User, pk=pk)
    if not can_look_after(person(request), user):
        raise PermissionDenied
    return user


@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    user = looked_after(request, pk)
    if user.has_usable_password() or not user.is_active:
        raise PermissionDenied
    invite(user=user, by=person(request))
    messages.success(request, f"A new invitation is on its way to {user.email}.")
    return redirect("wagtailusers_users:index")


def ask_to_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """A list of users has links and no forms: this page holds the button."""
    if request.method == "POST":
        return invite_again(request, pk)
    return render(
        request,
        "accounts/admin/invite.html",
        {"person": looked_after(request, pk), "page_title": "Send an invitation"},
    )


def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    user = looked_after(request, pk)
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reset_second_factor(user=user, by=person(request), reason=form.cleaned_data["reason"])
        messages.success(request, f"{user} sets up a new second step at the next log-in.")
        return redirect("wagtailusers_users:index")
    context = {"person": user, "form": form, "page_title": "Reset the second step"}
    return render(request, "accounts/admin/reset.html", context)


def buttons_for(user: User, request_user: User) -> Iterator[Button]:
    """In the list of users, behind the dots."""
    if not can_look_after(request_user, user):
        return
    if user.is_active and not user.has_usable_password():
        yield Button(
            "Send the invitation again",
            reverse("accounts_invite", args=[user.pk]),
            icon_name="mail",
            priority=40,
        )
    yield Button(
        "Reset the second step",
        reverse("accounts_reset_factor", args=[user.pk]),
        icon_name="key",
        priority=50,
    )
