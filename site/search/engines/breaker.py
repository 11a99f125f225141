"""A deadline for each call to a search engine, and a breaker that leaves a failing one alone."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore, Lock, Thread
from typing import Generic, Protocol, TypeVar

logger = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")
Clock = Callable[[], float]

MOST_CALLS = 8
REST_SECONDS = 30.0
NEVER_BUILT = "it has no index yet (run manage.py rebuild_search)"


class EngineUnavailable(Exception):  # noqa: N818 - it names a state, and no fault of the caller
    """The search engine cannot answer. What it says holds no word of a query and no secret."""


class Calls(Protocol):
    """What carries out calls to an engine."""

    def call(self, job: Callable[[], Outcome], *, seconds: float) -> Outcome: ...

    @property
    def is_resting(self) -> bool: ...


class Call(Thread, Generic[Outcome]):
    """One call on a thread of its own: whoever waits for it can stop waiting.

    A client's own time limit is for each read. A server that sends a byte now and then would keep
    a reader waiting for ever; the thread waits in the reader's place, and a process can end
    without it.
    """

    def __init__(self, job: Callable[[], Outcome], slots: BoundedSemaphore) -> None:
        super().__init__(name="search-engine", daemon=True)
        self.job = job
        self.slots = slots
        self.outcomes: list[Outcome] = []
        self.error = EngineUnavailable("it failed in a way that nobody expected")

    def run(self) -> None:
        try:
            self.outcomes.append(self.job())
        except EngineUnavailable as error:
            self.error = error
        finally:
            self.slots.release()


class Deadline:
    """Carries out calls, so many at once and no more, and waits for each only so long."""

    is_resting = False

    def __init__(self, *, most: int = MOST_CALLS) -> None:
        self.slots = BoundedSemaphore(most)

    def start(self, job: Callable[[], Outcome]) -> Call[Outcome]:
        """Begin a call without waiting for it."""
        if not self.slots.acquire(blocking=False):
            raise EngineUnavailable("too many calls still wait for it")
        call = Call(job, self.slots)
        try:
            call.start()
        except RuntimeError as error:
            self.slots.release()
            raise EngineUnavailable("the machine has no thread left for it") from error
        return call

    def call(self, job: Callable[[], Outcome], *, seconds: float) -> Outcome:
        """What a call gives, or `EngineUnavailable` when it fails or takes too long."""
        call = self.start(job)
        call.join(seconds)
        if call.is_alive():
            raise EngineUnavailable("it takes too long")
        if not call.outcomes:
            raise call.error
        return call.outcomes[0]


class Breaker:
    """Opens at the first failure: from then on no call waits for the engine, until one succeeds.

    After a rest the next call is tried once more, but behind the back of whoever made it. So only
    the reader who meets the failure first ever waits. Operators are told once when it opens and
    once when it closes.
    """

    def __init__(
        self,
        *,
        rest: float = REST_SECONDS,
        most: int = MOST_CALLS,
        clock: Clock = time.monotonic,
    ) -> None:
        self.rest = rest
        self.clock = clock
        self.deadline = Deadline(most=most)
        self.lock = Lock()
        self.next_try: float | None = None

    @property
    def is_open(self) -> bool:
        return self.next_try is not None

    @property
    def is_resting(self) -> bool:
        """Whether it is open and not yet time for another try."""
        return self.next_try is not None and self.clock() < self.next_try

    def call(self, job: Callable[[], Outcome], *, seconds: float) -> Outcome:
        if self.is_open:
            if self.takes_a_try():
                self.try_behind_the_back(job, seconds)
            raise EngineUnavailable("it is left alone for a while")
        try:
            return self.deadline.call(job, seconds=seconds)
        except EngineUnavailable as error:
            self.open(error)
            raise

    def takes_a_try(self) -> bool:
        """Whether the rest is over; true for one call only, then a new rest begins."""
        with self.lock:
            now = self.clock()
            if self.next_try is None or now < self.next_try:
                return False
            self.next_try = now + self.rest
            return True

    def try_behind_the_back(self, job: Callable[[], object], seconds: float) -> None:
        began = self.clock()

        def attempt() -> None:
            job()
            if self.clock() - began <= seconds:
                self.close()

        with suppress(EngineUnavailable):
            self.deadline.start(attempt)

    def open(self, error: EngineUnavailable) -> None:
        with self.lock:
            is_news = self.next_try is None
            self.next_try = self.clock() + self.rest
        if is_news:
            logger.error(
                "The search engine is not used: %s. The database answers in its place.", error
            )

    def close(self) -> None:
        with self.lock:
            is_news = self.next_try is not None
            self.next_try = None
        if is_news:
            logger.warning("The search engine is used again.")


class Pace:
    """Says yes at most once in so many seconds, whoever asks."""

    def __init__(self, seconds: float, *, clock: Clock = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self.lock = Lock()
        self.next_time = clock()

    def is_due(self) -> bool:
        with self.lock:
            now = self.clock()
            if now < self.next_time:
                return False
            self.next_time = now + self.seconds
            return True
