"""What production refuses to start with."""

import secrets
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import (
    EXAMPLE_SECRET_KEY,
    ONTO_THE_CONSOLE,
    OVER_SMTP,
    Environment,
    read_environment,
    refuse_unsafe_production,
)


@pytest.fixture
def safe() -> Environment:
    return replace(
        read_environment(),
        secret_key=secrets.token_urlsafe(60),
        debug=False,
        allowed_hosts=["site.example"],
        base_url="https://site.example",
        email={"EMAIL_BACKEND": OVER_SMTP},
        mail_from="no-reply@site.example",
    )


def test_a_safe_environment_is_accepted(safe: Environment) -> None:
    refuse_unsafe_production(safe)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"secret_key": EXAMPLE_SECRET_KEY}, "SECRET_KEY is not set"),
        ({"secret_key": "short"}, "too weak"),
        ({"secret_key": "a" * 80}, "too weak"),
        ({"secret_key": "please-change-me-" + "x1y2z3w4v5u6" * 5}, "looks like an example"),
        ({"proxy_urls": ["http://127.0.0.1:1"]}, "PURGE_TOKEN is too weak"),
        ({"purge_token": "short"}, "PURGE_TOKEN is too weak"),
        ({"debug": True}, "DEBUG is on"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"base_url": "http://site.example"}, "BASE_URL"),
        ({"email": {"EMAIL_BACKEND": ONTO_THE_CONSOLE}}, "EMAIL_URL is not set"),
        ({"mail_from": "no-reply@localhost"}, "MAIL_FROM"),
        ({"mail_from": "The site <no-reply@localhost>"}, "MAIL_FROM"),
        ({"mail_from": ""}, "MAIL_FROM"),
    ],
)
def test_an_unsafe_environment_is_refused_with_one_line(
    safe: Environment, change: dict[str, object], why: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=why) as refusal:
        refuse_unsafe_production(replace(safe, **change))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("address", "backend"), [("consolemail://", ONTO_THE_CONSOLE), ("smtp+tls://h:587", OVER_SMTP)]
)
def test_what_is_refused_is_what_the_address_says(
    address: str, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", address)
    monkeypatch.setenv("MAIL_FROM", "no-reply@site.example")
    read = read_environment()
    assert (read.email["EMAIL_BACKEND"], read.mail_from) == (backend, "no-reply@site.example")
