"""Cookies in production: names that a browser takes over HTTPS alone."""

import os
import subprocess
import sys

import pytest

from tests.house.places import ROOT

SAY = """
import django
django.setup()
from django.conf import settings
from accounts.messages import OwnCookieStorage
from config.caching import PERSONAL_COOKIES
from selfcheck.views.remembering import COOKIE
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, OwnCookieStorage.cookie_name, COOKIE]
assert {settings.SESSION_COOKIE_NAME, OwnCookieStorage.cookie_name} <= PERSONAL_COOKIES
print(*names)
"""


@pytest.fixture(scope="module")
def names_in_production() -> list[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "fYp2vQ8sLr6TzK1wXe9BnM4cHj7GdA3uRo5iVt0yPqSlZx",
        "CONTACT_KEYS": "",
        "ALLOWED_HOSTS": "site.invalid",
        "BASE_URL": "https://site.invalid",
        "EMAIL_URL": "dummymail://",
    }
    environment["SECRET_KEY"] += environment["SECRET_KEY"][::-1]
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", SAY], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return said.stdout.decode().split()


def test_every_cookie_has_a_name_that_keeps_other_sites_out(names_in_production: list[str]) -> None:
    assert len(names_in_production) == 4
    assert all(name.startswith(("__Host-", "__Secure-")) for name in names_in_production)
