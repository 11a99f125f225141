"""What production refuses to start with."""

import secrets
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import EXAMPLE_SECRET_KEY, Environment, read_environment, refuse_unsafe_production


@pytest.fixture
def safe() -> Environment:
    return replace(
        read_environment(),
        secret_key=secrets.token_urlsafe(60),
        debug=False,
        allowed_hosts=["site.example"],
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
        ({"debug": True}, "DEBUG is on"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
    ],
)
def test_an_unsafe_environment_is_refused_with_one_line(
    safe: Environment, change: dict[str, object], why: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=why) as refusal:
        refuse_unsafe_production(replace(safe, **change))
    assert "\n" not in str(refusal.value)
