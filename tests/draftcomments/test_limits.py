"""Wrong codes are limited for the one who tries them, and for nobody else."""

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from content.limits import client_key
from draftcomments.limits import (
    EVERYBODY,
    MANY_FROM_ALL,
    MOST_WRONG_TRIES,
    count_wrong_try,
    too_many_tries,
)


def from_address(address: str, **headers: str) -> Any:
    return RequestFactory().post("/have-your-say/", REMOTE_ADDR=address, **headers)


def try_wrongly(address: str, times: int) -> None:
    for _ in range(times):
        count_wrong_try(from_address(address))


def test_five_wrong_tries_are_enough() -> None:
    try_wrongly("203.0.113.7", MOST_WRONG_TRIES - 1)
    assert not too_many_tries(from_address("203.0.113.7"))
    try_wrongly("203.0.113.7", 1)
    assert too_many_tries(from_address("203.0.113.7"))


def test_another_client_may_go_on() -> None:
    try_wrongly("203.0.113.7", MOST_WRONG_TRIES)
    assert not too_many_tries(from_address("203.0.113.8"))


def test_it_ends_by_itself_when_the_count_runs_out() -> None:
    try_wrongly("203.0.113.7", MOST_WRONG_TRIES)
    cache.touch(client_key(from_address("203.0.113.7"), EVERYBODY), timeout=0)
    assert not too_many_tries(from_address("203.0.113.7"))


def test_clients_without_an_address_do_not_lock_one_another_out() -> None:
    try_wrongly("", 3 * MOST_WRONG_TRIES)
    assert not too_many_tries(from_address(""))


def test_an_address_that_is_none_is_counted_all_the_same() -> None:
    try_wrongly("unix:/run/x", MOST_WRONG_TRIES)
    assert too_many_tries(from_address("unix:/run/x"))


def test_operators_are_told_once_and_without_an_address(caplog: Any) -> None:
    with caplog.at_level(logging.WARNING, logger="draftcomments.limits"):
        for number in range(MANY_FROM_ALL + 20):
            try_wrongly(f"203.0.113.{number}", 1)
    assert [record.getMessage() for record in caplog.records] == [
        "100 wrong codes were tried in 15 minutes"
    ]


@pytest.fixture
def cache_that_is_down(settings: Any) -> None:
    """A Redis at an address where nothing listens."""
    settings.CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }


@pytest.mark.usefixtures("cache_that_is_down")
def test_nobody_is_locked_out_while_the_cache_is_down() -> None:
    try_wrongly("203.0.113.7", 2 * MOST_WRONG_TRIES)
    assert not too_many_tries(from_address("203.0.113.7"))
