"""A call has a deadline, and a failing engine is left alone until it answers again."""

import logging
from collections.abc import Iterator
from threading import Event

import pytest

from search.engines.breaker import Breaker, Deadline, EngineUnavailable, Pace
from tests.search.engines.faults import until

SOON = 0.05
LATE = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Counts its calls; answers, or fails."""

    def __init__(self) -> None:
        self.calls = 0
        self.fails = False

    def answer(self) -> str:
        self.calls += 1
        if self.fails:
            raise EngineUnavailable("it is ill")
        return "answer"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(rest=30, clock=clock)


@pytest.fixture
def gate() -> Iterator[Event]:
    """What a call that hangs waits for."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def server() -> Server:
    return Server()


def fail(breaker: Breaker, server: Server) -> None:
    server.fails = True
    with pytest.raises(EngineUnavailable):
        breaker.call(server.answer, seconds=LATE)


def test_gives_what_a_call_gives() -> None:
    assert Deadline().call(lambda: 7, seconds=LATE) == 7


def test_stops_waiting_at_the_deadline(gate: Event) -> None:
    with pytest.raises(EngineUnavailable, match="takes too long"):
        Deadline().call(gate.wait, seconds=SOON)


def test_holds_only_so_many_calls_at_once(gate: Event) -> None:
    deadline = Deadline(most=2)
    hanging = [deadline.start(gate.wait) for _ in range(2)]
    with pytest.raises(EngineUnavailable, match="too many calls"):
        deadline.call(lambda: 7, seconds=LATE)
    gate.set()
    for call in hanging:
        call.join(LATE)
    assert deadline.call(lambda: 7, seconds=LATE) == 7


def test_a_failure_opens_it_and_the_next_call_is_not_made(breaker: Breaker, server: Server) -> None:
    fail(breaker, server)
    with pytest.raises(EngineUnavailable, match="left alone"):
        breaker.call(server.answer, seconds=LATE)
    assert breaker.is_open
    assert breaker.is_resting
    assert server.calls == 1


def test_a_call_that_takes_too_long_opens_it(breaker: Breaker, gate: Event) -> None:
    with pytest.raises(EngineUnavailable):
        breaker.call(gate.wait, seconds=SOON)
    assert breaker.is_open


def test_after_a_rest_one_call_is_tried_without_anybody_waiting(
    breaker: Breaker, clock: Clock, gate: Event, server: Server
) -> None:
    fail(breaker, server)
    clock.now = 31
    tried: list[int] = []

    def hang() -> None:
        tried.append(1)
        gate.wait()

    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            breaker.call(hang, seconds=LATE)
    assert until(lambda: tried)
    assert len(tried) == 1


def test_a_try_that_succeeds_closes_it(breaker: Breaker, clock: Clock, server: Server) -> None:
    fail(breaker, server)
    server.fails = False
    clock.now = 31
    with pytest.raises(EngineUnavailable):
        breaker.call(server.answer, seconds=LATE)
    assert until(lambda: not breaker.is_open)
    assert breaker.call(server.answer, seconds=LATE) == "answer"


def test_a_try_that_fails_begins_another_rest(
    breaker: Breaker, clock: Clock, server: Server
) -> None:
    fail(breaker, server)
    clock.now = 31
    with pytest.raises(EngineUnavailable):
        breaker.call(server.answer, seconds=LATE)
    assert until(lambda: server.calls == 2)
    clock.now = 60
    with pytest.raises(EngineUnavailable):
        breaker.call(server.answer, seconds=LATE)
    assert breaker.is_resting
    assert server.calls == 2


def test_an_answer_after_the_deadline_does_not_close_it(
    breaker: Breaker, clock: Clock, gate: Event, server: Server
) -> None:
    fail(breaker, server)
    clock.now = 31
    ended = Event()

    def dawdle() -> None:
        gate.wait()
        ended.set()

    with pytest.raises(EngineUnavailable):
        breaker.call(dawdle, seconds=5)
    clock.now = 40
    gate.set()
    assert ended.wait(LATE)
    assert until(lambda: breaker.deadline.slots.acquire(blocking=False))
    assert breaker.is_open


def test_operators_are_told_once_that_it_opened_and_once_that_it_closed(
    breaker: Breaker, clock: Clock, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for moment in (0, 31, 62):
        clock.now = moment
        fail(breaker, server)
        assert until(lambda tries=moment // 31: server.calls == tries + 1)
    server.fails = False
    clock.now = 93
    with pytest.raises(EngineUnavailable):
        breaker.call(server.answer, seconds=LATE)
    assert until(lambda: not breaker.is_open)
    assert until(lambda: len(caplog.messages) == 2)
    assert caplog.messages == [
        "The search engine is not used: it is ill. The database answers in its place.",
        "The search engine is used again.",
    ]


def test_a_pace_says_yes_once_in_a_while(clock: Clock) -> None:
    pace = Pace(60, clock=clock)
    said = []
    for clock.now in (0, 1, 59, 60, 61, 300, 301):
        said.append(pace.is_due())
    assert said == [True, False, False, True, False, True, False]
