"""What docs/asvs.md says of the numbers of sessions."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests.accounts.people import PASSWORD, give_password, is_in, person

pytestmark = pytest.mark.django_db


def test_logging_in_takes_a_new_number_and_ends_the_old_one(client: Client) -> None:
    before = client.session
    before["planted"] = "by somebody else"
    before.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before.session_key

    give_password(client, person())

    assert is_in(client)
    assert client.session.session_key != before.session_key
    assert not SessionStore().exists(before.session_key)


def test_showing_again_who_somebody_is_takes_a_new_number(client: Client) -> None:
    give_password(client, person())
    before = client.session.session_key

    client.post("/account/confirm/", {"password": PASSWORD})

    assert is_in(client)
    assert client.session.session_key != before
    assert not SessionStore().exists(before)


def test_the_number_of_a_session_is_long_and_random() -> None:
    numbers = set()
    for _ in range(20):
        session = SessionStore()
        session.create()
        numbers.add(session.session_key)
    assert len(numbers) == 20
    assert all(re.fullmatch("[a-z0-9]{32}", number) for number in numbers)


def test_who_logged_out_cannot_use_the_old_number(client: Client) -> None:
    give_password(client, person())
    kept = Client()
    kept.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(kept)

    client.post("/admin/logout/")

    assert not is_in(kept)


def test_whoever_is_switched_off_is_out(client: Client) -> None:
    user = person()
    give_password(client, user)
    assert is_in(client)

    user.is_active = False
    user.save()

    assert not is_in(client)
