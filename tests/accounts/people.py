"""Somebody with an account, and how they log in step by step."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory

PASSWORD = "correct horse battery staple"  # noqa: S105
LOG_IN = "/account/login/"
SECOND_STEP = "/account/login/second-step/"


def person(**fields: object) -> User:
    user: User = UserFactory(is_superuser=True, email="one@example.org", **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> str:
    """The secret of an app that somebody has set up, with recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_code_of(user: User) -> str:
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    code: str = held.wrap().get_unused_codes()[0]
    return code


def give_password(
    client: Client, user: User, password: str = PASSWORD, **more: str
) -> HttpResponse:
    answer: HttpResponse = client.post(
        LOG_IN, {"login": user.username, "password": password}, **more
    )  # type: ignore[assignment]
    return answer


def give_code(client: Client, code: str) -> HttpResponse:
    answer: HttpResponse = client.post(SECOND_STEP, {"code": code})  # type: ignore[assignment]
    return answer


def is_in(client: Client) -> bool:
    """Whether the admin lets somebody in, and not only to log in or to set something up."""
    return client.get("/admin/account/").status_code == 200
