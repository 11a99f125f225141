"""Codes of an app, and recovery codes: each works once, and guessing soon ends.

Both are held in the database and not in a cache: they hold with several processes, and when the
cache is down.
"""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction

from accounts.encryption import UnreadableSecretError
from accounts.models import User

WRONG_CODES = 5
WITHIN_SECONDS = 5 * 60


class TooManyCodesError(Exception):
    """Somebody is guessing. Even the right code is not looked at for some minutes."""


@transaction.atomic
def use_code(user: User, code: str) -> Authenticator | None:
    """What a code belongs to, now used up; none where it is wrong.

    Raises `TooManyCodesError`.
    """
    held = list(
        Authenticator.objects.select_for_update()
        .filter(user=user)
        .exclude(type=Authenticator.Type.WEBAUTHN)
        .order_by("-type")
    )
    if not held:
        return None
    wrong = wrong_codes(held[0])
    if len(wrong) >= WRONG_CODES:
        raise TooManyCodesError
    for factor in held:
        if is_code_of(factor, code):
            return factor
    held[0].data["wrong"] = [*wrong, int(time.time())]
    held[0].save(update_fields=["data"])
    return None


def wrong_codes(factor: Authenticator) -> list[int]:
    """When wrong codes were typed in, as far as that still counts."""
    oldest = time.time() - WITHIN_SECONDS
    return [when for when in factor.data.get("wrong", []) if when > oldest]


def is_code_of(factor: Authenticator, code: str) -> bool:
    try:
        if factor.type == Authenticator.Type.TOTP:
            return is_code_of_app(factor, code)
        return bool(factor.wrap().validate_code(code))
    except UnreadableSecretError:
        return False


def is_code_of_app(factor: Authenticator, code: str) -> bool:
    secret = decrypt(factor.data["secret"])
    for counter in yield_hotp_counters_from_time():
        is_newer = counter > factor.data.get("used", 0)
        expected = format_hotp_value(hotp_value(secret, counter))
        if is_newer and compare_user_code(actual=code, expected=expected):
            factor.data |= {"used": counter, "wrong": []}
            factor.save(update_fields=["data"])
            return True
    return False


def use_up_now(factor: Authenticator) -> None:
    """The code that an app was set up with logs nobody in once more."""
    factor.data["used"] = max(yield_hotp_counters_from_time())
    factor.save(update_fields=["data"])
