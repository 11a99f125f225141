"""Guessing passwords ends soon, for the one who guesses and for nobody else."""

import logging

import pytest
from axes.models import AccessAttempt
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.management.commands.prune_log_ins import KEPT_FAILURES
from accounts.models import User
from tests.accounts.people import PASSWORD, give_password, is_in, person

pytestmark = pytest.mark.django_db
GUESSER, OWNER = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def user() -> User:
    return person()


def guess(user: User, times: int = 5, address: str = GUESSER) -> Client:
    client = Client()
    for number in range(times):
        give_password(client, user, f"wrong password {number}", REMOTE_ADDR=address)
    return client


def test_five_wrong_passwords_are_enough(user: User) -> None:
    client = guess(user)
    answer = give_password(client, user, REMOTE_ADDR=GUESSER)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert not is_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=16))
    give_password(client, user, REMOTE_ADDR=GUESSER)
    assert is_in(client)


def test_nobody_locks_out_somebody_else(user: User, client: Client) -> None:
    guess(user, times=7)
    give_password(client, user, REMOTE_ADDR=OWNER)
    assert is_in(client)
    another = Client()
    give_password(another, person(username="neighbour"), REMOTE_ADDR=GUESSER)
    assert is_in(another)


def test_the_name_is_the_same_in_capitals(user: User) -> None:
    client = guess(user, times=4)
    shouted = {"login": user.username.upper(), "password": "wrong"}
    client.post("/account/login/", shouted, REMOTE_ADDR=GUESSER)
    assert give_password(client, user, REMOTE_ADDR=GUESSER).status_code == 429


def test_behind_a_proxy_the_place_is_what_the_proxy_wrote(user: User, settings: Settings) -> None:
    """Whatever somebody writes before it themselves changes nothing."""
    settings.CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR"
    client = Client()
    for number in range(5):
        sent = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{number}, {GUESSER}"}
        give_password(client, user, "wrong", **sent)
    sent = {"HTTP_X_FORWARDED_FOR": f"192.0.2.99, {GUESSER}"}
    assert give_password(client, user, **sent).status_code == 429
    give_password(client, user, HTTP_X_FORWARDED_FOR=f"{GUESSER}, {OWNER}")
    assert is_in(client)


def test_the_addresses_of_one_household_are_one_place(user: User) -> None:
    client = Client()
    for number in range(5):
        give_password(client, user, "wrong", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert give_password(client, user, REMOTE_ADDR="2001:db8:1:2::ff").status_code == 429
    give_password(client, user, REMOTE_ADDR="2001:db8:1:3::1")
    assert is_in(client)


def test_what_is_stored_and_logged_names_nobody(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guess(user)
    stored = str(list(AccessAttempt.objects.values()))
    for secret in (GUESSER, user.username, "wrong password", PASSWORD):
        assert secret not in stored
        assert secret not in caplog.text


def test_counted_failures_go_after_a_day(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    guess(user, times=1)
    call_command("prune_log_ins")
    assert AccessAttempt.objects.count() == 1
    AccessAttempt.objects.update(attempt_time=timezone.now() - KEPT_FAILURES * 2)
    call_command("prune_log_ins", "--dry-run")
    assert AccessAttempt.objects.count() == 1
    call_command("prune_log_ins")
    assert AccessAttempt.objects.count() == 0
    assert "1 counted failures would go" in capsys.readouterr().out


def test_a_cache_that_is_down_locks_nobody_out_and_lets_nobody_guess(
    user: User, client: Client, settings: Settings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    caches.close_all()
    give_password(client, user, REMOTE_ADDR=OWNER)
    assert is_in(client)
    assert give_password(guess(user), user, REMOTE_ADDR=GUESSER).status_code == 429
