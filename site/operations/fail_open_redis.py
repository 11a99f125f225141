"""Redis as a cache that the site can do without: refused, hung or cut off, nothing waits for it.

A call that fails answers as if the key were not there. Then this process asks Redis no more for
some seconds, and tries again with one call: so a hung Redis costs one page a moment, and the next
nothing. Meanwhile a request keeps what it has worked out until its own end, so that nothing is worked
out twice for one page.
"""

import logging
import pickle
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisIsGoneError
from redis.exceptions import RedisError
from redis.retry import Retry

from operations.requests import NOW

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 0.05
ANSWER_SECONDS = 0.08
REST_SECONDS = 5.0
IS_DOWN = (OSError, RedisError)
# Kept by other code than this: another release, or another version of a library.
CANNOT_READ = (pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError, ValueError)


class Breaker:
    """Whether one Redis may be asked; one for each process and address, shared by its threads."""

    def __init__(self, seconds: float = REST_SECONDS) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()
        self.rests_until = 0.0

    @property
    def is_open(self) -> bool:
        return self.rests_until > 0

    def may_ask(self) -> bool:
        """Always while Redis works; else once in so many seconds, and one thread only."""
        if not self.rests_until:
            return True
        with self.lock:
            if time.monotonic() < self.rests_until:
                return False
            self.rests_until = time.monotonic() + self.seconds
            return True

    def failed(self, error: Exception) -> None:
        with self.lock:
            first, self.rests_until = not self.is_open, time.monotonic() + self.seconds
        if first:
            logger.error("Redis does not answer (%s): the site does without.", type(error).__name__)

    def worked(self) -> None:
        if not self.rests_until:
            return
        with self.lock:
            was_open, self.rests_until = self.is_open, 0.0
        if was_open:
            logger.warning("Redis answers again.")


BREAKERS: dict[str, Breaker] = {}


def breaker_of(server: str) -> Breaker:
    return BREAKERS.setdefault(server, Breaker())


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache with short waits, no second try of what is slow, and a breaker."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        waits = {
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            # A connection that was kept may be closed by now: a new one is tried at once.
            "retry": Retry(NoBackoff(), 1, supported_errors=(RedisIsGoneError,)),
        }
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})
        self.breaker = breaker_of(server)

    def asked(self, call: Callable[..., Any], *args: Any, otherwise: Any, **kwargs: Any) -> Any:
        """What a call to Redis gives, or what there is without it."""
        if not self.breaker.may_ask():
            return otherwise
        try:
            answer = call(*args, **kwargs)
        except IS_DOWN as error:
            self.breaker.failed(error)
            return otherwise
        except CANNOT_READ:
            answer = otherwise
        self.breaker.worked()
        return answer

    def worked_out(self) -> dict[str, bytes]:
        """What this request would find in Redis; outside of one, a dictionary for nobody."""
        asked = NOW.get()
        return asked.worked_out if asked else {}

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """True as well where nothing was kept: no one else has it either."""
        added = bool(self.asked(super().add, key, value, timeout, version, otherwise=True))
        if self.breaker.is_open:
            self.worked_out().setdefault(self.make_key(key, version), pickle.dumps(value))
        return added

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if found := self.worked_out().get(self.make_key(key, version)):
            return pickle.loads(found)  # noqa: S301 - of this very request
        return self.asked(super().get, key, default, version, otherwise=default)

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self.asked(super().set, key, value, timeout, version, otherwise=None)
        if self.breaker.is_open:
            self.worked_out()[self.make_key(key, version)] = pickle.dumps(value)

    def touch(
        self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self.asked(super().touch, key, timeout, version, otherwise=False))

    def delete(self, key: str, version: int | None = None) -> bool:
        self.worked_out().pop(self.make_key(key, version), None)
        return bool(self.asked(super().delete, key, version, otherwise=False))

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.asked(super().get_many, keys, version, otherwise={})
        return found

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self.asked(super().has_key, key, version, otherwise=False))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Raises `ValueError` where the key is not there, as Django's caches do."""
        count = self.asked(super().incr, key, delta, version, otherwise=None)
        if count is None:
            raise ValueError("There is no such key.")
        return int(count)

    def set_many(
        self,
        data: dict[str, Any],
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[str]:
        """The keys that were not kept."""
        failed: list[str] = self.asked(
            super().set_many, data, timeout, version, otherwise=list(data)
        )
        return failed

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self.worked_out().clear()
        self.asked(super().delete_many, keys, version, otherwise=None)

    def clear(self) -> None:
        self.worked_out().clear()
        self.asked(super().clear, otherwise=None)
