"""Where a weakness of the site is reported."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from config.env import contact_address

ADDRESS = "/.well-known/security.txt"


def test_says_where_to_write_and_for_how_long(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    answer = client.get(ADDRESS)
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    ahead = datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:security@example.org"
    assert told["Canonical"] == f"http://testserver{ADDRESS}"
    assert timedelta(days=30) < ahead < timedelta(days=365)


@pytest.mark.django_db
def test_is_not_there_until_somebody_reads_reports(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404


def test_an_address_that_nobody_can_use_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        contact_address("security@example.org")
