"""What people type to log in and to look after their account, drawn as the site's other forms."""

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes_of_allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.codes import TooManyCodesError, use_code
from accounts.models import User
from designsystem.forms import Appearance, Form

NEW_PASSWORD = "At least 15 characters. Three or four words that do not belong together work well."  # noqa: S105
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autocapitalize": "none",
    "spellcheck": "false",
}


def say(form: forms.Form, name: str, label: str, hint: str = "") -> None:
    """Give a field of the log-in package our words, and no hint inside its box."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class LogInForm(Form, account.LoginForm):
    """A name and a password."""

    appearance = {"login": Appearance(width=20), "password": Appearance(width=20)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", "Username")
        say(self, "password", "Password")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def user_credentials(self) -> dict[str, str]:
        return {
            "username": self.cleaned_data["login"],
            "password": self.cleaned_data["password"],
        }


class PasswordAgainForm(Form, account.ReauthenticateForm):
    """Asked before something weighty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", "Password")


class ForgottenPasswordForm(Form, account.ResetPasswordForm):
    """Where the link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", "Email address", "The address that your administrator has for you.")


class NewPasswordForm(Form, account.ResetPasswordKeyForm):
    """After a link from a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", "New password", NEW_PASSWORD)
        say(self, "password2", "New password again")


class ChangePasswordForm(Form, account.ChangePasswordForm):
    """By somebody who is logged in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", "Your password now")
        say(self, "password1", "New password", NEW_PASSWORD)
        say(self, "password2", "New password again")


class InvitedForm(Form):
    """The first password of somebody who was invited."""

    password1 = forms.CharField(
        label="Choose a password",
        help_text=NEW_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> None:
        super().clean()
        first, again = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and again and first != again:
            self.add_error("password2", "Type the same password in both boxes")


class CodeForm(Form, codes_of_allauth.BaseAuthenticateForm):
    """A code of an app, or a recovery code. Each works once."""

    reauthentication = False
    appearance = {"code": Appearance(width=10)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code", "6 digits from your app, or one of your recovery codes.")
        self.fields["code"].widget.attrs |= CODE_ATTRIBUTES

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        try:
            factor = use_code(self.user, code)
        except TooManyCodesError as error:
            raise get_account_adapter().validation_error("too_many_login_attempts") from error
        if factor is None:
            self.tell_of_failure()
            raise get_adapter().validation_error("incorrect_code")
        factor.user = self.user
        self.authenticator = factor
        return code

    def tell_of_failure(self) -> None:
        held: Iterable[Authenticator] = Authenticator.objects.filter(user=self.user)
        self._emit_authentication_failed(next(iter(held)))


class SecondStepForm(CodeForm, codes_of_allauth.AuthenticateForm):
    """At a log-in."""


class SecondStepAgainForm(CodeForm, codes_of_allauth.ReauthenticateForm):
    """Asked before something weighty."""


class AddAppForm(Form, totp.ActivateTOTPForm):
    """The first code of an app shows that it was set up."""

    appearance = {"code": Appearance(width=10)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code from the app", "6 digits")
        self.fields["code"].widget.attrs |= CODE_ATTRIBUTES


class RemoveAppForm(Form, totp.DeactivateTOTPForm):
    """Nothing to type. It says so where the app cannot be removed."""


class AddKeyForm(Form, webauthn.AddWebAuthnForm):
    """A name for a key; the browser fills in the rest."""

    appearance = {"name": Appearance(width=20)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", "Name of the key", "For example, “Keyring” or “Work laptop”.")

    def error_links(self) -> list[dict[str, str]]:
        return [*super().error_links(), *key_errors(self)]


class UseKeyForm(Form, webauthn.AuthenticateWebAuthnForm):
    """What a key answers, at a log-in."""

    def error_links(self) -> list[dict[str, str]]:
        return [*super().error_links(), *key_errors(self)]


class UseKeyAgainForm(Form, webauthn.ReauthenticateWebAuthnForm):
    """What a key answers, before something weighty."""


class RenameKeyForm(Form, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    appearance = {"name": Appearance(width=20)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", "Name of the key")


class ResetForm(forms.Form):
    """In the admin: why somebody's second step is reset."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="For example: lost phone, asked by telephone on 3 March. The history keeps it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if len(reason) < 5:
            raise ValidationError("Say in a few words why.")
        return reason


def key_errors(form: forms.Form) -> list[dict[str, str]]:
    """What is wrong with a hidden field is said at the top too."""
    wrong = form.errors.get("credential")
    return [{"text": "The key did not work. Try again."}] if wrong else []
