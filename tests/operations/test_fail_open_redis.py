"""A real Redis is stopped, paused and full of what nobody can read: nothing waits, nothing fails."""

import logging
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import redis

from operations.fail_open_redis import BREAKERS, FailOpenRedisCache
from operations.requests import NOW, Asked
from tests.operations.redis_server import RedisServer, free_port, running_redis

MOST_SECONDS_FOR_A_CALL = 0.1
SLACK = 1.0
"""What a busy machine may add: the bounds below are for real, and far from what a hang would cost."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as started:
        yield started


@pytest.fixture
def kept(server: RedisServer) -> Iterator[FailOpenRedisCache]:
    if server.process is None:
        server.start()
    BREAKERS.clear()
    cache = FailOpenRedisCache(server.address, {})
    cache.clear()
    yield cache
    BREAKERS.clear()


def as_if_nothing_were_there(cache: FailOpenRedisCache) -> None:
    assert cache.get("a", "none") == "none"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.add("a", 1) is True
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.delete("a") is False
    assert cache.has_key("a") is False
    assert cache.touch("a") is False
    assert cache.get_or_set("a", lambda: "made") == "made"
    cache.clear()
    cache.set("a", 1)
    cache.delete_many(["a"])
    with pytest.raises(ValueError, match="no such key"):
        cache.incr("a")


def seconds_of_a_get(cache: FailOpenRedisCache) -> float:
    begun = time.monotonic()
    cache.get("a")
    return time.monotonic() - begun


def test_with_redis_it_is_a_cache_like_any_other(kept: FailOpenRedisCache) -> None:
    assert kept.add("a", 1) is True
    assert kept.add("a", 2) is False
    assert kept.incr("a") == 2
    assert kept.get("a") == 2
    assert kept.set_many({"b": [1]}) == []
    assert kept.get_many(["a", "b"]) == {"a": 2, "b": [1]}
    assert kept.touch("b", 10) is True
    assert kept.has_key("b")
    kept.delete_many(["b"])
    assert kept.delete("a") is True
    with pytest.raises(ValueError, match="no such key"):
        kept.incr("a")


def test_where_redis_refuses_everything_goes_on_without_it(
    kept: FailOpenRedisCache, server: RedisServer
) -> None:
    kept.set("a", 1)
    server.stop()
    as_if_nothing_were_there(kept)


def test_meanwhile_a_request_works_nothing_out_twice_and_keeps_nothing_for_the_next(
    kept: FailOpenRedisCache, server: RedisServer
) -> None:
    server.stop()
    made = []

    def make() -> list[int]:
        made.append(1)
        return [len(made)]

    for _ in range(2):
        token = NOW.set(Asked(number="1"))
        first = kept.get_or_set("a", make)
        first.append(0)
        assert kept.get_or_set("a", make) == [len(made)]
        kept.set("b", 1)
        assert kept.get("b") == 1
        kept.delete("b")
        assert kept.get("b") is None
        NOW.reset(token)
    assert len(made) == 2


def test_a_hung_redis_costs_one_short_wait_and_the_next_page_nothing(
    kept: FailOpenRedisCache, server: RedisServer
) -> None:
    kept.set("a", 1)
    with server.paused():
        assert seconds_of_a_get(kept) < MOST_SECONDS_FOR_A_CALL + SLACK
        begun = time.monotonic()
        as_if_nothing_were_there(kept)
        assert time.monotonic() - begun < 0.02 + SLACK


def test_a_hung_redis_that_was_never_asked_before_costs_no_more(server: RedisServer) -> None:
    BREAKERS.clear()
    fresh = FailOpenRedisCache(server.address, {})
    with server.paused():
        assert seconds_of_a_get(fresh) < MOST_SECONDS_FOR_A_CALL + SLACK
    BREAKERS.clear()


def test_one_that_cuts_each_connection_is_the_same() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as cutting:
        threading.Thread(target=cut_everyone, args=[cutting], daemon=True).start()
        cache = FailOpenRedisCache(f"redis://127.0.0.1:{cutting.getsockname()[1]}/0", {})
        assert seconds_of_a_get(cache) < MOST_SECONDS_FOR_A_CALL + SLACK
        as_if_nothing_were_there(cache)


def cut_everyone(server: socket.socket) -> None:
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return


def test_after_its_rest_one_call_tries_again_and_all_is_as_before(
    kept: FailOpenRedisCache, server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    kept.breaker.seconds = 0.2
    kept.set("a", 1)
    with caplog.at_level(logging.WARNING):
        with server.paused():
            for _ in range(3):
                assert kept.get("a") is None
            time.sleep(0.25)
            assert kept.get("a") is None
        assert kept.get("a") is None  # It still rests.
        time.sleep(0.25)
        assert kept.get("a") == 1
        assert kept.get("a") == 1
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_a_restart_that_nobody_noticed_costs_nothing(
    kept: FailOpenRedisCache, server: RedisServer
) -> None:
    kept.set("a", 1)
    server.stop()
    server.start()
    kept.set("a", 2)
    assert kept.get("a") == 2
    assert not kept.breaker.is_open


def test_what_another_release_kept_and_this_one_cannot_read_is_not_there(
    kept: FailOpenRedisCache, server: RedisServer
) -> None:
    with redis.Redis(port=server.port) as client:
        client.set(kept.make_key("a"), b"cno_such_module\nThing\n.")
        client.set(kept.make_key("b"), b"\x80nonsense")
    assert kept.get("a", "none") == "none"
    assert kept.get("b", "none") == "none"
    assert not kept.breaker.is_open
