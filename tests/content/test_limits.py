"""How often one client may do something, and that nothing of it says who the client was."""

from typing import Any

import pytest
from django.test import RequestFactory

from content.limits import client_key, may_do

WHAT = "test-trying"


def from_address(address: str, **headers: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


def key_of(request: Any) -> str:
    return client_key(request, WHAT)


def tries(address: str, times: int, what: str = WHAT) -> list[bool]:
    return [may_do(from_address(address), what, times=3, seconds=60) for _ in range(times)]


def test_so_many_times_and_no_more() -> None:
    assert tries("203.0.113.7", 5) == [True, True, True, False, False]


def test_another_client_and_another_deed_are_counted_apart() -> None:
    tries("203.0.113.7", 3)
    assert tries("203.0.113.8", 1) == [True]
    assert tries("203.0.113.7", 1, "test-other") == [True]


def test_the_last_proxy_names_the_client_and_what_a_client_writes_before_it_is_ignored(
    settings: Any,
) -> None:
    settings.CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR"
    first = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    second = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9,203.0.113.7")
    other = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8")
    assert key_of(first) == key_of(second)
    assert key_of(first) != key_of(other)


def test_a_household_with_many_addresses_is_one_client() -> None:
    assert key_of(from_address("2001:db8:1:2::1")) == key_of(from_address("2001:db8:1:2:ffff::9"))
    assert key_of(from_address("2001:db8:1:2::1")) != key_of(from_address("2001:db8:1:3::1"))
    assert key_of(from_address("::ffff:203.0.113.7")) == key_of(from_address("203.0.113.7"))


def test_no_address_is_kept_as_it_is() -> None:
    assert "203.0.113.7" not in key_of(from_address("203.0.113.7"))


def test_clients_without_an_address_do_not_lock_one_another_out() -> None:
    assert tries("", 9) == [True] * 9


def test_an_address_that_is_none_is_counted_all_the_same() -> None:
    assert tries("unix:/run/x", 4)[-1] is False


def test_everybody_may_go_on_while_the_cache_is_down(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert tries("203.0.113.7", 9) == [True] * 9


@pytest.mark.parametrize("what", ["pages-opinions", "draftcomments-wrong-tries"])
def test_the_name_of_what_is_counted_leads_the_key(what: str) -> None:
    assert client_key(from_address("203.0.113.7"), what).startswith(f"{what}-")
