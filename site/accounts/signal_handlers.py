"""Notes in the history of the site what happens to accounts, and starts the clocks of a log-in."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context, log

from accounts import sessions
from accounts.actions import end_sessions
from accounts.log_messages import (
    CODE_FAILED,
    CODES_RENEWED,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    LOG_IN_FAILED,
    LOGGED_IN,
    LOGGED_OUT,
    PASSWORD_CHANGED,
    RIGHTS_CHANGED,
)
from accounts.models import User

CHANGES = {"post_add": "given", "post_remove": "taken"}


def logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request)
    log(user, LOGGED_IN, user=user)


def step_taken(request: HttpRequest, *, reauthenticated: bool = False, **kwargs: Any) -> None:
    """Whoever showed again who they are goes on with a new number (ASVS 5, 7.2.4)."""
    if reauthenticated:
        request.session.cycle_key()


def logged_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        log(user, LOGGED_OUT, user=user)


def log_in_failed(credentials: dict[str, str], **kwargs: Any) -> None:
    """Only where there is such an account: what else people type is noted nowhere."""
    user = User.objects.filter(username=credentials.get("username") or "").first()
    if user is not None:
        log(user, LOG_IN_FAILED)


def code_failed(user: User, **kwargs: Any) -> None:
    log(user, CODE_FAILED)


def password_changed(user: User, **kwargs: Any) -> None:
    log(user, PASSWORD_CHANGED, user=user)


def factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    log(user, FACTOR_ADDED, user=user, data={"kind": authenticator.type})


def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Other sessions may have been opened with it: they end."""
    log(user, FACTOR_REMOVED, user=user, data={"kind": authenticator.type})
    end_sessions(user=user)
    update_session_auth_hash(request, user)


def codes_renewed(user: User, **kwargs: Any) -> None:
    log(user, CODES_RENEWED, user=user)


def groups_changed(
    instance: User | Group, action: str, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Somebody was put into groups, or taken out. What commands do in bulk is not told."""
    if action not in CHANGES or not pk_set or get_active_log_context().user is None:
        return
    if isinstance(instance, Group):
        groups, people = [instance], list(User.objects.filter(pk__in=pk_set))
    else:
        groups, people = list(Group.objects.filter(pk__in=pk_set)), [instance]
    for person in people:
        log(person, RIGHTS_CHANGED, data={CHANGES[action]: sorted(map(str, groups))})


def permissions_changed(
    instance: Any, action: str, pk_set: set[int] | None, model: Any, **kwargs: Any
) -> None:
    """A group was given permissions, or lost some."""
    is_told = action in CHANGES and pk_set and isinstance(instance, Group)
    if is_told and get_active_log_context().user is not None:
        names = sorted(str(each) for each in model.objects.filter(pk__in=pk_set))
        log(instance, RIGHTS_CHANGED, data={CHANGES[action]: names})


def before_user_is_saved(instance: User, update_fields: Any, **kwargs: Any) -> None:
    """Whoever becomes an administrator, or stops being let in, is told of in the history."""
    asked = update_fields is None or {"is_superuser", "is_active"} & set(update_fields)
    if not instance.pk or not asked or get_active_log_context().user is None:
        return
    before = User.objects.filter(pk=instance.pk).values("is_superuser", "is_active").first()
    if before:
        note_marks(instance, before)


def note_marks(user: User, before: Mapping[str, Any]) -> None:
    words = {"is_superuser": "administrator", "is_active": "active account"}
    changed = [name for name in words if before[name] != getattr(user, name)]
    for name in changed:
        how = "given" if getattr(user, name) else "taken"
        log(user, RIGHTS_CHANGED, data={how: [words[name]]})
