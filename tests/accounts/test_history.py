"""The history of the site tells what happened to accounts, and what was done to them."""

import pytest
from allauth.core import context
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from accounts import log_messages
from accounts.models import User
from accounts.sessions import has_factor
from tests.accounts.people import (
    PASSWORD,
    code_of,
    give_code,
    give_password,
    is_in,
    person,
    with_app,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    user = person(username="administrator")
    give_password(client, user)
    return user


def told_of(user: User) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(user).order_by("timestamp", "pk")
    return [entry.action for entry in entries if entry.action.startswith("accounts.")]


def test_each_step_of_a_log_in_is_told(client: Client) -> None:
    user = person()
    secret = with_app(user)
    give_password(client, user, "wrong")
    give_password(client, user)
    give_code(client, "000000")
    give_code(client, code_of(secret))
    client.post("/account/logout/")
    assert told_of(user) == [
        log_messages.LOG_IN_FAILED,
        log_messages.CODE_FAILED,
        log_messages.LOGGED_IN,
        log_messages.LOGGED_OUT,
    ]


def test_names_that_nobody_has_are_not_noted(client: Client) -> None:
    before = ModelLogEntry.objects.count()
    client.post("/account/login/", {"login": PASSWORD, "password": "x"})
    assert ModelLogEntry.objects.count() == before


def test_what_somebody_changes_about_their_log_in_is_told_and_mailed(
    client: Client,
    administrator: User,
    mailoutbox: list[object],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client.get("/account/second-step/app/add/")
    code = code_of(client.session["mfa.totp.secret"])
    for address in ("/account/second-step/app/add/", "/account/second-step/codes/new/"):
        with django_capture_on_commit_callbacks() as callbacks:
            answer = client.post(address, {"code": code})
        with context.request_context(answer.wsgi_request):
            for callback in callbacks:
                callback()
    client.post("/account/second-step/app/remove/")
    new = "purple elbow holiday tandem"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/account/password/change/", typed)
    assert [each for each in told_of(administrator) if each != log_messages.LOGGED_IN] == [
        log_messages.FACTOR_ADDED,
        log_messages.FACTOR_ADDED,
        log_messages.CODES_RENEWED,
        log_messages.FACTOR_REMOVED,
        log_messages.FACTOR_REMOVED,
        log_messages.PASSWORD_CHANGED,
    ]
    assert len(mailoutbox) == 4
    assert is_in(client), "whoever changes their own password stays"


def test_a_reset_by_an_administrator_needs_a_reason_which_is_kept(
    client: Client, administrator: User, mailoutbox: list[object]
) -> None:
    user = person(username="lost-a-phone")
    with_app(user)
    address = reverse("accounts_reset_factor", args=[user.pk])
    assert client.post(address, {"reason": " "}).status_code == 200
    assert told_of(user) == []
    assert client.post(address, {"reason": "Lost phone, rang on 3 March"}).status_code == 302
    report = client.get("/admin/reports/site-history/").content.decode()
    assert "Second step reset by an administrator" in report
    assert "Lost phone, rang on 3 March" in report
    assert len(mailoutbox) == 1


def test_a_reset_on_the_server_is_kept_with_its_reason() -> None:
    user = person(username="only-administrator")
    with_app(user)
    with pytest.raises(CommandError, match="Nobody is called"):
        call_command("reset_second_step", "somebody-else", reason="lost phone")
    call_command("reset_second_step", user.username, reason="lost phone")
    assert not has_factor(user)
    assert log_messages.FACTOR_RESET in told_of(user)


def test_nobody_resets_their_own_or_that_of_somebody_above_them(
    client: Client, administrator: User
) -> None:
    own = reverse("accounts_reset_factor", args=[administrator.pk])
    assert client.post(own, {"reason": "I would rather not"}).status_code == 302
    assert log_messages.FACTOR_RESET not in told_of(administrator)
    client.post("/account/logout/")
    helper = person(username="helper")
    helper.is_superuser = False
    helper.save()
    group = Group.objects.create(name="Looks after users")
    group.permissions.set(permissions("access_admin", "change_user"))
    helper.groups.add(group)
    give_password(client, helper)
    client.post(own, {"reason": "I would like to be you"})
    assert log_messages.FACTOR_RESET not in told_of(administrator)


def permissions(*names: str) -> list[object]:
    return list(Group.permissions.rel.model.objects.filter(codename__in=names))


def test_rights_that_are_given_and_taken_are_told(client: Client, administrator: User) -> None:
    user = person(username="changes")
    group = Group.objects.create(name="Weavers")
    form = {
        "username": user.username,
        "email": user.email,
        "first_name": "A",
        "last_name": "B",
        "is_active": "on",
        "groups": [group.pk],
    }
    answer = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    entries = ModelLogEntry.objects.filter(action=log_messages.RIGHTS_CHANGED)
    told = [(entry.data, entry.user) for entry in entries.order_by("pk")]
    assert ({"taken": ["administrator"]}, administrator) in told
    assert ({"given": ["Weavers"]}, administrator) in told
    report = client.get("/admin/reports/site-history/").content.decode()
    assert "Rights changed: given Weavers" in report
