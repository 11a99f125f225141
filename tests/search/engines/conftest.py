"""Real engines for the tests, where the machine has them, and rows to put in them."""

import os
import secrets
from collections.abc import Callable, Iterator

import pytest
from _pytest.mark.structures import ParameterSet
from pytest_django.fixtures import Settings

from pages.models import HomePage, StandardPage
from search.actions import write_rows
from search.engines.remote import RemoteEngine, engine_at, patient_engine
from search.models import SearchDocument
from search.words import tokens_text
from tests.search.engines.faults import FaultServer, fault_server

PATIENT = 30.0
Writer = Callable[..., SearchDocument]


def address_name(product: str) -> str:
    return f"TEST_{product.upper()}_URL"


def real(product: str) -> ParameterSet:
    """A parameter that stands for a real engine: skipped where the environment names none."""
    name = address_name(product)
    if os.environ.get(name) or os.environ.get("REQUIRE_SERVICES"):
        return pytest.param(product)
    reason = f"{name} is not set: `make services` starts {product} and prints its address."
    return pytest.param(product, marks=pytest.mark.skip(reason=reason))


def shared_engine(url: str) -> RemoteEngine:
    """The engine that the site uses for an address, but patient: the machine may be busy."""
    engine = engine_at(url)
    engine.read_seconds = engine.write_seconds = PATIENT
    return engine


@pytest.fixture(autouse=True)
def no_engine_is_left() -> Iterator[None]:
    """Each test meets engines that nothing was asked of."""
    engine_at.cache_clear()
    yield
    engine_at.cache_clear()


@pytest.fixture(params=[real("opensearch"), real("elasticsearch")])
def empty_engine(request: pytest.FixtureRequest, settings: Settings) -> Iterator[RemoteEngine]:
    """A real engine with no index of this test's yet, which SEARCH_URL names."""
    address = os.environ.get(address_name(request.param), "")
    assert address, f"This machine has to have {request.param}: .ci/services start"
    settings.SEARCH_URL = f"{address}-{secrets.token_hex(4)}"
    yield shared_engine(settings.SEARCH_URL)
    patient = patient_engine()
    assert patient
    for index in patient.indexes():
        patient.request("DELETE", f"/{index}")


@pytest.fixture
def engine(empty_engine: RemoteEngine) -> RemoteEngine:
    """A real engine with an index that holds nothing."""
    empty_engine.build([], done=lambda pages: None)
    return empty_engine


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as started:
        yield started


@pytest.fixture
def write_row(home_page: HomePage) -> Writer:
    """Makes a page and gives it a row with chosen words and facets."""

    def write(title: str, body: str = "", **fields: object) -> SearchDocument:
        page = home_page.add_child(instance=StandardPage(title=title))
        row = SearchDocument(
            page_id=page.pk,
            title=title,
            body=body,
            title_tokens=tokens_text(title),
            body_tokens=tokens_text(body),
            url=page.url,
            **{"facets": {"kind": ["page"]}, **fields},
        )
        write_rows({row.pk: row}, [row.pk])
        return row

    return write
