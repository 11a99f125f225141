"""An engine that is refused, hangs, drips or talks nonsense costs a reader nothing but its order."""

import logging

import pytest
from pytest_django.fixtures import Settings

from search.asking import Answer, Asked
from search.engines.breaker import Breaker
from search.engines.remote import RemoteEngine, engine_at
from search.finding import find, find_in_database
from search.query import parse_query
from tests.search.engines.conftest import PATIENT, Writer, shared_engine
from tests.search.engines.faults import NONSENSE, FaultServer, closed_port, until

PRODUCTS = ("opensearch", "elasticsearch")


def point_at(settings: Settings, product: str, port: int) -> str:
    settings.SEARCH_URL = f"{product}+http://hi:hushhush@127.0.0.1:{port}/site"
    return settings.SEARCH_URL


def question() -> Asked:
    return Asked(query=parse_query("housing"))


@pytest.fixture(autouse=True)
def library(write_row: Writer) -> None:
    write_row("Housing", "A plan")
    write_row("Dentists", "Another plan")


def right_answer() -> Answer:
    return find_in_database(question())


def breaker_of(url: str) -> Breaker:
    calls = engine_at(url).calls
    assert isinstance(calls, Breaker)
    return calls


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_refused_connection_is_answered_by_the_database(settings: Settings, product: str) -> None:
    url = point_at(settings, product, closed_port())
    assert find(question()) == right_answer()
    assert find(question()).total == 1
    assert breaker_of(url).is_open


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_an_engine_that_is_too_slow_is_asked_once(
    settings: Settings, server: FaultServer, product: str, fault: str
) -> None:
    server.behave = getattr(server, fault)
    url = point_at(settings, product, server.port)
    assert find(question()) == right_answer()
    assert breaker_of(url).is_open
    assert server.connections == 1
    for _ in range(3):
        assert find(question()) == right_answer()
    assert server.connections == 1


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("nonsense", NONSENSE)
def test_an_engine_that_talks_nonsense_is_asked_once(
    settings: Settings, server: FaultServer, product: str, nonsense: str
) -> None:
    server.behave = server.say(NONSENSE[nonsense])
    url = point_at(settings, product, server.port)
    shared_engine(url)
    assert find(question()) == right_answer()
    assert breaker_of(url).is_open
    assert server.connections == 1
    assert find(question()) == right_answer()
    assert server.connections == 1


def test_an_engine_is_used_again_once_it_answers(
    settings: Settings, server: FaultServer, engine: RemoteEngine, write_row: Writer
) -> None:
    row = write_row("Housing in the engine only")
    engine.build([row], done=lambda pages: None)
    product, _, rest = settings.SEARCH_URL.partition("+")
    port = int(rest.rpartition(":")[2].partition("/")[0])
    url = f"{product}+http://127.0.0.1:{server.port}/{engine.name}"
    settings.SEARCH_URL = url
    shared_engine(url)
    breaker = breaker_of(url)
    server.behave = server.say(NONSENSE["status 500"])
    assert find(question()).total == 2
    server.behave = server.pass_to(port)
    breaker.next_try = breaker.clock()
    assert find(question()).total == 2
    assert until(lambda: not breaker.is_open, patience=PATIENT)
    assert find(question()).ids == [row.pk]


def test_operators_are_told_once_and_read_no_word_and_no_password(
    settings: Settings, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.behave = server.say(NONSENSE["status 500"])
    for product in PRODUCTS:
        shared_engine(point_at(settings, product, server.port))
        find(question())
        find(question())
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    why = "it answered with HTTP status 500"
    line = f"The search engine is not used: {why}. The database answers in its place."
    assert told == [line] * len(PRODUCTS)
    assert "housing" not in caplog.text
    assert "hushhush" not in caplog.text


def test_an_elasticsearch_of_the_next_version_is_asked_to_speak_as_this_one(
    settings: Settings, server: FaultServer
) -> None:
    server.behave = server.say(NONSENSE["status 500"])
    shared_engine(point_at(settings, "elasticsearch", server.port))
    find(question())
    request = server.heard[0].lower()
    assert request.startswith(b"post /site/_search")
    assert b"accept: application/vnd.elasticsearch+json; compatible-with=8" in request
    assert b"content-type: application/vnd.elasticsearch+json; compatible-with=8" in request
    assert b"authorization: basic " in request
