"""What accounts add to Wagtail: invitations, resets, the history, and a way to one's own account."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel

from accounts import admin, log_messages, sessions
from accounts.actions import invite
from accounts.models import User
from operations.facts import Fact


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern]:
    return [
        path("people/<int:pk>/invite/", admin.ask_to_invite, name="accounts_invite"),
        path("people/<int:pk>/second-step/", admin.reset_factor, name="accounts_reset_factor"),
    ]


hooks.register("register_user_listing_buttons", admin.buttons_for)
hooks.register("register_log_actions", log_messages.register)


@hooks.register("after_create_user")
def invite_new_user(request: HttpRequest, user: User) -> None:
    """Nobody types a password for somebody else."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    invite(user=user, by=sessions.person(request))


class NothingToFillInForm(forms.ModelForm[User]):
    """Each panel of that page has a form."""

    class Meta:
        model = User
        fields: list[str] = []


class OwnAccountPanel(BaseSettingsPanel):
    """Leads from Wagtail's page to ours, where a password and second steps are changed."""

    name = "own_account"
    title = "Password and second step"
    order = 150
    template_name = "accounts/admin/own_account.html"
    form_class = NothingToFillInForm


@hooks.register("register_account_settings_panel")
def own_account_panel(request: HttpRequest, user: User, profile: Any) -> OwnAccountPanel:
    return OwnAccountPanel(request, user, profile)


@hooks.register("insert_global_admin_js")
def stay_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("accounts/stay.js"))


@hooks.register("insert_global_admin_css")
def stay_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/stay.css"))


@hooks.register("operator_facts")
def second_steps() -> Iterable[Fact]:
    """Whether a password alone is enough to get in, and for how many people it still would be."""
    people = User.objects.filter(is_active=True)
    holders = Authenticator.objects.filter(type__in=sessions.FACTORS).values("user")
    figures = {
        "people_with_account": people.count(),
        "people_without_second_step": people.exclude(pk__in=holders).count(),
    }
    if settings.REQUIRE_SECOND_FACTOR:
        yield Fact("Second step of log-ins", "good", "Everybody needs one.", figures)
        return
    yield Fact(
        "Second step of log-ins",
        "warning",
        "A password alone is enough to get into the admin.",
        figures,
        "Set REQUIRE_SECOND_FACTOR to true.",
    )
