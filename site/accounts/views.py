"""Pages of somebody's own account that the log-in package does not bring, or brings otherwise."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import sessions
from accounts.actions import InvitationUsedError, accept_invitation, end_other_sessions
from accounts.adapters import SecondFactorAdapter
from accounts.codes import use_up_now
from accounts.forms import InvitedForm
from accounts.models import Invitation
from operations.read_only import is_read_only
from operations.unavailable import unavailable

TOKEN = "accounts_invitation"  # noqa: S105 - a name in the session
LAST_ONE = "This is your only second step. Add another one first."


def door(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Every other way to log in leads to the one that asks for everything.

    Raises `PermissionDenied` for somebody who is in and was sent here: the page is not for them.
    """
    wanted = request.GET.get("next", "")
    is_for_editors = request.path.startswith("/admin/")
    may_enter = is_for_editors and request.user.has_perm("wagtailadmin.access_admin")
    if wanted and request.user.is_authenticated and not may_enter:
        raise PermissionDenied
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


def forgotten(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Every other way to a new password leads to ours."""
    return redirect("account_reset_password")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "account/home.html", {"has_factor": sessions.has_factor(sessions.person(request))}
    )


@require_http_methods(["GET", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """What an open page of the admin asks: whether somebody is still logged in. POST: I am here."""
    is_here = request.user.is_authenticated
    if is_here and request.method == "POST":
        sessions.note_activity(request)
    answer = {"here": is_here, "seconds": sessions.seconds_left(request) if is_here else 0}
    return JsonResponse({**answer, "token": get_token(request) if is_here else ""})


@require_POST
@login_required
@reauthentication_required(app="allauth.mfa")
def leave_elsewhere(request: HttpRequest) -> HttpResponse:
    user = sessions.person(request)
    end_other_sessions(user=user)
    update_session_auth_hash(request, user)
    messages.success(request, "You are logged out everywhere else.")
    return redirect("account_home")


def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the secret out of the address bar. Opening the link uses nothing up: mail filters do."""
    if is_read_only():
        return unavailable(request, "read_only")
    if not Invitation.objects.opened_by(token).exists():
        return render(request, "account/invitation_ended.html", status=410)
    sessions.end(request)
    request.session[TOKEN] = token
    return redirect("account_invited")


@sensitive_post_parameters("password1", "password2")
def invited(request: HttpRequest) -> HttpResponse:
    token = request.session.get(TOKEN, "")
    invitation = Invitation.objects.opened_by(token).select_related("user").first()
    if invitation is None:
        return render(request, "account/invitation_ended.html", status=410)
    form = InvitedForm(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        return take_up(request, token, form.cleaned_data["password1"])
    return render(request, "account/invited.html", {"form": form, "name": invitation.user})


def take_up(request: HttpRequest, token: str, password: str) -> HttpResponse:
    try:
        accept_invitation(token=token, password=password)
    except InvitationUsedError:
        return render(request, "account/invitation_ended.html", status=410)
    request.session.pop(TOKEN, None)
    messages.success(request, "Your password is saved. Log in with it now.")
    return redirect("account_login")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """After too many wrong passwords for one name from one place."""
    return render(request, "account/locked_out.html", status=429)


class AddAppView(ActivateTOTPView):
    """The session in which an app is set up has shown both steps."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        use_up_now(factor)
        sessions.note_second_step(self.request, user, factor)
        return response


class AddKeyView(AddWebAuthnView):
    """The session in which a key is added has shown both steps."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        sessions.note_second_step(self.request, user, keys.latest("pk"))
        return response


@method_decorator(login_required, name="dispatch")
class RemoveKeyView(RemoveWebAuthnView):
    """The last second step stays where everybody needs one."""

    def form_valid(self, form: Form) -> HttpResponse:
        if SecondFactorAdapter().can_delete_authenticator(self.get_object()):
            return super().form_valid(form)
        messages.error(self.request, LAST_ONE)
        return redirect("mfa_index")
