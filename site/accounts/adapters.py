"""How the log-in package works here: nobody signs up, and mail and logs hold no address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts import encryption, sessions
from accounts.addresses import pseudonym_of_client
from accounts.models import User
from designsystem.qr import qr_svg


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins, passwords and mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Limits are counted by it, and nothing else is done with it."""
        return pseudonym_of_client(request)

    def is_safe_url(self, url: str | None) -> bool:
        """An address to go on to that is of this site. What is no address at all is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not asked again of somebody who has just logged in."""
        request = context.request
        return not sessions.authenticated_recently(request, request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """To the address that administrators look after. It names no network address."""
        if user.email:
            self.send_mail(template_prefix, user.email, {"user": user, **(context or {})})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second steps: their secrets, and how they are shown."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url, "QR code for your app")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.WAGTAIL_SITE_NAME}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Key {number}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where everybody needs one: there is a way to add another first."""
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=sessions.FACTORS
        ).exclude(pk=authenticator.pk)
        return not settings.REQUIRE_SECOND_FACTOR or others.exists()
