"""What docs/asvs.md says of passwords, and of the secrets of second steps."""

from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django import forms
from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.module_loading import import_string

from accounts.forms import (
    ChangePasswordForm,
    InvitedForm,
    LogInForm,
    NewPasswordForm,
    PasswordAgainForm,
)
from accounts.models import User
from tests.house.places import ROOT

LONG_ENOUGH = 15
# What the standard asks of this method.
TIMES = 600_000
PASSWORDS = {
    "small letters only": "correct horse battery staple",
    "no letters": "84 31 95 27 60 13 72",
    "of the whole world": "Żółć 東京 🐎 ñandú ßtraße",
    "of 200 characters": "correct horse battery " * 9 + "ok",
    "with spaces around": "  correct horse battery staple  ",
}


@pytest.mark.parametrize("password", PASSWORDS.values(), ids=PASSWORDS)
def test_a_password_may_be_long_and_of_any_characters(password: str) -> None:
    form = InvitedForm({"password1": password, "password2": password}, user=User())
    assert form.is_valid(), form.errors


@pytest.mark.parametrize("password", PASSWORDS.values(), ids=PASSWORDS)
def test_a_password_is_taken_exactly_as_it_was_typed(password: str) -> None:
    form = InvitedForm({"password1": password, "password2": password}, user=User())
    form.is_valid()
    assert form.cleaned_data["password1"] == password
    assert LogInForm().fields["password"].clean(password) == password

    user = User()
    user.set_password(form.cleaned_data["password1"])
    assert user.check_password(password)
    assert not user.check_password(password.swapcase() + " ")


def test_nothing_is_asked_of_a_password_but_length_and_that_it_is_rare() -> None:
    asked = {each["NAME"].rpartition(".")[2]: each for each in settings.AUTH_PASSWORD_VALIDATORS}
    assert asked.keys() == {"MinimumLengthValidator", "CommonPasswordValidator"}
    assert asked["MinimumLengthValidator"]["OPTIONS"] == {"min_length": LONG_ENOUGH}


@pytest.mark.parametrize(
    ("kind", "given", "names"),
    [
        (LogInForm, {}, {"login", "password"}),
        (PasswordAgainForm, {"user": User()}, {"password"}),
        (InvitedForm, {"user": User()}, {"password1", "password2"}),
        (ChangePasswordForm, {"user": User()}, {"oldpassword", "password1", "password2"}),
        (NewPasswordForm, {"user": User(), "temp_key": "key"}, {"password1", "password2"}),
    ],
)
def test_boxes_for_passwords_hide_and_may_be_filled_in_by_programs(
    kind: Any, given: dict[str, Any], names: set[str]
) -> None:
    """Pages hold no inline handlers that could refuse to paste: see test_templates."""
    fields = kind(**given).fields
    assert fields.keys() == names
    for name in names - {"login"}:
        assert isinstance(fields[name].widget, forms.PasswordInput)
        assert fields[name].widget.attrs["autocomplete"] in {"current-password", "new-password"}


def test_secrets_of_second_steps_are_long_and_never_the_same() -> None:
    """160 bits in 32 letters for an app; 320 bits, of which codes of 8 digits are made."""
    assert len({generate_totp_secret() for _ in range(20)}) == 20
    assert len(generate_totp_secret()) == 32
    assert len({RecoveryCodes.generate_seed() for _ in range(20)}) == 20
    assert len(RecoveryCodes.generate_seed()) == 80
    assert app_settings.RECOVERY_CODE_DIGITS == 8


def test_passwords_are_stored_slowly_in_production() -> None:
    """Only the settings of the tests choose a method, to be quick."""
    files = (ROOT / "site/config/settings").glob("*.py")
    choosing = {path.name for path in files if "PASSWORD_HASHERS" in path.read_text("utf-8")}
    assert choosing == {"test.py"}
    assert import_string(global_settings.PASSWORD_HASHERS[0]) is PBKDF2PasswordHasher
    assert PBKDF2PasswordHasher.iterations >= TIMES
