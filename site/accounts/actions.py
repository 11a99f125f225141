"""What is done with accounts and has a consequence: invitations, resets, the end of sessions."""

from datetime import timedelta
from secrets import token_urlsafe

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from accounts.log_messages import (
    FACTOR_RESET,
    INVITATION_USED,
    INVITED,
    SESSIONS_ENDED,
)
from accounts.models import Invitation, User, digest_of

TOKEN_BYTES = 24
DAYS_TO_ANSWER = 3


class InvitationUsedError(Exception):
    """The link was used already, is too old, or was replaced by a newer one."""


@transaction.atomic
def invite(*, user: User, by: User) -> Invitation:
    """Send somebody a link to choose a password. Older links stop."""
    user.invitations.unused().delete()
    token = token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        user=user,
        digest=digest_of(token),
        ends_at=timezone.now() + timedelta(days=DAYS_TO_ANSWER),
    )
    log(user, INVITED, user=by)
    tell(user, "invitation", {"address": address_of("account_invitation", token), "by": by})
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User:
    """Raises `InvitationUsedError`."""
    invitation = Invitation.objects.select_for_update().opened_by(token).first()
    if invitation is None:
        raise InvitationUsedError
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    log(user, INVITATION_USED, user=user)
    return user


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None, reason: str) -> None:
    """For somebody who lost a phone: they set up a new second step at their next log-in.

    `by` is nobody where it is done on the server.
    """
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    log(user, FACTOR_RESET, user=by, data={"reason": reason})
    tell(user, "second_factor_reset", {})


def end_sessions(*, user: User) -> None:
    """All of them, in every browser."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])


@transaction.atomic
def end_other_sessions(*, user: User) -> None:
    end_sessions(user=user)
    log(user, SESSIONS_ENDED, user=user)


def address_of(name: str, *args: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)


def tell(user: User, about: str, context: dict[str, object]) -> None:
    """Write to somebody about their account."""
    if not user.email:
        return
    known = {
        "user": user,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "days": DAYS_TO_ANSWER,
        "log_in": address_of("account_login"),
        **context,
    }
    send_mail(
        render_to_string(f"accounts/mail/{about}_subject.txt", known).strip(),
        render_to_string(f"accounts/mail/{about}.txt", known),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
